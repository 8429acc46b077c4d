package sc.fiji.stfpm.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.network.DistanceNetwork;
import sc.fiji.stfpm.network.EngineSetup;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.testing.ImageFolder;
import sc.fiji.stfpm.ui.FolderDetection;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.ResultFolder;
import sc.fiji.stfpm.ui.ResultFolder.Picture;

/**
 * How much longer a folder takes, from files to tables, maps and overlays, than the networks alone take for the same images in memory, turn by
 * turn in one run; the best turn of each counts. {@code mvn -q -Pbenchmark-folder}.
 */
final class FolderBenchmark implements AutoCloseable {
	private static final int SIDE = 256;
	private static final int NORMALS = 30;
	private static final int IMAGES = 40;

	private final Path folder;
	private final AnomalyDetector detector;
	private final DistanceNetwork network;
	private final List<float[]> inputs = new ArrayList<>();

	private FolderBenchmark(Path folder) throws IOException {
		this.folder = folder;
		Path model = folder.resolve("folder.stfpm");
		MeasuredModel.write(model, NORMALS, SIDE);
		detector = AnomalyDetector.open(model);
		network = detector.model().scoring().network(EmbeddedTeacher.DEFAULT.get().weights(), detector.devices().each().get(0));
		for (Path image : ImageFolder.write(folder.resolve("test"), IMAGES, SIDE, 10_000))
			inputs.add(detector.model().preprocessing().whole(ImagePlane.of(ImageReader.read(image))));
	}

	/** @param args folder for models, images and results; turns */
	public static void main(String[] args) throws Exception {
		double[] best = new double[4];
		Arrays.fill(best, Double.MAX_VALUE);
		try (FolderBenchmark benchmark = new FolderBenchmark(Files.createDirectories(Path.of(args[0])))) {
			for (int turn = 0; turn < Integer.parseInt(args[1]); turn++) {
				double[] now = { benchmark.networks(), benchmark.folder(Set.of()), benchmark.folder(Set.of(Picture.MAPS)), benchmark.folder(Picture.USUAL) };
				for (int i = 0; i < best.length; i++)
					best[i] = Math.min(best[i], now[i]);
			}
		}
		System.out.println(EngineSetup.description() + "\n| images of 256 x 256 | ms an image | times the networks alone |\n|---|---|---|");
		List<String> names = List.of("networks alone, from input in memory to distances", "folder to tables", "folder to tables and maps",
			"folder to tables, maps and overlays");
		for (int i = 0; i < best.length; i++)
			System.out.println(String.format(Locale.ROOT, "| %s | %.1f | %.2f |", names.get(i), 1e3 * best[i] / IMAGES, best[i] / best[0]));
	}

	private double networks() {
		long began = System.nanoTime();
		for (float[] input : inputs)
			network.distances(0, input, 1, SIDE, SIDE);
		return (System.nanoTime() - began) / 1e9;
	}

	private double folder(Set<Picture> pictures) throws IOException {
		JudgedWith made = JudgedWith.of(detector, "folder.stfpm");
		long began = System.nanoTime();
		FolderDetection.Summary summary = new FolderDetection(detector, Progress.NONE, FolderDetection.Listener.NONE).run(List.of(folder.resolve("test")),
			false, () -> new ResultFolder(folder.resolve("results"), made, false, pictures));
		double seconds = (System.nanoTime() - began) / 1e9;
		if (!summary.isWell() || summary.judged() != IMAGES) throw new IllegalStateException("Not all was judged: " + summary);
		return seconds;
	}

	@Override
	public void close() {
		network.close();
		detector.close();
	}
}
