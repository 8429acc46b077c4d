package sc.fiji.stfpm.report;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.image.Mask;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.ui.MapPicture;
import sc.fiji.stfpm.ui.Outline;
import sc.fiji.stfpm.ui.OverlayPicture;
import sc.fiji.stfpm.ui.PlanePicture;

/**
 * One of the worst calls in pictures of one size: the image, its anomaly map, and the image with the outlines of what was
 * found and of the ground truth.
 *
 * @param caption name, kind, score and threshold
 * @param pictures three, or none where the image could not be judged again
 * @param problem why there are none; empty text otherwise
 */
record CallPicture(WorstCalls.Call call, String caption, List<BufferedImage> pictures, String problem) {
	/** What the pictures are. */
	static final List<String> NAMES = List.of("Image", "Anomaly map", "Found and ground truth");
	static final int FOUND = OverlayPicture.OUTLINE;
	static final int TRUTH = 0xff4fd8;

	/** Side of a picture beside others, in pixels. */
	static final int SIDE = 320;
	private static final int TALL = 2 * SIDE;
	/** Width over height from which pictures lie below each other. */
	private static final double STRIP = 2.5;
	/** Width of a picture that has a row to itself. */
	static final int FULL = 3 * SIDE;
	private static final int MOST_ENLARGED = 8;

	/** Judges the images again, since their maps were not kept. An image that now fails is shown with the reason. */
	static List<CallPicture> of(List<WorstCalls.Call> calls, IgnoreRule ignored, AnomalyDetector detector, Progress progress) {
		List<CallPicture> pictures = new ArrayList<>();
		for (WorstCalls.Call call : calls) {
			if (progress.isCancelled()) throw new CancellationException("Cancelled while the pictures of the report were made");
			pictures.add(of(call, ignored, detector, progress));
			progress.update(pictures.size(), calls.size(), "Picture of " + call.image().sample().name());
		}
		return pictures;
	}

	private static CallPicture of(WorstCalls.Call call, IgnoreRule ignored, AnomalyDetector detector, Progress progress) {
		String caption = caption(call, detector.model().calibration());
		try {
			ImagePlane plane = ignored.apply(IgnoreRule.Place.only(call.image().sample().name()), ImageReader.readPlane(call.image()
				.sample().image()));
			DetectionResult result = detector.detect(plane, Progress.withoutUpdates(progress));
			Optional<Mask> truth = call.image().sample().mask().isPresent() ? Optional.of(Mask.read(call.image().sample().mask()
				.get())) : Optional.empty();
			return new CallPicture(call, caption, draw(plane, result, truth, detector), "");
		}
		catch (CancellationException e) {
			throw e;
		}
		catch (IOException | RuntimeException e) {
			return new CallPicture(call, caption, List.of(), "It could not be judged again: " + e.getMessage());
		}
	}

	private static List<BufferedImage> draw(ImagePlane plane, DetectionResult result, Optional<Mask> truth,
		AnomalyDetector detector)
	{
		Dimension size = size(plane.width(), plane.height());
		int w = size.width, h = size.height;
		BufferedImage outlined = PlanePicture.draw(plane, detector.model().preprocessing(), w, h);
		// One outside, one inside: both show where both run along each other.
		truth.ifPresent(mask -> Outline.around(outlined, Outline.resized(mask, w, h), TRUTH));
		Outline.draw(outlined, MapPicture.regions(result, w, h), FOUND);
		return List.of(PlanePicture.draw(plane, detector.model().preprocessing(), w, h), MapPicture.draw(result, w, h),
			outlined);
	}

	/** The size of an image's pictures: within their cells, small images enlarged by a whole number. */
	static Dimension size(int width, int height) {
		boolean strip = width > STRIP * height;
		double scale = Math.min((strip ? FULL : SIDE) / (double) width, (height > STRIP * width ? TALL : SIDE)
			/ (double) height);
		if (scale >= 1) scale = Math.min(MOST_ENLARGED, Math.floor(scale));
		return new Dimension(Math.max(1, (int) Math.round(width * scale)), Math.max(1, (int) Math.round(height * scale)));
	}

	/** Whether the pictures are wide and lie below each other. */
	boolean stacked() {
		return !pictures.isEmpty() && pictures.get(0).getWidth() > STRIP * pictures.get(0).getHeight();
	}

	private static String caption(WorstCalls.Call call, Calibration calibration) {
		return String.format(Locale.ROOT, "%s (%s): score %s, threshold %s, ratio %.2f", call.image().sample().name(), call
			.image().sample().kind(), MetricText.score(call.image().score()), MetricText.score(calibration.threshold()), 2
				* calibration.normalised(call.image().score()));
	}
}
