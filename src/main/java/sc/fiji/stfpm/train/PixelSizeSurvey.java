package sc.fiji.stfpm.train;

import java.util.Optional;

import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.model.PixelScale;

/** How large the pixels of training images are. */
final class PixelSizeSurvey {
	private Optional<PixelSize> first = Optional.empty();
	private String firstName;
	private String without;
	private String other;

	void add(Optional<PixelSize> size, String name) {
		Optional<PixelSize> known = size.filter(PixelSize::isKnown);
		if (known.isEmpty()) {
			if (without == null) without = name;
		}
		else if (first.isEmpty()) {
			first = known;
			firstName = name;
		}
		else if (other == null && known.get().in(first.get()).filter(PixelSize.Ratio::isOne).isEmpty()) other = known.get() + " in " + name;
	}

	/** Null where no image tells its pixel size. */
	PixelScale scale(PixelScale.Rule rule) {
		return first.isEmpty() ? null : new PixelScale(other == null && without == null ? first.get() : null, rule);
	}

	/** What is to be said where the images do not agree. */
	Optional<String> disagreement() {
		if (first.isEmpty() || other == null && without == null) return Optional.empty();
		return Optional.of("The training images do not agree in their pixel size (" + first.get() + " in " + firstName + ", " + (other != null
			? other : "none in " + without) + "); the model knows none");
	}
}
