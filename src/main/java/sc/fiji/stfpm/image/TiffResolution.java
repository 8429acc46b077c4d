package sc.fiji.stfpm.image;

/** The size of a pixel by the resolution that a TIFF of other software names, as ImageJ calibrates the opened file. */
final class TiffResolution {
	private static final int NONE = 1, INCH = 2, CM = 3;
	/** What software writes that knows no resolution; ImageJ leaves such files uncalibrated. */
	private static final double SCREEN = 72;
	/** Smaller pixels than this ImageJ shows in micrometres. */
	private static final double SMALL_CM = 0.001;
	private static final double MICROMETRES_PER_CM = 10_000;

	private TiffResolution() {}

	/** Null where the tags do not tell. */
	static PixelSize of(TiffTags tags) {
		double x = tags.real(TiffTags.X_RESOLUTION), y = tags.real(TiffTags.Y_RESOLUTION);
		if (!(x > 0 && x < Double.POSITIVE_INFINITY && y > 0 && y < Double.POSITIVE_INFINITY)) return null;
		double width = 1 / x, height = 1 / y;
		return switch (tags.number(TiffTags.RESOLUTION_UNIT, 0)) {
			case NONE -> width == 1 && height == 1 ? null : new PixelSize(width, height, "");
			case INCH -> x == SCREEN ? null : new PixelSize(width, height, "inch");
			case CM -> width <= SMALL_CM ? new PixelSize(width * MICROMETRES_PER_CM, height * MICROMETRES_PER_CM, "µm")
				: new PixelSize(width, height, "cm");
			default -> null;
		};
	}
}
