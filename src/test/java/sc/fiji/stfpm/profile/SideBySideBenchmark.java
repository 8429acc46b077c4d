package sc.fiji.stfpm.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.GsonBuilder;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.detect.ImagesAtOnce;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.network.EngineSetup;
import sc.fiji.stfpm.testing.ImageFolder;

/**
 * Images per second of our detection, of the same in PyTorch, plainly and at its best, and of PatchCore, turn by turn in one run on the same
 * images in memory, and whether the maps are the same. Other programs can only make a turn slower, so that the best turn of each counts.
 * {@code mvn -q -Pbenchmark-side-by-side}, with {@code -Dbenchmark.python=python3,/other/python3} for other interpreters.
 */
final class SideBySideBenchmark {
	private static final int SIDE = 256;
	private static final int NORMALS = 60;
	private static final int IMAGES = 8;
	private static final double SAME = 1e-3;
	private static final String OURS = "ours", AT_ONCE = "ours, as folders and stacks are judged";

	/** @param images a second */
	private record Rate(int atATime, double images) {}

	private final Path folder;
	private final int turns;
	private final List<Path> files;
	private final Map<String, Rate> rates = new LinkedHashMap<>();

	private SideBySideBenchmark(Path folder, int turns) throws IOException {
		this.folder = folder;
		this.turns = turns;
		files = ImageFolder.write(folder.resolve("test"), IMAGES, SIDE, 10_000);
	}

	/** @param args folder for models and images, turns, interpreters */
	public static void main(String[] args) throws Exception {
		SideBySideBenchmark benchmark = new SideBySideBenchmark(Files.createDirectories(Path.of(args[0])), Integer.parseInt(args[1]));
		Path model = benchmark.folder.resolve("side-by-side.stfpm");
		MeasuredModel.write(model, NORMALS, SIDE);
		System.out.println(EngineSetup.description());
		for (String python : args[2].split(","))
			benchmark.compare(model, python);
		benchmark.print();
	}

	private void compare(Path model, String python) throws IOException {
		Path maps = Files.createDirectories(folder.resolve("maps"));
		try (AnomalyDetector detector = AnomalyDetector.open(model);
				PythonTurns torch = new PythonTurns(python, MeasuredModel.TEACHER, model, maps, files))
		{
			List<ImagePlane> images = new ArrayList<>();
			for (Path file : files)
				images.add(ImagePlane.of(ImageReader.read(file)));
			System.out.println(String.format(Locale.ROOT, "PyTorch %s: the largest difference of its maps from ours is %.1e of a map's maximum", torch
				.version(), difference(detector, images, maps)));
			for (int turn = 0; turn < turns; turn++) {
				best(OURS, 1, rate(detector, images));
				int together = detector.atOnce();
				if (together > 1) best(AT_ONCE, together, rateAtOnce(detector, images, together));
				for (String way : torch.ways())
					best("PyTorch " + torch.version() + " " + way.split(":")[0], Integer.parseInt(way.split(":")[1]), torch.rate(way));
			}
		}
	}

	private void best(String name, int atATime, double rate) {
		rates.merge(name, new Rate(atATime, rate), (a, b) -> a.images() >= b.images() ? a : b);
	}

	private static double rate(AnomalyDetector detector, List<ImagePlane> images) {
		long began = System.nanoTime();
		for (ImagePlane image : images)
			detector.detect(image, Progress.NONE);
		return images.size() / ((System.nanoTime() - began) / 1e9);
	}

	/** Every image as often as so many are judged at once, so that starting and ending count as little as in a folder. */
	private static double rateAtOnce(AnomalyDetector detector, List<ImagePlane> images, int together) throws IOException {
		try (ImagesAtOnce<ImagePlane, DetectionResult> running = new ImagesAtOnce<>(together, detector::detect, nobody -> {})) {
			long began = System.nanoTime();
			for (int time = 0; time < together; time++)
				for (ImagePlane image : images) {
					running.begin(image, 0);
					if (running.isFull(0)) running.finish(Progress.NONE);
				}
			while (!running.isEmpty())
				running.finish(Progress.NONE);
			return together * images.size() / ((System.nanoTime() - began) / 1e9);
		}
	}

	private static double difference(AnomalyDetector detector, List<ImagePlane> images, Path maps) throws IOException {
		double largest = 0;
		for (int i = 0; i < images.size(); i++) {
			float[] ours = detector.detect(images.get(i), Progress.NONE).values(), theirs = new float[ours.length];
			ByteBuffer.wrap(Files.readAllBytes(maps.resolve(i + ".map"))).asFloatBuffer().get(theirs);
			double highest = 0, apart = 0;
			for (int p = 0; p < ours.length; p++) {
				highest = Math.max(highest, ours[p]);
				apart = Math.max(apart, Math.abs(ours[p] - theirs[p]));
			}
			largest = Math.max(largest, apart / highest);
		}
		if (largest > SAME) throw new IllegalStateException("The maps differ by " + largest + " of their maximum, so that it is not the same work");
		return largest;
	}

	private void print() throws IOException {
		double ours = rates.get(OURS).images(), together = rates.getOrDefault(AT_ONCE, rates.get(OURS)).images();
		System.out.println("\n| detection of images of 256 x 256 in memory | images at a time | images/s | ours is so many times as fast | ours at once |\n|---|---|---|---|---|");
		rates.forEach((name, rate) -> System.out.println(String.format(Locale.ROOT, "| %s | %d | %.1f | %.2f | %.2f |", name, rate.atATime(), rate.images(),
			ours / rate.images(), together / rate.images())));
		Files.writeString(folder.resolve("side-by-side.json"), new GsonBuilder().setPrettyPrinting().create().toJson(rates));
	}
}
