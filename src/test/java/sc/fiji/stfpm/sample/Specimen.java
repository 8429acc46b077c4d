package sc.fiji.stfpm.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;

import sc.fiji.stfpm.pretrain.ValueNoise;

/**
 * One piece of fabric under the microscope, normal or with a defect, from a seed.
 *
 * @param split {@code train} or {@code test}
 * @param kind {@code good}, or the defect
 * @param index number within split and kind, from 0; defects with a higher index are harder to see
 * @param seed of everything random in it
 */
record Specimen(String split, String kind, int index, long seed) {
	static final String GOOD = "good";
	static final String BROKEN_THREAD = "broken_thread";
	static final String STAIN = "stain";
	static final String FOREIGN_FIBRE = "foreign_fibre";
	/** Share by which a defect must change a pixel's light to be marked in the mask. */
	private static final double VISIBLE_CHANGE = 0.025;

	/** @param image {@code Camera.SIZE} squared grey levels, row by row */
	record Picture(byte[] image, boolean[] mask) {}

	String imagePath() {
		return String.format(Locale.ROOT, "%s/%s/%03d.png", split, kind, index);
	}

	String maskPath() {
		return String.format(Locale.ROOT, "ground_truth/%s/%03d_mask.png", kind, index);
	}

	boolean normal() {
		return kind.equals(GOOD);
	}

	/** Takes the picture; the mask is all false where the specimen is normal. */
	Picture picture() {
		Random random = new Random(ValueNoise.scrambled(seed));
		WovenFabric fabric = new WovenFabric(random);
		Camera camera = new Camera(random);
		List<Hair> fuzz = fuzz(random);
		double[] clean = camera.focused(scene((x, y) -> withHairs(fuzz, x, y, fabric.light(x, y))));
		double[] seen = normal() ? clean : camera.focused(damaged(fabric, fuzz, random));
		return new Picture(camera.exposed(seen, random), mask(clean, seen));
	}

	private double[] damaged(WovenFabric fabric, List<Hair> fuzz, Random random) {
		double x = Camera.SIZE * (0.22 + 0.56 * random.nextDouble());
		double y = Camera.SIZE * (0.22 + 0.56 * random.nextDouble());
		double difficulty = index / 5.0;
		switch (kind) {
			case BROKEN_THREAD:
				double flank = index < 3 ? -1 : -0.75 + 0.12 * (index - 3);
				List<Hair> loose = new ArrayList<>(fuzz);
				for (WovenFabric.End end : fabric.breakThread(x, y, random.nextBoolean(), 5.5 - difficulty + random.nextDouble(), flank))
					loose.addAll(frayed(end, random));
				return scene((px, py) -> withHairs(loose, px, py, fabric.light(px, py)));
			case STAIN:
				Stain stain = new Stain(random, x, y, 28 + 12 * random.nextDouble(), ValueNoise.mix(0.33, 0.26, difficulty));
				return scene((px, py) -> stain.over(px, py, withHairs(fuzz, px, py, fabric.light(px, py))));
			case FOREIGN_FIBRE:
				double brightness = index % 2 == 0 ? 1 : 0.08;
				Hair hair = fibre(random, x, y, 150 - 40 * difficulty, new Hair.Look(2.2 - 0.4 * difficulty, brightness,
					0.95 - 0.1 * difficulty, 0.15));
				return scene((px, py) -> hair.over(px, py, withHairs(fuzz, px, py, fabric.light(px, py))));
			default:
				throw new IllegalStateException("No such kind of specimen: " + kind);
		}
	}

	/** Short faint fibres that stand off the threads of every fabric. */
	private static List<Hair> fuzz(Random random) {
		List<Hair> fuzz = new ArrayList<>();
		for (int i = 8 + random.nextInt(8); i > 0; i--)
			fuzz.add(fibre(random, Camera.SIZE * random.nextDouble(), Camera.SIZE * random.nextDouble(),
				12 + 22 * random.nextDouble(), new Hair.Look(0.8, 0.75, 0.25 + 0.2 * random.nextDouble(), 0.1)));
		return fuzz;
	}

	/** A fibre in any direction whose middle is near a point. */
	private static Hair fibre(Random random, double x, double y, double length, Hair.Look look) {
		double heading = random.nextDouble() * 2 * Math.PI;
		return new Hair(random, x - length / 2 * StrictMath.cos(heading), y - length / 2 * StrictMath.sin(heading), heading, length,
			look);
	}

	/** The fibres of a thread's end, which spread once nothing holds them. */
	private static List<Hair> frayed(WovenFabric.End end, Random random) {
		List<Hair> frayed = new ArrayList<>();
		for (int i = 5 + random.nextInt(3); i > 0; i--)
			frayed.add(new Hair(random, end.x() + 6 * (random.nextDouble() - 0.5), end.y() + 6 * (random.nextDouble() - 0.5),
				end.heading() + 2.2 * (random.nextDouble() - 0.5), 9 + 12 * random.nextDouble(), new Hair.Look(1.1, 0.85, 0.7, 0)));
		return frayed;
	}

	private static double withHairs(List<Hair> hairs, double x, double y, double light) {
		for (Hair hair : hairs)
			light = hair.over(x, y, light);
		return light;
	}

	private static double[] scene(DoubleBinaryOperator light) {
		int side = Camera.SIZE * Camera.OVERSAMPLING;
		double[] scene = new double[side * side];
		for (int p = 0; p < scene.length; p++)
			scene[p] = light.applyAsDouble((p % side + 0.5) / Camera.OVERSAMPLING, (p / side + 0.5) / Camera.OVERSAMPLING);
		return scene;
	}

	/** Where light changed, with cracks up to four pixels wide closed and specks below three pixels wide left out. */
	private static boolean[] mask(double[] clean, double[] seen) {
		boolean[] mask = new boolean[clean.length];
		for (int p = 0; p < mask.length; p++)
			mask[p] = Math.abs(seen[p] - clean[p]) > VISIBLE_CHANGE * clean[p];
		boolean[] closed = spread(spread(mask, 2, true), 2, false);
		return spread(spread(closed, 1, false), 1, true);
	}

	/** Spreads the pixels of one value over squares that reach {@code radius} pixels in all directions. */
	private static boolean[] spread(boolean[] mask, int radius, boolean value) {
		boolean[] result = mask.clone();
		for (int p = 0; p < mask.length; p++) {
			if (mask[p] != value) continue;
			int x = p % Camera.SIZE;
			int y = p / Camera.SIZE;
			for (int j = Math.max(0, y - radius); j <= Math.min(Camera.SIZE - 1, y + radius); j++)
				Arrays.fill(result, j * Camera.SIZE + Math.max(0, x - radius),
					j * Camera.SIZE + Math.min(Camera.SIZE, x + radius + 1), value);
		}
		return result;
	}
}
