package sc.fiji.stfpm.image;

/** How an image stores its values, which tells the range they are expected in. */
public enum PixelType {
	/** Unsigned 8-bit grey, or one of the channels of an 8-bit RGB image. */
	UINT8("8-bit", 255),
	/** Unsigned 16-bit. */
	UINT16("16-bit", 65535),
	/** Floating point; by convention between 0 and 1, though nothing enforces it. */
	FLOAT32("32-bit float", 1);

	private final String label;
	private final float nominalMax;

	PixelType(String label, float nominalMax) {
		this.label = label;
		this.nominalMax = nominalMax;
	}

	/** The name ImageJ users know the type by. */
	public String label() {
		return label;
	}

	/** The value that stands for full white: 255, 65535 or 1. */
	public float nominalMax() {
		return nominalMax;
	}
}
