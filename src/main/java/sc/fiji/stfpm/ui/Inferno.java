package sc.fiji.stfpm.ui;

import ij.process.LUT;

/**
 * The perceptually uniform colour map "inferno" of matplotlib (Smith and van der Walt, CC0), from black to pale yellow,
 * as polynomials of degree six fitted to it.
 */
public final class Inferno {
	private static final double[][] COEFFICIENTS = {
		{ 0.0002189403691192265, 0.1065134194856116, 11.60249308247187, -41.70399613139459, 77.162935699427,
			-71.31942824499214, 25.13112622477341 },
		{ 0.001651004631001012, 0.5639564367884091, -3.972853965665698, 17.43639888205313, -33.40235894210092,
			32.62606426397723, -12.24266895238567 },
		{ -0.01948089843709184, 3.932712388889277, -15.9423941062914, 44.35414519872813, -81.80730925738993,
			73.20951985803202, -23.07032500287172 } };
	private static final int[] RGB = new int[256];

	static {
		// Index 0 is pure black, so that overlays can leave it out.
		for (int i = 1; i < RGB.length; i++)
			RGB[i] = level(0, i) << 16 | level(1, i) << 8 | level(2, i);
	}

	private Inferno() {}

	/** @param value 0 to 1, clamped */
	public static int rgb(double value) {
		return RGB[(int) Math.round(255 * Math.max(0, Math.min(1, value)))];
	}

	/**
	 * A colour laid over another.
	 *
	 * @param under as 0xRRGGBB
	 * @param value 0 to 1, clamped
	 * @param alpha opacity of the value's colour, 0 to 1
	 */
	public static int over(int under, double value, double alpha) {
		int heat = rgb(value), rgb = 0;
		for (int shift = 16; shift >= 0; shift -= 8)
			rgb = rgb << 8 | (int) Math.round((1 - alpha) * (under >> shift & 0xff) + alpha * (heat >> shift & 0xff));
		return rgb;
	}

	/** As ImageJ's lookup table, from index 0 (black) to 255. */
	public static LUT lut() {
		byte[][] levels = new byte[3][RGB.length];
		for (int i = 0; i < RGB.length; i++)
			for (int c = 0; c < 3; c++)
				levels[c][i] = (byte) (RGB[i] >> 8 * (2 - c));
		return new LUT(levels[0], levels[1], levels[2]);
	}

	private static int level(int channel, int index) {
		double x = index / 255.0, sum = 0;
		for (int k = COEFFICIENTS[channel].length - 1; k >= 0; k--)
			sum = sum * x + COEFFICIENTS[channel][k];
		return (int) Math.round(255 * Math.max(0, Math.min(1, sum)));
	}
}
