package sc.fiji.stfpm.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import sc.fiji.stfpm.cli.StfpmCli;
import sc.fiji.stfpm.testing.CommandLineRun;
import sc.fiji.stfpm.testing.ImageFolder;

/**
 * The most resident memory of the command line, started as {@code scripts/stfpm} does, for training the preset {@code memory} with some
 * images and with many, and for detecting them. {@code mvn -q -Pbenchmark-memory}; Linux tells it, other systems do not.
 */
final class MemoryBenchmark {
	private static final int SIDE = 256;

	private MemoryBenchmark() {}

	/** @param args folder for models, images and results; numbers of images */
	public static void main(String[] args) throws Exception {
		Path folder = Files.createDirectories(Path.of(args[0]));
		System.out.println("| images of 256 x 256 | training, MB | detection, MB |\n|---|---|---|");
		for (String count : args[1].split(",")) {
			Path images = folder.resolve("images" + count), model = folder.resolve(count + ".stfpm");
			ImageFolder.write(images.resolve("train/good"), Integer.parseInt(count), SIDE, 0);
			long training = peak("train", images, "--size", SIDE, "--teacher", "embedded", "--force", "--model", model);
			long detection = peak("detect", images.resolve("train/good"), "--model", model, "--output", folder.resolve("results" + count));
			System.out.println("| " + count + " | " + training + " | " + detection + " |");
		}
	}

	private static long peak(Object... args) throws IOException, InterruptedException {
		return CommandLineRun.of(List.of(), StfpmCli.class, args).await().peakResident() * 1024 / 1_000_000;
	}
}
