package sc.fiji.stfpm.spark.plane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import sc.fiji.stfpm.spark.testing.Cluster;
import sc.fiji.stfpm.spark.testing.Planes;
import sc.fiji.stfpm.spark.testing.Samples;

/**
 * Judges a plane of any size, 8 bits, by a single machine and on a cluster of two workers of one processor each on this machine, prints the
 * time of both, and compares what they leave, byte by byte. What is there of an earlier run is used again.
 */
public final class PlaneBenchmark {
	private static final int WORKERS = 2;

	private PlaneBenchmark() {}

	/** @param args side of the plane in pixels, 8192 at least to be large; a folder with room for two bytes a pixel for each of plane and results */
	public static void main(String[] args) throws Exception {
		int side = Integer.parseInt(args[0]);
		Path folder = Files.createDirectories(Path.of(args[1])), image = folder.resolve("plane" + side + ".tif"), model = folder.resolve(
			"fabric-tiles.stfpm");
		if (!Files.exists(model)) Planes.model(folder);
		long began = System.nanoTime();
		if (!Files.exists(image)) Planes.tiff(image, side, side);
		said("Plane of %d x %d, %.2f GB: %.1f s", side, side, Files.size(image) / 1e9, seconds(began));
		double megapixels = side * (double) side / 1e6;
		Path single = folder.resolve("single" + side), spark = folder.resolve("spark" + side);
		if (!Files.exists(single.resolve("regions.csv"))) {
			began = System.nanoTime();
			Planes.single(model, image, single);
			said("Single machine: %.1f s, %.3f s a megapixel", seconds(began), seconds(began) / megapixels);
		}
		try (Cluster cluster = new Cluster(folder.resolve("cluster"), WORKERS, 1, "2g", Cluster.LONG_LIVED)) {
			began = System.nanoTime();
			Cluster.Submitted submitted = cluster.submit(List.of("spark.executor.memory=2g"), "detect-plane", image.toString(), "--model", model
				.toString(), "--output", spark.toString(), "--overlay");
			// Longer than a test may take.
			submitted.process().onExit().get();
			Cluster.Run run = submitted.end();
			said("%d executors of one processor, with their start: exit code %d, %.1f s, %.3f s a megapixel", WORKERS, run.exit(), seconds(began), seconds(
				began) / megapixels);
			System.out.println(run.out());
		}
		said("Maps: %s", told(Planes.difference(single.resolve("maps"), spark.resolve("maps"))));
		said("Overlays: %s", told(Planes.difference(single.resolve("overlays"), spark.resolve("overlays"))));
		for (String table : List.of("scores.csv", "regions.csv"))
			said("%s, %d rows: %s", table, Files.readAllLines(single.resolve(table)).size() - 1, compared(single.resolve(table), spark.resolve(table)));
	}

	private static String compared(Path expected, Path found) throws IOException {
		try {
			Samples.assertSame(expected, found);
			return "the same";
		}
		catch (AssertionError e) {
			return "DIFFERENT: " + e.getMessage();
		}
	}

	private static String told(String difference) {
		return difference.isEmpty() ? "the same, byte by byte" : "DIFFERENT: " + difference;
	}

	private static void said(String format, Object... values) {
		System.out.println(String.format(Locale.ROOT, format, values));
	}

	private static double seconds(long began) {
		return (System.nanoTime() - began) / 1e9;
	}
}
