package sc.fiji.stfpm.pretrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An image of overlapping leaves with patterns ("dead leaves": occlusion and a power law of sizes, as in photographs), as
 * a camera would see it. The same seed gives the same image.
 *
 * @param rgb values from 0 to 1, [3, side, side]
 * @param labels the class at each pixel, [side, side]; {@link Formulas#NO_CLASS} where there is none
 */
record Scene(float[] rgb, int[] labels) {
	private static final int MAX_LEAVES = 160;
	private static final int MAX_SHARED = 4;
	/** Light that still comes through where nothing behind can be seen any more. */
	private static final float OPAQUE = 0.004f;

	private record Leaf(Outline outline, Pose pose, double softness, Material material) {}

	static Scene draw(long seed, int side, Formulas formulas, boolean mayBePlain) {
		SplittableRandom random = new SplittableRandom(seed);
		List<Material> shared = new ArrayList<>();
		for (int i = random.nextInt(2 * MAX_SHARED); mayBePlain && i > 0 && shared.size() < MAX_SHARED; i--)
			shared.add(Material.draw(random, formulas, mayBePlain, side));
		int count = (int) Math.pow(MAX_LEAVES, random.nextDouble()) - 1;
		double smallest = random.nextDouble(1.5, 8), largest = side * random.nextDouble(0.15, 0.9);
		// Patterns can be told only where they are large, and images of one or two patterns teach little.
		if (!mayBePlain) {
			count = 24;
			smallest = side / 6.0;
			largest = side / 2.0;
		}
		double sharpness = random.nextDouble(0.5, 2);
		List<Leaf> leaves = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			double radius = power(random.nextDouble(), smallest, largest);
			Material material = shared.isEmpty() ? Material.draw(random, formulas, mayBePlain, side) : shared.get(random.nextInt(
				shared.size()));
			leaves.add(new Leaf(Outline.draw(random), Pose.anywhere(random, side, radius), sharpness, material));
		}
		Material ground = Material.draw(random, formulas, mayBePlain, side);
		return render(leaves, ground, side).seenBy(new Exposure(random), side);
	}

	/** Radii of density 1/r^2: as much area is covered by small leaves as by large ones, but for a logarithm. */
	private static double power(double uniform, double smallest, double largest) {
		return 1 / (1 / smallest + uniform * (1 / largest - 1 / smallest));
	}

	/** From front to back, so that what is hidden is never computed. */
	private static Scene render(List<Leaf> leaves, Material ground, int side) {
		float[] rgb = new float[3 * side * side], through = new float[side * side], pixel = new float[3];
		int[] labels = new int[side * side];
		Arrays.fill(through, 1);
		Arrays.fill(labels, ground.label());
		boolean[] named = new boolean[side * side];
		for (Leaf leaf : leaves) {
			double reach = Outline.REACH * leaf.pose.scale();
			int top = first(leaf.pose.y() - reach), bottom = last(leaf.pose.y() + reach, side);
			int left = first(leaf.pose.x() - reach), right = last(leaf.pose.x() + reach, side);
			for (int y = top; y < bottom; y++)
				for (int x = left; x < right; x++) {
					int p = y * side + x;
					if (through[p] < OPAQUE) continue;
					double depth = leaf.pose.scale() * leaf.outline.depth(leaf.pose.u(x, y), leaf.pose.v(x, y));
					double cover = Math.max(0, Math.min(1, depth / leaf.softness + 0.5));
					if (cover == 0) continue;
					put(rgb, p, leaf.material, x, y, through[p] * cover, pixel);
					through[p] *= (float) (1 - cover);
					if (cover < 0.5 || named[p]) continue;
					labels[p] = leaf.material.label();
					named[p] = true;
				}
		}
		for (int p = 0; p < through.length; p++)
			if (through[p] >= OPAQUE) put(rgb, p, ground, p % side, p / side, through[p], pixel);
		return new Scene(rgb, labels);
	}

	private static void put(float[] rgb, int p, Material material, int x, int y, double weight, float[] pixel) {
		Arrays.fill(pixel, 0);
		material.addTo(pixel, x, y, weight);
		int area = rgb.length / 3;
		for (int c = 0; c < 3; c++)
			rgb[c * area + p] += pixel[c];
	}

	private static int first(double edge) {
		return (int) Math.max(0, Math.floor(edge));
	}

	private static int last(double edge, int side) {
		return (int) Math.min(side, Math.ceil(edge) + 1);
	}

	private Scene seenBy(Exposure exposure, int side) {
		exposure.apply(rgb, side);
		return this;
	}
}
