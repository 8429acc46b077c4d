package sc.fiji.stfpm.train;

import sc.fiji.stfpm.model.Preprocessing;

/**
 * Whether large normal images are learned patch by patch, each of which then sets the threshold.
 *
 * @param side of a patch in pixels, about; 0 to choose one where there is but one image, and take several images whole
 * @param most patches that are looked at; where there are more, so many are drawn
 */
public record Patching(int side, int most) {
	static final int SMALLEST = Preprocessing.MIN_SIZE, LARGEST = 512;
	private static final int MOST = 2000;
	/** One image is cut, several are not. */
	public static final Patching AUTO = new Patching(0, MOST);

	/** @throws IllegalArgumentException naming what is out of range */
	public Patching {
		if (side != 0 && (side < SMALLEST || side > LARGEST)) throw new IllegalArgumentException("The side of patches " + side
			+ " must be from " + SMALLEST + " to " + LARGEST + " pixels");
		if (most < 2 || most > 100_000) throw new IllegalArgumentException("The number of patches " + most + " must be from 2 to 100000");
	}

	/** Whether a side was given. */
	public boolean isGiven() {
		return side > 0;
	}

	/**
	 * {@code auto}, a side such as {@code 256}, or a side and how many patches at most, such as {@code 256,500}.
	 *
	 * @throws IllegalArgumentException saying what is allowed
	 */
	public static Patching parse(String text) {
		if (text.isBlank() || text.trim().equalsIgnoreCase("auto")) return AUTO;
		String[] parts = text.split(",");
		try {
			if (parts.length <= 2) return new Patching(Integer.parseInt(parts[0].trim()), parts.length == 1 ? MOST : Integer.parseInt(
				parts[1].trim()));
		}
		catch (NumberFormatException e) {
			// Said below.
		}
		throw new IllegalArgumentException("Patches '" + text + "' are neither auto, nor a side such as 256, nor a side and a number such as 256,500");
	}

	@Override
	public String toString() {
		return side == 0 ? "auto" : side + "," + most;
	}
}
