package sc.fiji.stfpm.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.cells.CachedCells;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.EngineSetup;
import sc.fiji.stfpm.pyramid.Reduction;
import sc.fiji.stfpm.pyramid.TiledTiff;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.testing.JavaProcess;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;

/**
 * Detects a plane larger than memory with {@code stfpm detect} in a virtual machine with 2 GB of heap, and prints its peaks of memory, the
 * time per megapixel and its ratio to that of the same pixels as images of 512 x 512. Then kills detections of a smaller plane at random
 * moments, goes on with them, and compares the map with that of an undisturbed one. {@code mvn -q -Pbenchmark-large}.
 */
final class LargeBenchmark {
	private static final int SMALL = 512;
	private static final int SMALL_IMAGES = 150;
	private static final int KILLS = 3;
	private static final long SEED = 1;

	private final Path folder;
	private final Path model;

	private LargeBenchmark(Path folder) {
		this.folder = folder;
		model = folder.resolve("large.stfpm");
	}

	/** @param args sides of the plane, and of that which is killed, in pixels, 8192 at least to be large; a folder with room for both */
	public static void main(String[] args) throws Exception {
		int side = Integer.parseInt(args[0]), killed = Integer.parseInt(args[1]);
		Path folder = Files.createTempDirectory(args.length > 2 ? Path.of(args[2]) : Path.of(System.getProperty("java.io.tmpdir")), "large");
		System.out.println(EngineSetup.description());
		LargeBenchmark benchmark = new LargeBenchmark(folder);
		benchmark.train();
		double small = benchmark.smallImages();
		benchmark.large(side, small);
		benchmark.kills(killed);
	}

	/** A 16-bit texture, 12 bits of which are used; any part of it is made alike. */
	private static int value(long x, long y) {
		long mixed = (x * 0x9E3779B97F4A7C15L ^ y * 0xC2B2AE3D27D4EB4FL) * 0x165667B19E3779F9L;
		double noise = (mixed >>> 40) / (double) (1 << 24);
		return (int) (2000 + 900 * Math.sin(x * 0.4) * Math.cos(y * 0.3) + 300 * noise);
	}

	private static RandomAccessibleInterval<UnsignedShortType> plane(long width, long height) {
		return CachedCells.shorts(new long[] { width, height }, new int[] { 512, 512 }, 64L << 20, (min, size, values) -> {
			for (int i = 0; i < values.length; i++)
				values[i] = (short) value(min[0] + i % size[0], min[1] + i / size[0]);
		});
	}

	/** A part of the texture in memory. */
	private static RandomAccessibleInterval<UnsignedShortType> small(long left) {
		short[] values = new short[SMALL * SMALL];
		for (int i = 0; i < values.length; i++)
			values[i] = (short) value(left + i % SMALL, i / SMALL);
		return ArrayImgs.unsignedShorts(values, SMALL, SMALL);
	}

	private void train() throws IOException {
		List<ImageSource> normals = new ArrayList<>();
		for (int i = 0; i < 20; i++)
			normals.add(ImageSource.of("normal " + i, small(1_000_000L + 700 * i)));
		ModelFile.write(model, new Trainer(EmbeddedTeacher.DEFAULT.get(), TrainingOptions.preset(Preset.MEMORY).mode(Mode.TILES).build(),
			TrainingProgress.NONE).train(normals).model());
	}

	/** Seconds a megapixel. */
	private double smallImages() throws IOException {
		try (AnomalyDetector detector = AnomalyDetector.open(model)) {
			List<ImagePlane> images = new ArrayList<>();
			for (int i = 0; i < SMALL_IMAGES; i++)
				images.add(ImagePlane.of(small(5_000_000L + 600 * i)));
			for (ImagePlane image : images.subList(0, 10))
				detector.detect(image, Progress.NONE);
			long began = System.nanoTime();
			for (ImagePlane image : images)
				detector.detect(image, Progress.NONE);
			double perMegapixel = seconds(began) / (SMALL_IMAGES * (double) SMALL * SMALL / 1e6);
			System.out.println(String.format(Locale.ROOT, "%d images of %d x %d, in memory: %.3f s a megapixel", SMALL_IMAGES, SMALL, SMALL,
				perMegapixel));
			return perMegapixel;
		}
	}

	private Path write(int side) throws IOException {
		Path file = folder.resolve("plane" + side + ".tif");
		TiledTiff.write(file, plane(side, side), Reduction.MEAN, Optional.empty(), "plane", Progress.NONE);
		return file;
	}

	private Process detect(Path image, Path output) throws IOException {
		return JavaProcess.builder(List.of("env", "JDK_JAVA_OPTIONS=-Xmx2g -Dai.djl.offline=true", "MALLOC_ARENA_MAX=1"), Detect.class,
			"detect", "-m", model, "-o", output, "--resume", "--no-overlays", image).redirectErrorStream(true).start();
	}

	/** The command line, and in the end what it took of Java's memory. */
	static final class Detect {
		public static void main(String[] args) {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).mapToLong(pool -> pool
					.getPeakUsage().getUsed()).sum();
				System.out.println("Peak heap " + (peak >> 20) + " MiB");
			}));
			StfpmCli.main(args);
		}
	}

	private void large(int side, double small) throws Exception {
		long began = System.nanoTime();
		Path image = write(side);
		System.out.println(String.format(Locale.ROOT, "Wrote %s, %d x %d, 16 bits, %.2f GB, in %.0f s", image.getFileName(), side, side, Files.size(
			image) / 1e9, seconds(began)));
		began = System.nanoTime();
		Process process = detect(image, folder.resolve("results"));
		List<String> lines = new ArrayList<>();
		Thread reader = new Thread(() -> process.inputReader().lines().forEach(lines::add));
		reader.start();
		long resident = 0;
		while (!process.waitFor(500, TimeUnit.MILLISECONDS))
			resident = Math.max(resident, JavaProcess.peakResident(process));
		double time = seconds(began);
		reader.join();
		lines.stream().filter(line -> !line.contains("Tile ")).forEach(System.out::println);
		double perMegapixel = time / (side * (double) side / 1e6);
		System.out.println(String.format(Locale.ROOT, "Plane of %d x %d, file to map file: exit code %d, %.0f s, %.3f s a megapixel, %.2f times as"
			+ " long as small images; peak resident memory %d MiB", side, side, process.exitValue(), time, perMegapixel, perMegapixel / small,
			resident >> 10));
	}

	private void kills(int side) throws Exception {
		Path image = write(side);
		long began = System.nanoTime();
		run(image, folder.resolve("whole"));
		double time = seconds(began);
		String expected = sha256(map(folder.resolve("whole"), image));
		Random random = new Random(SEED);
		for (int kill = 1; kill <= KILLS; kill++) {
			Path output = folder.resolve("killed" + kill);
			Process process = detect(image, output);
			double after = time * (0.2 + 0.7 * random.nextDouble());
			if (!process.waitFor((long) (1000 * after), TimeUnit.MILLISECONDS)) process.destroyForcibly().waitFor();
			List<String> lines = run(image, output);
			System.out.println(String.format(Locale.ROOT, "Killed after %.1f of %.1f s: %s; map %s", after, time, lines.stream().filter(line -> line
				.contains("Goes on after")).findFirst().orElse("nothing was done"), sha256(map(output, image)).equals(expected) ? "the same"
					: "DIFFERENT"));
		}
	}

	private List<String> run(Path image, Path output) throws Exception {
		Process process = detect(image, output);
		try (BufferedReader printed = process.inputReader()) {
			List<String> lines = printed.lines().toList();
			if (process.waitFor() != 0) throw new AssertionError(String.join("\n", lines));
			return lines;
		}
	}

	private static Path map(Path output, Path image) {
		return output.resolve("maps").resolve(image.getFileName() + ".map.tif");
	}

	private static String sha256(Path file) throws Exception {
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
	}

	private static double seconds(long began) {
		return (System.nanoTime() - began) / 1e9;
	}
}
