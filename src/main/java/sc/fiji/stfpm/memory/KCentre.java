package sc.fiji.stfpm.memory;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * Greedy k-centre selection: each next vector is the one farthest from all that were chosen (Gonzalez 1985; for anomaly
 * detection Roth et al., PatchCore, CVPR 2022). Distances are taken on a Gaussian projection to {@value #DIMENSIONS}
 * dimensions, which keeps them nearly as they are (Johnson and Lindenstrauss). Points can be added between choices. The same points,
 * choices and seed give the same centres.
 * <p>
 * The distance of a point to the centres only falls, so that the last one known is a bound: a point is looked at again when that bound is the
 * highest of all, and the rest at the end, each with many centres at a time. Not thread-safe.
 */
final class KCentre {
	static final int DIMENSIONS = 48;
	private static final int CANCEL_INTERVAL = 64;

	private final int dimensions;
	/** [dimensions][DIMENSIONS], null where there is nothing to reduce. */
	private final float[][] projection;
	private final int projected;
	private final PointBlocks points;
	/** In the order of their choice. */
	private final PointBlocks chosen;
	/** To the nearest of the first {@link #seen} centres, an upper bound of that to all. */
	private float[] distance = {};
	private int[] seen = {};
	private int[] cell = {};
	private int[] centres = {};
	private final float[] squares = new float[PointBlocks.SIZE];

	/** @param dimensions of the vectors */
	KCentre(int dimensions, long seed) {
		this.dimensions = dimensions;
		projected = Math.min(dimensions, DIMENSIONS);
		points = new PointBlocks(projected);
		chosen = new PointBlocks(projected);
		projection = dimensions <= DIMENSIONS ? null : new float[dimensions][DIMENSIONS];
		if (projection == null) return;
		Random random = new Random(seed);
		for (float[] row : projection)
			for (int k = 0; k < DIMENSIONS; k++)
				row[k] = (float) (random.nextGaussian() / Math.sqrt(DIMENSIONS));
	}

	/** Indices of the chosen points, in the order of their choice. */
	int[] centres() {
		return centres;
	}

	/** For each point the centre nearest to it, as an index into {@link #centres()}. */
	int[] cells() {
		return cell;
	}

	/** For each point the squared distance to that centre. */
	float[] distances() {
		return distance;
	}

	/** The squared distance of the point that is farthest from all centres: what was not chosen is nearer. */
	float largestDistance() {
		return distance[farthest()];
	}

	/** Whether any of some centres, named by their points, is nearer to a point than a squared distance. */
	boolean hasCentreWithin(float squaredDistance, int point, IntPredicate counts) {
		float[] from = points.point(point);
		for (int c = 0; c < chosen.count(); c++) {
			if (c % PointBlocks.SIZE == 0) chosen.squared(from, c / PointBlocks.SIZE, squares);
			if (squares[c % PointBlocks.SIZE] < squaredDistance && counts.test(centres[c])) return true;
		}
		return false;
	}

	/** @param vectors {@code n * dimensions} values, point by point, numbered on from those before */
	void add(float[] vectors) {
		int first = points.count(), all = first + vectors.length / dimensions;
		distance = Arrays.copyOf(distance, all);
		cell = Arrays.copyOf(cell, all);
		seen = Arrays.copyOf(seen, all);
		float[] projectedPoint = new float[projected];
		for (int i = first; i < all; i++) {
			project(vectors, (i - first) * dimensions, projectedPoint);
			points.add(projectedPoint);
		}
		Arrays.fill(distance, first, all, Float.POSITIVE_INFINITY);
		lookAtAll();
	}

	private void project(float[] vectors, int from, float[] sum) {
		if (projection == null) {
			System.arraycopy(vectors, from, sum, 0, projected);
			return;
		}
		Arrays.fill(sum, 0);
		for (int d = 0; d < dimensions; d++)
			FloatVectors.addMultiple(projection[d], vectors[from + d], sum);
	}

	/**
	 * Chooses more centres. The very first one is the first point.
	 *
	 * @param total how many there should then be; fewer where all other points equal a centre
	 * @throws CancellationException if cancelled
	 */
	void choose(int total, BooleanSupplier cancelled) {
		int most = Math.max(chosen.count(), Math.min(total, points.count()));
		centres = Arrays.copyOf(centres, most);
		PriorityQueue<Long> farthestFirst = new PriorityQueue<>(points.count());
		for (int i = 0; i < points.count(); i++)
			farthestFirst.add(key(i));
		while (chosen.count() < most) {
			int number = chosen.count();
			if (number % CANCEL_INTERVAL == 0 && cancelled.getAsBoolean()) throw new CancellationException(
				"Training was cancelled while normal features were chosen");
			int next = next(farthestFirst);
			if (distance[next] == 0) break;
			centres[number] = next;
			chosen.add(points.point(next));
			farthestFirst.add(key(next));
		}
		centres = Arrays.copyOf(centres, chosen.count());
		lookAtAll();
	}

	/** Takes the point that is farthest from all centres, the first one of several. */
	private int next(PriorityQueue<Long> farthestFirst) {
		while (true) {
			int point = farthestFirst.remove().intValue();
			if (seen[point] == chosen.count()) return point;
			look(point);
			farthestFirst.add(key(point));
		}
	}

	/** Small for points with a high bound, and of those for the first ones. */
	private long key(int point) {
		return (long) ~Float.floatToIntBits(distance[point]) << 32 | point;
	}

	private int farthest() {
		int farthest = 0;
		for (int i = 1; i < distance.length; i++)
			if (distance[i] > distance[farthest]) farthest = i;
		return farthest;
	}

	private void lookAtAll() {
		for (int i = 0; i < points.count(); i++)
			look(i);
	}

	/** Moves a point to the cell of the nearest of the centres that it has not seen yet, if that is nearer; of several to that of the first. */
	private void look(int point) {
		if (seen[point] == chosen.count()) return;
		float[] from = points.point(point);
		for (int block = seen[point] / PointBlocks.SIZE; block < chosen.blocks(); block++) {
			chosen.squared(from, block, squares);
			int first = block * PointBlocks.SIZE;
			for (int c = Math.max(seen[point], first); c < Math.min(chosen.count(), first + PointBlocks.SIZE); c++)
				if (squares[c - first] < distance[point]) {
					distance[point] = squares[c - first];
					cell[point] = c;
				}
		}
		seen[point] = chosen.count();
	}
}
