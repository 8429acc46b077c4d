package sc.fiji.stfpm.image;

import java.util.Arrays;
import java.util.Optional;

/** Units of length by the names that file formats have for them. */
public enum LengthUnit {
	PICOMETRE("pm", "pm", "picometer"),
	NANOMETRE("nm", "nm", "nanometer"),
	MICROMETRE("µm", "µm", "micrometer"),
	MILLIMETRE("mm", "mm", "millimeter"),
	CENTIMETRE("cm", "cm", "centimeter"),
	METRE("m", "m", "meter"),
	KILOMETRE("km", "km", "kilometer"),
	INCH("inch", "in", "inch"),
	ANGSTROM("angstrom", "Å", "angstrom");

	private final String symbol;
	private final String ome;
	private final String ngff;

	LengthUnit(String symbol, String ome, String ngff) {
		this.symbol = symbol;
		this.ome = ome;
		this.ngff = ngff;
	}

	/** By any spelling that {@link PixelSize} knows. */
	public static Optional<LengthUnit> of(String unit) {
		PixelSize one = new PixelSize(1, 1, unit);
		return Arrays.stream(values()).filter(known -> one.in(new PixelSize(1, 1, known.symbol)).filter(PixelSize.Ratio::isOne).isPresent())
			.findFirst();
	}

	/** As ImageJ's users read it. */
	public String symbol() {
		return symbol;
	}

	/** As OME's XML has it. */
	public String ome() {
		return ome;
	}

	/** As OME-Zarr has it. */
	public String ngff() {
		return ngff;
	}
}
