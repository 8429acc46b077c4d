package sc.fiji.stfpm.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.detect.ImagesAtOnce;
import sc.fiji.stfpm.evaluate.Evaluator;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.image.Mask;

/**
 * Judges the images of a labelled set, several at once where that is faster, and hands on what was found in the order of the set. One that cannot be
 * judged is noted and the rest goes on.
 */
final class SetJudging {
	/**
	 * A labelled image.
	 *
	 * @param mask null where there is none
	 */
	private record Labelled(Sample sample, ImagePlane plane, boolean[] mask) {
		static Labelled read(Sample sample, IgnoreRule ignored) throws IOException {
			ImagePlane plane = ignored.apply(IgnoreRule.Place.only(sample.name()), ImageReader.readPlane(sample.image()));
			if (sample.mask().isEmpty()) return new Labelled(sample, plane, null);
			Mask mask = Mask.read(sample.mask().orElseThrow());
			if (mask.width() != plane.width() || mask.height() != plane.height()) throw new IOException("its mask is " + mask
				.width() + " x " + mask.height() + ", the image " + plane.width() + " x " + plane.height());
			return new Labelled(sample, plane, mask.values());
		}

		long pixels() {
			return (long) plane.width() * plane.height();
		}
	}

	private final AnomalyDetector detector;
	private final Evaluator evaluator;
	private final ReportRows rows;
	private final IgnoreRule ignored;
	private final List<Sample> samples;
	private final Progress progress;
	private final SetWarnings warnings;
	private final List<SetEvaluation.Judged> images = new ArrayList<>();
	private final Map<String, String> skipped = new LinkedHashMap<>();

	/**
	 * @param evaluator receives what was judged
	 * @param rows receives what a report says of each image
	 */
	SetJudging(AnomalyDetector detector, Evaluator evaluator, ReportRows rows, IgnoreRule ignored, List<Sample> samples, Progress progress) {
		this.detector = detector;
		this.evaluator = evaluator;
		this.rows = rows;
		this.ignored = ignored;
		this.samples = samples;
		this.progress = progress;
		warnings = new SetWarnings(detector.model(), ignored);
	}

	/**
	 * @throws IOException if there is no room for the scores
	 * @throws CancellationException if cancelled
	 */
	void run() throws IOException {
		try (ImagesAtOnce<Labelled, DetectionResult> running = new ImagesAtOnce<>(detector.atOnce(), (image, reports) -> detector.detect(image.plane, reports),
			nobody -> {}))
		{
			for (Sample sample : samples) {
				checkCancelled();
				Labelled image;
				try {
					image = Labelled.read(sample, ignored);
				}
				catch (IOException | RuntimeException e) {
					finishAll(running);
					skip(sample, e);
					continue;
				}
				while (running.isFull(image.pixels()))
					finish(running);
				running.begin(image, image.pixels());
				if (running.isFull(0)) finish(running);
			}
			finishAll(running);
		}
	}

	private void checkCancelled() {
		if (progress.isCancelled()) throw new CancellationException("Cancelled after " + done() + " of " + samples.size() + " images");
	}

	private int done() {
		return images.size() + skipped.size();
	}

	private void finishAll(ImagesAtOnce<Labelled, DetectionResult> running) throws IOException {
		while (!running.isEmpty()) {
			checkCancelled();
			finish(running);
		}
	}

	/** Waits for the first image that was begun. */
	private void finish(ImagesAtOnce<Labelled, DetectionResult> running) throws IOException {
		Labelled image = running.first();
		try {
			add(image, running.finish(Progress.withoutUpdates(progress)));
		}
		catch (CancellationException e) {
			throw new CancellationException("Cancelled at " + image.sample.name());
		}
		catch (UncheckedIOException e) {
			// No fault of this image: there is no room for the scores of any.
			throw new IOException(e.getMessage(), e);
		}
		catch (IOException | RuntimeException e) {
			skip(image.sample, e);
		}
	}

	private void add(Labelled image, DetectionResult result) {
		Sample sample = image.sample;
		evaluator.add(sample.name(), sample.kind(), sample.anomalous(), result.score(), result.values(), image.mask, image.plane
			.ignored().byIndex(result.width()), result.width(), result.height());
		warnings.look(sample, image.plane, image.mask);
		warnings.look(result);
		rows.add(sample.name(), image.plane, result, image.plane.pixelSize());
		images.add(new SetEvaluation.Judged(sample, result.score()));
		progress.update(done(), samples.size(), sample.name());
	}

	private void skip(Sample sample, Exception e) {
		skipped.put(sample.name(), Reasons.of(e));
		rows.addFailure(sample.name(), Reasons.of(e));
		progress.note("Skipped " + sample.name() + ": " + Reasons.of(e));
		progress.update(done(), samples.size(), sample.name());
	}

	/** What was judged, in the order of the set. */
	List<SetEvaluation.Judged> images() {
		return images;
	}

	/** Files that could not be judged, with the reason. */
	Map<String, String> skipped() {
		return skipped;
	}

	/** What in the set makes figures mean less than they seem to; whole sentences. */
	List<String> warnings() {
		return warnings.sentences();
	}
}
