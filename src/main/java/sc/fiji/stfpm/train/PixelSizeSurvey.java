package sc.fiji.stfpm.train;

import java.io.Serializable;
import java.util.Optional;

import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.model.PixelScale;

/** How large the pixels of training images are. */
final class PixelSizeSurvey implements Serializable {
	/** Null where none is known. */
	private PixelSize first;
	private String firstName;
	private String without;
	private String other;

	void add(Optional<PixelSize> size, String name) {
		Optional<PixelSize> known = size.filter(PixelSize::isKnown);
		if (known.isEmpty()) {
			if (without == null) without = name;
		}
		else if (first == null) {
			first = known.get();
			firstName = name;
		}
		else if (other == null && known.get().in(first).filter(PixelSize.Ratio::isOne).isEmpty()) other = known.get() + " in " + name;
	}

	/** Adds what is known of images behind those here. */
	void add(PixelSizeSurvey after) {
		if (without == null) without = after.without;
		if (after.first != null) add(Optional.of(after.first), after.firstName);
		if (other == null) other = after.other;
	}

	/** Null where no image tells its pixel size. */
	PixelScale scale(PixelScale.Rule rule) {
		return first == null ? null : new PixelScale(other == null && without == null ? first : null, rule);
	}

	/** What is to be said where the images do not agree. */
	Optional<String> disagreement() {
		if (first == null || other == null && without == null) return Optional.empty();
		return Optional.of("The training images do not agree in their pixel size (" + first + " in " + firstName + ", " + (other != null
			? other : "none in " + without) + "); the model knows none");
	}
}
