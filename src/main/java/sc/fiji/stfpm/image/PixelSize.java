package sc.fiji.stfpm.image;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Size of a pixel.
 *
 * @param unit such as µm; empty where none is named
 */
public record PixelSize(double width, double height, String unit) implements Serializable {
	private static final Map<String, Double> METRES = Map.ofEntries(Map.entry("pm", 1e-12), Map.entry("angstrom", 1e-10), Map.entry("å",
		1e-10), Map.entry("nm", 1e-9), Map.entry("nanometer", 1e-9), Map.entry("nanometre", 1e-9), Map.entry("µm", 1e-6), Map.entry("um",
			1e-6), Map.entry("micron", 1e-6), Map.entry("micrometer", 1e-6), Map.entry("micrometre", 1e-6), Map.entry("mm", 1e-3), Map.entry(
				"millimeter", 1e-3), Map.entry("millimetre", 1e-3), Map.entry("cm", 1e-2), Map.entry("centimeter", 1e-2), Map.entry("centimetre",
					1e-2), Map.entry("inch", 0.0254), Map.entry("in", 0.0254), Map.entry("inche", 0.0254), Map.entry("m", 1.0), Map.entry("meter",
						1.0), Map.entry("metre", 1.0), Map.entry("km", 1e3));
	/** Sizes within this share of each other are the same: metadata are rounded. */
	private static final double TOLERANCE = 0.01;

	/** Sides of a pixel in parts of another one's. */
	public record Ratio(double width, double height) {
		/** Whether both are 1, but for what metadata round. */
		public boolean isOne() {
			return Math.abs(width - 1) <= TOLERANCE && Math.abs(height - 1) <= TOLERANCE;
		}
	}

	/** Whether there is a size at all: positive, and in a unit other than pixels. */
	public boolean isKnown() {
		return width > 0 && height > 0 && Double.isFinite(width) && Double.isFinite(height) && !symbol().isEmpty();
	}

	/**
	 * How large pixels of this size are, measured in those of another; nm, µm, mm, cm, inch, m and their usual spellings are converted,
	 * any other unit is compared with itself alone.
	 *
	 * @return empty where either is not known, or the units say nothing of each other
	 */
	public Optional<Ratio> in(PixelSize other) {
		if (!isKnown() || !other.isKnown()) return Optional.empty();
		Double own = METRES.get(symbol()), others = METRES.get(other.symbol());
		if (own != null && others != null) return Optional.of(new Ratio(width * own / (other.width * others), height * own / (other.height
			* others)));
		return symbol().equals(other.symbol()) ? Optional.of(new Ratio(width / other.width, height / other.height)) : Optional.empty();
	}

	/** One spelling of the unit, empty for pixels and none. */
	private String symbol() {
		if (unit == null) return "";
		// There are two letters for micro, and plurals.
		String text = unit.strip().replace('\u03bc', 'µ').toLowerCase(Locale.ROOT);
		if (text.length() > 3 && text.endsWith("s")) text = text.substring(0, text.length() - 1);
		return text.equals("pixel") || text.equals("px") ? "" : text;
	}

	/** Such as {@code 0.65 µm}, or {@code 0.65 x 1.3 µm} where pixels are not square. */
	@Override
	public String toString() {
		String size = number(width).equals(number(height)) ? number(width) : number(width) + " x " + number(height);
		return (size + " " + (unit == null ? "" : unit)).strip();
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, "%.4g", value).replaceFirst("(\\.\\d*?)0+($|e)", "$1$2").replaceFirst("\\.($|e)", "$1");
	}
}
