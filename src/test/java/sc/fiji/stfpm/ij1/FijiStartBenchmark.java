package sc.fiji.stfpm.ij1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import sc.fiji.stfpm.testing.imagej.Fiji;
import sc.fiji.stfpm.testing.imagej.FijiStack;

/**
 * How long Fiji takes to start without the plugin and with it, turn by turn: from the call to the window. Argument: how often
 * each, 20 unless given.
 */
final class FijiStartBenchmark {
	private FijiStartBenchmark() {}

	public static void main(String[] args) throws Exception {
		int starts = args.length == 0 ? 20 : Integer.parseInt(args[0]);
		Fiji without = new Fiji(FijiStack.copy("without")), with = Fiji.withZip("with");
		Path folder = Files.createTempDirectory("fiji-start");
		double[] a = new double[starts], b = new double[starts];
		// What is read for the first time takes longer.
		start(without, folder);
		start(with, folder);
		for (int i = 0; i < starts; i++) {
			a[i] = start(without, folder);
			b[i] = start(with, folder);
		}
		System.out.printf("| | median, s | lowest, s | highest, s |%n|---|---|---|---|%n%s%n%s%n", row("without the plugin", a), row(
			"with it", b));
		System.exit(0);
	}

	private static String row(String what, double[] seconds) {
		double[] sorted = seconds.clone();
		Arrays.sort(sorted);
		double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
		return String.format("| %s | %.2f | %.2f | %.2f |", what, median, sorted[0], sorted[sorted.length - 1]);
	}

	private static double start(Fiji fiji, Path folder) throws Exception {
		long before = System.nanoTime();
		fiji.withUser(FijiEnd.class, folder);
		return (System.nanoTime() - before) / 1e9;
	}
}
