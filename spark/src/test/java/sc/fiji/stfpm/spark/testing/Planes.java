package sc.fiji.stfpm.spark.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.cells.CachedCells;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.pyramid.OmeZarr;
import sc.fiji.stfpm.pyramid.Reduction;
import sc.fiji.stfpm.pyramid.TiledTiff;

/** Planes of any size, made of the sample data without being in memory, and what a single machine finds in them. */
public final class Planes {
	/** Side of the samples, in pixels. */
	private static final int SAMPLE = 256;
	/** Of so many samples in the plane one has a defect. */
	private static final int RARE = 11;
	private static final int CELL = 512;

	private Planes() {}

	/** Trains a model of the woven fabric that sees images in tiles, with the embedded teacher. */
	public static Path model(Path folder) throws IOException {
		Path model = folder.resolve("fabric-tiles.stfpm");
		run("train", Samples.FABRIC.toString(), "--teacher", "embedded", "--mode", "TILES", "--model", model.toString());
		return model;
	}

	/** A fabric of so many pixels: samples side by side, every other one mirrored so that threads go on, some with a defect. */
	public static RandomAccessibleInterval<UnsignedByteType> fabric(long width, long height) throws IOException {
		List<float[]> good = samples(Samples.FABRIC.resolve("test/good")), bad = new ArrayList<>();
		for (String kind : List.of("broken_thread", "foreign_fibre", "stain"))
			bad.addAll(samples(Samples.FABRIC.resolve("test").resolve(kind)));
		return CachedCells.bytes(new long[] { width, height }, new int[] { CELL, CELL }, 64L << 20, (min, size, values) -> {
			for (int i = 0; i < values.length; i++)
				values[i] = (byte) value(min[0] + i % size[0], min[1] + i / size[0], good, bad);
		});
	}

	private static float value(long x, long y, List<float[]> good, List<float[]> bad) {
		long column = x / SAMPLE, row = y / SAMPLE;
		int number = (int) ((column * 7919 + row * 104_729) % 1009);
		float[] sample = number % RARE == 0 ? bad.get(number % bad.size()) : good.get(0);
		int u = (int) (x % SAMPLE), v = (int) (y % SAMPLE);
		return sample[(row % 2 == 0 ? v : SAMPLE - 1 - v) * SAMPLE + (column % 2 == 0 ? u : SAMPLE - 1 - u)];
	}

	private static List<float[]> samples(Path folder) throws IOException {
		List<Path> files;
		try (Stream<Path> all = Files.list(folder)) {
			files = all.filter(file -> file.toString().endsWith(".png")).sorted().toList();
		}
		List<float[]> samples = new ArrayList<>();
		for (Path file : files) {
			float[] values = new float[SAMPLE * SAMPLE];
			ImagePlane.of(ImageReader.read(file)).read(0, 0, 0, SAMPLE, SAMPLE, values, 0);
			samples.add(values);
		}
		return samples;
	}

	/** Writes a fabric as tiled TIFF. */
	public static Path tiff(Path file, long width, long height) throws IOException {
		TiledTiff.write(file, fabric(width, height), Reduction.MEAN, Optional.empty(), "fabric", Progress.NONE);
		return file;
	}

	/** Writes a fabric as OME-Zarr. */
	public static Path zarr(Path folder, long width, long height) throws IOException {
		OmeZarr.write(folder, fabric(width, height), Reduction.MEAN, Optional.empty(), "fabric", Progress.NONE);
		return folder;
	}

	/** What a single machine's detection leaves in a folder, the map as OME-Zarr. */
	public static Path single(Path model, Path image, Path output, String... more) throws IOException {
		List<String> verb = new ArrayList<>(List.of("detect", image.toString(), "--model", model.toString(), "--output", output.toString(),
			"--map-format", "zarr"));
		verb.addAll(List.of(more));
		run(verb.toArray(String[]::new));
		return output;
	}

	private static void run(String... verb) throws IOException {
		int exit = Samples.run(verb);
		if (exit != 0) throw new IOException("Exit code " + exit + " of " + String.join(" ", verb));
	}

	/** How files below two folders differ: names, and the first that has other bytes; empty where they do not. */
	public static String difference(Path expected, Path found) throws IOException {
		Map<String, Path> one = files(expected), other = files(found);
		if (!one.keySet().equals(other.keySet())) {
			List<String> names = Stream.concat(one.keySet().stream(), other.keySet().stream()).filter(name -> one.containsKey(name) != other
				.containsKey(name)).sorted(Comparator.naturalOrder()).toList();
			return names.size() + " files are in one alone, such as " + names.get(0);
		}
		for (String name : one.keySet())
			if (Files.mismatch(one.get(name), other.get(name)) >= 0) return name;
		return one.isEmpty() ? "both are empty" : "";
	}

	private static Map<String, Path> files(Path folder) throws IOException {
		Map<String, Path> files = new TreeMap<>();
		try (Stream<Path> all = Files.walk(folder)) {
			all.filter(Files::isRegularFile).forEach(file -> files.put(folder.relativize(file).toString(), file));
		}
		return files;
	}
}
