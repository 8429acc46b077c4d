package sc.fiji.stfpm.sample;

import java.util.Random;

/** An uneven spot that changes how much light the threads reflect and leaves their texture; a dried rim surrounds it. */
final class Stain {
	private final double x;
	private final double y;
	private final double radius;
	private final double strength;
	private final double softness;
	private final double squeeze;
	private final long seed;

	/**
	 * @param radius in pixels
	 * @param strength share of light it takes, negative where it adds
	 * @param softness width of its edge, as a share of the radius
	 */
	Stain(Random random, double x, double y, double radius, double strength, double softness) {
		this.x = x;
		this.y = y;
		this.radius = radius;
		this.strength = strength;
		this.softness = softness;
		squeeze = 0.7 + 0.6 * random.nextDouble();
		seed = random.nextLong();
	}

	/** The light at a point where the clean fabric reflects {@code below}. */
	double over(double px, double py, double below) {
		double dx = (px - x) * squeeze;
		double dy = (py - y) / squeeze;
		double outline = 0.7 + 0.6 * ValueNoise.at(px / 22, py / 22, seed) + 0.16 * (ValueNoise.at(px / 6, py / 6, seed + 1) - 0.5);
		double inside = 1 - Math.sqrt(dx * dx + dy * dy) / (radius * outline);
		double cover = ValueNoise.smooth(inside / softness);
		double rim = cover * (1 - ValueNoise.smooth((inside - softness) / (2 * softness)));
		double patchy = 0.75 + 0.5 * ValueNoise.at(px / 13, py / 13, seed + 2);
		return below * (1 - strength * (cover * patchy * 0.85 + 0.4 * rim));
	}
}
