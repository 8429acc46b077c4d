package sc.fiji.stfpm.memory;

import java.util.Arrays;
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
 * A point whose centre is more than twice as far from a new centre as the point is from its own stays where it is, by the triangle
 * inequality, and need not be looked at (Elkan 2003); that is most of them. Not thread-safe.
 */
final class KCentre {
	static final int DIMENSIONS = 48;
	private static final int CANCEL_INTERVAL = 64;
	/** Squared distances: twice as far is four times. */
	private static final float TWICE = 4;

	private final int dimensions;
	/** [dimensions, DIMENSIONS], null where there is nothing to reduce. */
	private final float[] projection;
	private final int projected;
	private int points;
	private float[] coordinates = {};
	private float[] distance = {};
	private int[] cell = {};
	private int[] centres = {};

	/** @param dimensions of the vectors */
	KCentre(int dimensions, long seed) {
		this.dimensions = dimensions;
		projected = Math.min(dimensions, DIMENSIONS);
		projection = dimensions <= DIMENSIONS ? null : new float[dimensions * DIMENSIONS];
		if (projection == null) return;
		Random random = new Random(seed);
		for (int i = 0; i < projection.length; i++)
			projection[i] = (float) (random.nextGaussian() / Math.sqrt(DIMENSIONS));
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
		for (int centre : centres)
			if (counts.test(centre) && squared(point, centre) < squaredDistance) return true;
		return false;
	}

	/** @param vectors {@code n * dimensions} values, point by point, numbered on from those before */
	void add(float[] vectors) {
		int first = points;
		points += vectors.length / dimensions;
		coordinates = Arrays.copyOf(coordinates, points * projected);
		distance = Arrays.copyOf(distance, points);
		cell = Arrays.copyOf(cell, points);
		float[] sum = new float[projected];
		for (int i = first; i < points; i++) {
			project(vectors, (i - first) * dimensions, sum);
			System.arraycopy(sum, 0, coordinates, i * projected, projected);
		}
		Arrays.fill(distance, first, points, Float.POSITIVE_INFINITY);
		if (centres.length > 0) findCells(first);
	}

	private void project(float[] vectors, int from, float[] sum) {
		if (projection == null) {
			System.arraycopy(vectors, from, sum, 0, projected);
			return;
		}
		Arrays.fill(sum, 0);
		for (int d = 0; d < dimensions; d++) {
			float value = vectors[from + d];
			for (int k = 0; k < DIMENSIONS; k++)
				sum[k] += value * projection[d * DIMENSIONS + k];
		}
	}

	private void findCells(int first) {
		int count = centres.length;
		// Centres are looked at in their order, so that a point is in the cell of an earlier one.
		float[] apart = new float[count * count];
		for (int a = 0; a < count; a++)
			for (int b = a + 1; b < count; b++)
				apart[a * count + b] = squared(centres[a], centres[b]);
		for (int i = first; i < points; i++)
			for (int c = 0; c < count; c++)
				if (c == 0 || apart[cell[i] * count + c] < TWICE * distance[i]) look(i, centres[c], c);
	}

	/**
	 * Chooses more centres. The very first one is the first point.
	 *
	 * @param total how many there should then be; fewer where all other points equal a centre
	 * @throws CancellationException if cancelled
	 */
	void choose(int total, BooleanSupplier cancelled) {
		int chosen = centres.length;
		centres = Arrays.copyOf(centres, Math.max(chosen, Math.min(total, points)));
		float[] apart = new float[centres.length];
		int next = farthest();
		while (chosen < centres.length && distance[next] > 0) {
			if (chosen % CANCEL_INTERVAL == 0 && cancelled.getAsBoolean()) throw new CancellationException(
				"Training was cancelled while normal features were chosen");
			for (int c = 0; c < chosen; c++)
				apart[c] = squared(centres[c], next);
			centres[chosen] = next;
			for (int i = 0; i < points; i++)
				if (chosen == 0 || apart[cell[i]] < TWICE * distance[i]) look(i, next, chosen);
			chosen++;
			next = farthest();
		}
		centres = Arrays.copyOf(centres, chosen);
	}

	private int farthest() {
		int farthest = 0;
		for (int i = 1; i < points; i++)
			if (distance[i] > distance[farthest]) farthest = i;
		return farthest;
	}

	/** Moves a point to a centre's cell where that one is nearer. */
	private void look(int point, int centre, int number) {
		float squared = squared(point, centre);
		if (squared < distance[point]) {
			distance[point] = squared;
			cell[point] = number;
		}
	}

	private float squared(int a, int b) {
		float sum = 0;
		for (int d = 0, i = a * projected, j = b * projected; d < projected; d++) {
			float difference = coordinates[i + d] - coordinates[j + d];
			sum += difference * difference;
		}
		return sum;
	}
}
