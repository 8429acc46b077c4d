package sc.fiji.stfpm.train;

import static sc.fiji.stfpm.image.Orientation.*;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.stfpm.image.Orientation;

/** In which orientations normal images are learned, for things that may lie in any of them. */
public enum Augment {
	/** As they are. */
	NONE(AS_IS),
	/** Mirrored left to right, top to bottom, and both. */
	FLIPS(AS_IS, LEFT_RIGHT, TOP_BOTTOM, HALF_TURN),
	/** Turned by quarters. */
	TURNS(AS_IS, QUARTER_RIGHT, HALF_TURN, QUARTER_LEFT),
	/** All eight. */
	FLIPS_AND_TURNS(Orientation.values());

	private final List<Orientation> orientations;

	Augment(Orientation... orientations) {
		this.orientations = List.of(orientations);
	}

	/** The orientations, the images' own first. */
	public List<Orientation> orientations() {
		return orientations;
	}

	/** The name that users write. */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

	/**
	 * Spaces may be written as hyphens or underscores.
	 *
	 * @throws IllegalArgumentException listing what is allowed
	 */
	public static Augment of(String id) {
		String name = id.trim().toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
		return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst().orElseThrow(
			() -> new IllegalArgumentException("Unknown augmentation '" + id + "'; allowed are " + Arrays.stream(values()).map(Augment::id)
				.collect(Collectors.joining(", "))));
	}

	@Override
	public String toString() {
		return id();
	}
}
