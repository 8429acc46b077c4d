package sc.fiji.stfpm.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.AnomalyModel;

/** What in a labelled set makes figures mean less than they seem to, found image by image. */
final class SetWarnings {
	private static final int NAMED = 3;
	/** A mask that covers more than this is of the whole image, or turned around. */
	private static final double NEARLY_ALL = 0.95;

	private final AnomalyModel model;
	private final IgnoreRule ignored;
	private long pixels;
	private long ignoredPixels;
	private final Set<String> known;
	private final Map<String, String> names = new HashMap<>();
	private final List<String> seen = new ArrayList<>();
	private final List<String> repeated = new ArrayList<>();
	private final List<String> otherSize = new ArrayList<>();
	private final List<String> empty = new ArrayList<>();
	private final List<String> full = new ArrayList<>();

	SetWarnings(AnomalyModel model, IgnoreRule ignored) {
		this.model = model;
		this.ignored = ignored;
		known = model.known();
	}

	/** @param mask null where there is none */
	void look(Sample sample, ImagePlane plane, boolean[] mask) {
		String fingerprint = Fingerprint.of(plane), same = names.putIfAbsent(fingerprint, sample.name());
		if (known.contains(fingerprint)) seen.add(sample.name());
		if (same != null) repeated.add(sample.name() + " is " + same + " again");
		if (model.isOtherScale(plane)) otherSize.add(sample.name() + " of " + plane.width() + " x " + plane
			.height());
		if (mask == null || !sample.anomalous()) return;
		int inside = 0;
		for (boolean each : mask)
			if (each) inside++;
		if (inside == 0) empty.add(sample.name());
		if (inside > NEARLY_ALL * mask.length) full.add(sample.name());
	}

	/** Counts what was ignored. */
	void look(Judgement result) {
		pixels += (long) result.width() * result.height();
		ignoredPixels += result.ignoredArea();
	}

	/** Whole sentences; none where nothing was found. */
	List<String> sentences() {
		List<String> sentences = new ArrayList<>();
		if (!seen.isEmpty()) sentences.add(count(seen, "is", "are") + " among those that the model learned from. All figures LEAK:"
			+ " they are better than on new images. Evaluate on others.");
		if (!repeated.isEmpty()) sentences.add(count(repeated, "is", "are") + " there more than once, and count each time.");
		if (!otherSize.isEmpty()) sentences.add(count(otherSize, "is", "are") + " of another size than those that the model learned"
			+ " from (" + model.record().images().sizesText() + "); what is shown at another scale may seem anomalous.");
		if (!empty.isEmpty()) sentences.add(count(empty, "is", "are") + " labelled anomalous, but the mask marks nothing; metrics by"
			+ " pixel count all of it as normal.");
		if (!full.isEmpty()) sentences.add(count(full, "has", "have") + " a mask of nearly all pixels; it may be turned around.");
		if (ignored != IgnoreRule.NONE) sentences.add(String.format(Locale.ROOT, "%.1f %% of all pixels were ignored (%s); they count neither for"
			+ " scores nor for metrics by pixel.", 100.0 * ignoredPixels / Math.max(1, pixels), ignored.text()));
		return sentences;
	}

	private static String count(List<String> images, String one, String many) {
		String few = String.join(", ", images.subList(0, Math.min(NAMED, images.size()))) + (images.size() > NAMED ? ", ..." : "");
		return images.size() == 1 ? "1 image (" + few + ") " + one : images.size() + " images (" + few + ") " + many;
	}
}
