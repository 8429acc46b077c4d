package sc.fiji.stfpm.model;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelSize;

/**
 * At which pixel size a model learned, and what happens to images of another one. Immutable.
 *
 * @param size of the training images' pixels; null where theirs differ, which says nothing of others
 */
public record PixelScale(PixelSize size, Rule rule) implements Serializable {
	/** What happens to an image whose pixels are of another size than the model's. */
	public enum Rule {
		/** In {@code TILES} mode it is seen at the model's pixel size; in {@code WHOLE} mode, where all are resized, its field of view is compared. */
		RESCALE,
		/** It is an error. */
		REFUSE,
		/** Pixels count, whatever their size. */
		IGNORE
	}

	/** Rescaled further than this, an image shows other things. */
	private static final double MOST = 8;

	public PixelScale {
		if (rule == null) throw new IllegalArgumentException("Incomplete pixel size");
	}

	/** Reads what {@link #toString()} of a rule writes, in any case. */
	public static Rule rule(String text) {
		try {
			return Rule.valueOf(text.strip().toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException e) {
			throw new IllegalArgumentException("Pixel size \"" + text + "\": expected rescale, refuse or ignore", e);
		}
	}

	/** The same size under another rule. */
	public PixelScale withRule(Rule other) {
		return new PixelScale(size, other);
	}

	/** Whether other software, which does not know this, would judge otherwise. */
	boolean matters(Preprocessing.Mode mode) {
		return size != null && (rule == Rule.REFUSE || rule == Rule.RESCALE && mode == Preprocessing.Mode.TILES);
	}

	/** How large an image's pixels are in the model's; empty where one of both is not known, or where nobody cares. */
	Optional<PixelSize.Ratio> ratio(ImagePlane plane) {
		return size == null || rule == Rule.IGNORE ? Optional.empty() : plane.pixelSize().flatMap(own -> own.in(size));
	}

	/** @throws IllegalArgumentException if the image's pixels are not of the model's size, and others are refused */
	void check(ImagePlane plane) {
		if (size == null || rule != Rule.REFUSE) return;
		String ways = "; calibrate it (Image > Properties...), or judge it without regard to pixel size (ignore)";
		PixelSize.Ratio ratio = ratio(plane).orElseThrow(() -> new IllegalArgumentException("The image does not tell its pixel size" + plane
			.pixelSize().map(own -> " in a unit that can be compared (" + own + ")").orElse("") + ", but the model learned at " + size
			+ " and refuses others" + ways));
		if (!ratio.isOne()) throw new IllegalArgumentException("The image's pixels are " + plane.pixelSize().orElseThrow()
			+ ", but the model learned at " + size + " and refuses others; rescale it (Image > Scale...), or judge it by another rule (rescale,"
			+ " ignore)");
	}

	/** Whether an image is shown to the network at another size. */
	boolean rescales(ImagePlane plane, Preprocessing.Mode mode) {
		return mode == Preprocessing.Mode.TILES && rule == Rule.RESCALE && ratio(plane).filter(ratio -> !ratio.isOne()).isPresent();
	}

	/**
	 * An image at the model's pixel size, or itself where that is not wanted, or not known.
	 *
	 * @throws IllegalArgumentException if its pixels are many times as large or as small as the model's
	 */
	ImagePlane seen(ImagePlane plane, Preprocessing.Mode mode) {
		if (!rescales(plane, mode)) return plane;
		PixelSize.Ratio ratio = ratio(plane).orElseThrow();
		if (isFar(ratio.width()) || isFar(ratio.height())) throw new IllegalArgumentException("The image's pixels are " + plane.pixelSize()
			.orElseThrow() + ", the model learned at " + size + ", which is too far apart to rescale (" + (int) MOST
			+ " times at most); check the image's calibration, or ignore it");
		long width = Math.max(1, Math.round(plane.width() * ratio.width())), height = Math.max(1, Math.round(plane.height() * ratio.height()));
		if (Math.max(width, height) > Integer.MAX_VALUE) throw new IllegalArgumentException("Rescaled to the model's pixel size of " + size
			+ " the image would have " + width + " x " + height + " pixels");
		return plane.resized((int) width, (int) height);
	}

	private static boolean isFar(double ratio) {
		return ratio > MOST || ratio < 1 / MOST;
	}

	/** What is to be said of an image's pixels, a part of a sentence; empty where there is nothing. */
	String note(ImagePlane plane, Preprocessing.Mode mode) {
		if (size == null) return "";
		Optional<PixelSize.Ratio> ratio = plane.pixelSize().flatMap(own -> own.in(size));
		if (ratio.isPresent() && ratio.get().isOne()) return "";
		String other = ratio.isPresent() ? "its pixels are " + plane.pixelSize().orElseThrow() + ", those that the model learned from " + size : "";
		if (rule == Rule.IGNORE) return other.isEmpty() ? "" : other + ", which was ignored";
		if (mode == Preprocessing.Mode.WHOLE) return "";
		if (other.isEmpty()) return "its pixel size is not known, the model learned at " + size;
		return other + "; it was judged at the latter";
	}

	/** For people. */
	@Override
	public String toString() {
		return (size == null ? "not the same in all training images" : size.toString()) + "; another one: " + rule.name().toLowerCase(Locale.ROOT);
	}
}
