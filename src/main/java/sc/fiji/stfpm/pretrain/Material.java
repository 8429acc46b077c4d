package sc.fiji.stfpm.pretrain;

import java.util.random.RandomGenerator;

/**
 * What a surface looks like: a pattern between two colours, under light that falls off to one side.
 *
 * @param label the class of its pattern
 * @param slope change of brightness a pixel along x and along y
 */
record Material(int label, Pattern pattern, Pose pose, float[] dark, float[] bright, double slopeX, double slopeY) {
	private static final double MIN_SCALE = 2.5, MAX_SCALE = 40, MAX_CLASS_SCALE = 10;
	/** In grey levels, between the two colours of a pattern that has to be recognised. */
	private static final double MIN_CONTRAST = 0.3;
	private static final double STEEPEST = 0.8;

	/**
	 * @param mayBePlain whether it may show little or nothing of its pattern
	 * @param side of the image
	 */
	static Material draw(RandomGenerator random, Formulas formulas, boolean mayBePlain, int side) {
		Formulas.Formula formula = formulas.draw(random);
		double largest = mayBePlain ? MAX_SCALE : MAX_CLASS_SCALE;
		double scale = MIN_SCALE * Math.pow(largest / MIN_SCALE, random.nextDouble());
		float[] base = colour(random), other = colour(random);
		while (!mayBePlain && Math.abs(sum(base) - sum(other)) < 3 * MIN_CONTRAST)
			other = colour(random);
		double contrast = mayBePlain ? Math.pow(random.nextDouble(), 2) * (random.nextInt(3) == 0 ? 0 : 1) : 1;
		for (int c = 0; c < 3; c++)
			other[c] = (float) (base[c] + contrast * (other[c] - base[c]));
		double steepness = STEEPEST / side * Math.pow(random.nextDouble(), 2), angle = 2 * Math.PI * random.nextDouble();
		return new Material(formula.label(), formula.pattern(), Pose.anywhere(random, side, scale), base, other, steepness *
			Math.cos(angle), steepness * Math.sin(angle));
	}

	/** Grey levels are all equally frequent, and strong colours rare. */
	private static float[] colour(RandomGenerator random) {
		double grey = random.nextDouble(), saturation = Math.pow(random.nextDouble(), 2);
		float[] colour = new float[3];
		for (int c = 0; c < 3; c++)
			colour[c] = (float) (grey + saturation * (random.nextDouble() - grey));
		return colour;
	}

	private static float sum(float[] colour) {
		return colour[0] + colour[1] + colour[2];
	}

	/** Adds its colour at a pixel, times a weight. */
	void addTo(float[] rgb, double x, double y, double weight) {
		double t = pattern.at(pose.u(x, y), pose.v(x, y));
		double light = weight * Math.max(0, 1 + slopeX * (x - pose.x()) + slopeY * (y - pose.y()));
		for (int c = 0; c < 3; c++)
			rgb[c] += (float) (light * (dark[c] + t * (bright[c] - dark[c])));
	}
}
