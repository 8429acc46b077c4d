package sc.fiji.stfpm.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.memory.ImageDescriptors.Nearest;
import sc.fiji.stfpm.model.AnomalyModel;

/**
 * How an image as a whole compares with the normal ones; no threshold plays a part.
 *
 * @param comparable whether it is like them enough for its score to say something
 * @param reason why it is not comparable, for people; empty where it is
 * @param differences in what it differs from all of them before anything of it is looked at, such as its size, for people
 * @param mostSimilar the normal image that it is most like; empty where the model does not know its normal images
 */
public record Comparison(boolean comparable, String reason, List<String> differences, Optional<Nearest> mostSimilar) {
	/** Nothing is known. */
	public static final Comparison NONE = new Comparison(true, "", List.of(), Optional.empty());

	public Comparison {
		differences = List.copyOf(differences);
	}

	/** @param means see {@link AnomalyMapper.Look#means} */
	static Comparison of(AnomalyModel model, ImagePlane image, float[] means) {
		Optional<ImageDescriptors> descriptors = model.descriptors();
		String reason = reason(model, image, means);
		return new Comparison(reason.isEmpty(), reason, model.differences(image), descriptors.map(one -> one.nearest(means)));
	}

	private static String reason(AnomalyModel model, ImagePlane image, float[] means) {
		Optional<ImageDescriptors> descriptors = model.descriptors();
		// Where normal images themselves have no structure, a blank one may be normal.
		boolean blankIsOdd = descriptors.isEmpty() || descriptors.get().tells();
		if (blankIsOdd && isBlank(model, image)) return "all its pixels have the same value";
		float unlikeness = descriptors.map(one -> one.unlikeness(means)).orElse(0f);
		return unlikeness > 1 ? String.format(Locale.ROOT, "as a whole it is unlike every normal image, %.1f times as far as allowed", unlikeness)
			: "";
	}

	private static boolean isBlank(AnomalyModel model, ImagePlane image) {
		float[] row = new float[image.width()];
		for (int channel : model.preprocessing().channels().resolve(image).sources()) {
			float first = Float.NaN;
			for (int y = 0; y < image.height(); y++) {
				image.read(channel, 0, y, row.length, 1, row, 0);
				if (y == 0) first = row[0];
				for (float value : row)
					if (value != first) return false;
			}
		}
		return true;
	}

	/** The reason and the differences in one text, for tables; empty where there are none. */
	public String note() {
		List<String> all = new ArrayList<>();
		if (!reason.isEmpty()) all.add(reason);
		all.addAll(differences);
		return String.join("; ", all);
	}
}
