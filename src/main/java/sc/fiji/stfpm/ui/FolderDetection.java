package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageFiles;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;

/**
 * Judges a file or all images of a folder and writes the results. A file that cannot be judged is noted with the reason
 * and the rest goes on.
 */
public final class FolderDetection {
	/** Hears of every file as it is done; called on the thread that works. */
	public interface Listener {
		/** Hears nothing. */
		Listener NONE = new Listener() {};

		/** @param name the file's path below the folder */
		default void judged(String name, ImagePlane image, DetectionResult result) {}

		/** @param reason why the file could not be judged */
		default void failed(String name, String reason) {}
	}

	/** How many files became what. */
	public record Summary(int judged, int anomalous, int failed) {
		/** One line for people. */
		public String text(float threshold) {
			return String.format(Locale.ROOT, "%d judged, %d of them anomalous, %d skipped; threshold %.4g", judged, anomalous,
				failed, threshold);
		}
	}

	private final AnomalyDetector detector;
	private final Progress progress;
	private final Listener listener;
	private int judged;
	private int anomalous;
	private int failed;

	public FolderDetection(AnomalyDetector detector, Progress progress, Listener listener) {
		this.detector = detector;
		this.progress = progress;
		this.listener = listener;
	}

	/**
	 * Judges and writes; see {@link ResultFolder} for what. Results of an earlier run below the input are no input.
	 *
	 * @throws IOException if there is no image, or results cannot be written
	 * @throws CancellationException if cancelled; what was finished stays
	 */
	public Summary run(Path input, boolean recursive, Path output) throws IOException {
		List<Path> files = files(input, recursive, output);
		Path root = Files.isDirectory(input) ? input : input.toAbsolutePath().getParent();
		try (ResultFolder results = new ResultFolder(output, detector.model(), detector.device().id())) {
			for (int i = 0; i < files.size(); i++) {
				if (progress.isCancelled()) throw new CancellationException("Cancelled after " + i + " of " + files.size()
					+ " images; what was finished is in " + output);
				String name = ImageFiles.name(root, files.get(i));
				judge(files.get(i), name, results);
				progress.update(i + 1, files.size(), name);
			}
		}
		return new Summary(judged, anomalous, failed);
	}

	private static List<Path> files(Path input, boolean recursive, Path output) throws IOException {
		if (!Files.exists(input)) throw new IOException(input + ": no such file or folder");
		if (!Files.isDirectory(input)) return List.of(input.toAbsolutePath());
		Path results = output.toAbsolutePath().normalize();
		return ImageFiles.in(input, recursive).stream().filter(f -> !f.toAbsolutePath().normalize().startsWith(results))
			.toList();
	}

	private void judge(Path file, String name, ResultFolder results) throws IOException {
		ImagePlane plane;
		DetectionResult result;
		try {
			plane = ImagePlane.of(ImageReader.read(file));
			result = detector.detect(plane, Progress.cancelOnly(progress));
		}
		catch (CancellationException e) {
			throw new CancellationException("Cancelled at " + name + "; what was finished is in the results' folder");
		}
		catch (IOException | RuntimeException e) {
			failed++;
			results.addFailure(name, String.valueOf(e.getMessage()));
			listener.failed(name, String.valueOf(e.getMessage()));
			progress.note("Skipped " + name + ": " + e.getMessage());
			return;
		}
		results.add(name, plane, result);
		listener.judged(name, plane, result);
		judged++;
		if (result.anomalous()) anomalous++;
	}
}
