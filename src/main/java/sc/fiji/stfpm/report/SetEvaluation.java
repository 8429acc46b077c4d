package sc.fiji.stfpm.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.evaluate.Curves;
import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.evaluate.Evaluator;

/**
 * The metrics of a model on the labelled test images of a folder.
 *
 * @param folder the labelled set, as it was given
 * @param all over all images
 * @param byKind each kind of defect against all normal images
 * @param curves of all images, to plot
 * @param images every image that was judged, in the order of the set
 * @param chosenOn how many of them the model's threshold was chosen on
 * @param warnings what in the set makes figures mean less than they seem to; whole sentences
 * @param skipped files that could not be judged, with the reason
 * @param ignored which pixels did not count
 * @param rows what a report says of each image; its pictures are there until whoever gave them closes them
 */
public record SetEvaluation(Path folder, Evaluation all, Map<String, Evaluation> byKind, Curves curves,
	List<Judged> images, int chosenOn, List<String> warnings, Map<String, String> skipped, IgnoreRule ignored, ReportRows rows)
{
	/** Where every pixel counted. */
	public SetEvaluation(Path folder, Evaluation all, Map<String, Evaluation> byKind, Curves curves, List<Judged> images, int chosenOn,
		List<String> warnings, Map<String, String> skipped, ReportRows rows)
	{
		this(folder, all, byKind, curves, images, chosenOn, warnings, skipped, IgnoreRule.NONE, rows);
	}

	/** Points of a curve nearer than one part in so many are left out. */
	private static final int CURVE_RESOLUTION = 500;

	/**
	 * A judged image; its map is not kept.
	 *
	 * @param score raw, the maximum of its map
	 */
	public record Judged(Sample sample, float score) {}

	/**
	 * Judges every test image. One that cannot be judged is noted and the rest goes on.
	 *
	 * @throws IOException if the folder has no labelled test images
	 * @throws CancellationException if cancelled
	 */
	public static SetEvaluation of(AnomalyDetector detector, Path folder, Progress progress) throws IOException {
		// Without pictures there is nothing to close.
		return of(detector, folder, new ReportRows(detector.model(), false), IgnoreRule.NONE, progress);
	}

	/**
	 * The same for a report with a picture of each image.
	 *
	 * @param rows receives what it says of each image
	 * @param ignored which pixels count neither for the metrics of images nor for those of pixels; an image of which none is left is skipped
	 */
	public static SetEvaluation of(AnomalyDetector detector, Path folder, ReportRows rows, IgnoreRule ignored, Progress progress)
		throws IOException
	{
		ImageSet set = ImageSet.open(folder);
		List<Sample> samples = set.test();
		if (samples.isEmpty()) throw new IOException(folder + " has no labelled test images; expected folders such as "
			+ folder.resolve("test").resolve("good") + " and " + folder.resolve("test").resolve("hole"));
		progress.note(set.text());
		try (Evaluator evaluator = new Evaluator()) {
			SetJudging judging = new SetJudging(detector, evaluator, rows, ignored, samples, progress);
			judging.run();
			List<Judged> images = judging.images();
			progress.note("Computing the metrics of " + images.size() + " images");
			Evaluator.Results results = evaluator.evaluate(OptionalDouble.of(detector.model().calibration().threshold()),
				CURVE_RESOLUTION, progress);
			return new SetEvaluation(folder, results.all(), results.byKind(), results.curves(), images, chosenOn(images, detector
				.model().calibration().chosenOn(), progress), judging.warnings(), judging.skipped(), ignored, rows);
		}
	}

	private static int chosenOn(List<Judged> images, Set<String> fingerprints, Progress progress) throws IOException {
		int count = 0;
		if (!fingerprints.isEmpty()) for (Judged image : images) {
			if (progress.isCancelled()) throw new CancellationException("Cancelled while images were compared with those the"
				+ " threshold was chosen on");
			if (fingerprints.contains(Fingerprint.of(image.sample().image()))) count++;
		}
		return count;
	}

	/** Writes the metrics as JSON; the file's folder is made. */
	public void write(Path file, AnomalyDetector detector) throws IOException {
		Path parent = file.toAbsolutePath().getParent();
		if (parent != null) Files.createDirectories(parent);
		String device = detector.devices().id();
		MetricsFile.write(file, Provenance.of(detector.model(), device, this), detector.model(), device, this);
	}
}
