package sc.fiji.stfpm.sample;

import java.util.Random;

import sc.fiji.stfpm.pretrain.ValueNoise;

/**
 * A spot where a liquid has dried: the soaked threads are darker and their weave is blurred, as what was dissolved fills the
 * gaps between fibres; most of it was left at the edge. Threads drew the liquid along, so that the outline has short arms.
 */
final class Stain {
	/** Light of the weave on average, to which soaked threads come closer. */
	private static final double EVEN = 0.42;
	/** Share of contrast that goes with each share of light. */
	private static final double CLOGGED = 1.6;

	private final double x;
	private final double y;
	private final double radius;
	private final double strength;
	private final double squeeze;
	private final long seed;

	/**
	 * @param radius in pixels
	 * @param strength about the share of light that it takes within, below 0.5; its rim takes twice as much
	 */
	Stain(Random random, double x, double y, double radius, double strength) {
		this.x = x;
		this.y = y;
		this.radius = radius;
		this.strength = strength;
		squeeze = 0.8 + 0.4 * random.nextDouble();
		seed = random.nextLong();
	}

	/** The light at a point where the clean fabric reflects {@code below}. */
	double over(double px, double py, double below) {
		double inside = depth(px, py);
		double soaked = ValueNoise.smooth(inside / 0.32);
		double rim = soaked * (1 - ValueNoise.smooth((inside - 0.2) / 0.25));
		double patchy = 0.8 + 0.4 * ValueNoise.at(px / 13, py / 13, seed + 3);
		double even = ValueNoise.mix(below, EVEN, CLOGGED * strength * soaked);
		return even * (1 - strength * (0.75 * soaked * patchy + 0.8 * rim));
	}

	/** From 0 at the outline to 1 at the middle, negative outside. */
	private double depth(double px, double py) {
		double dx = (px - x) * squeeze;
		double dy = (py - y) / squeeze;
		double arms = ValueNoise.at(px / 40, py / 7, seed + 1) + ValueNoise.at(px / 7, py / 40, seed + 2) - 1;
		double outline = 0.75 + 0.5 * ValueNoise.at(px / 22, py / 22, seed) + 0.25 * arms;
		return 1 - Math.sqrt(dx * dx + dy * dy) / (radius * outline);
	}
}
