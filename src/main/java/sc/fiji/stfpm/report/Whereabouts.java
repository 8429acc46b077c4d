package sc.fiji.stfpm.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.score.Region;

/** Where in an image something was found, in words and figures. */
final class Whereabouts {
	private static final String[][] NAMES = { { "upper left", "top", "upper right" }, { "left", "centre", "right" }, { "lower left", "bottom",
		"lower right" } };
	private static final int DIGITS = 3;

	private final Judgement result;
	private final double unitX;
	private final double unitY;
	private final String unit;

	/** @param pixel empty where figures are to be in pixels */
	private Whereabouts(Judgement result, Optional<PixelSize> pixel) {
		this.result = result;
		boolean known = pixel.isPresent() && !pixel.get().unit().isEmpty();
		unitX = known ? pixel.get().width() : 1;
		unitY = known ? pixel.get().height() : 1;
		unit = known ? pixel.get().unit() : "px";
	}

	/** The strongest region and how many more there are; without any, where the score is. */
	static String of(Judgement result, Optional<PixelSize> pixel) {
		return new Whereabouts(result, pixel).text();
	}

	private String text() {
		String channels = result.inChannels();
		return channels.isEmpty() ? place() : place() + "; " + channels;
	}

	private String place() {
		if (result.regions().isEmpty()) return highest();
		long area = result.anomalousArea(), all = (long) result.width() * result.height();
		if (2 * area >= all) return String.format(Locale.ROOT, "most of the image (%d %%)", 100 * area / all);
		Region strongest = result.regions().get(0);
		int others = result.regions().size() - 1;
		String size = length(strongest.width() * unitX) + " × " + length(strongest.height() * unitY) + " " + unit;
		String more = others == 0 ? "" : others == 1 ? ", and one more place" : ", and " + others + " more places";
		return words(strongest.centroidX(), strongest.centroidY()) + ", " + size + " around " + point(strongest.centroidX(), strongest
			.centroidY()) + more;
	}

	private String highest() {
		int[] peak = result.peak();
		double x = peak[0] + 0.5, y = peak[1] + 0.5;
		return "highest value: " + words(x, y) + ", at " + point(x, y);
	}

	/** Which ninth of the image. */
	private String words(double x, double y) {
		return NAMES[third(y, result.height())][third(x, result.width())];
	}

	private static int third(double at, int length) {
		return Math.max(0, Math.min(2, (int) (3 * at / length)));
	}

	private String point(double x, double y) {
		return "(" + length(x * unitX) + ", " + length(y * unitY) + ")" + (unit.equals("px") ? "" : " " + unit);
	}

	private String length(double value) {
		if (unit.equals("px")) return Long.toString((long) value);
		return new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros().toPlainString();
	}
}
