package sc.fiji.stfpm.memory;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Greedy k-centre selection: each next vector is the one farthest from all that were chosen (Gonzalez 1985; for anomaly
 * detection Roth et al., PatchCore, CVPR 2022). Distances are taken on a Gaussian projection to {@value #DIMENSIONS}
 * dimensions, which keeps them nearly as they are (Johnson and Lindenstrauss).
 */
final class KCentre {
	static final int DIMENSIONS = 48;
	/** Points whose distances stay in the processor's first cache while a centre is compared with them. */
	private static final int BLOCK = 1024;
	private static final int CANCEL_INTERVAL = 64;

	private final int points;
	private final int dimensions;
	/** Coordinates, dimension by dimension. */
	private final float[] coordinates;
	private final float[] distance;
	private final int[] cell;

	/**
	 * What was chosen.
	 *
	 * @param centres indices of the chosen points, the first chosen first
	 * @param cell for each point the centre nearest to it, as an index into {@code centres}
	 * @param distance for each point the squared distance to that centre
	 */
	record Selection(int[] centres, int[] cell, float[] distance) {}

	private KCentre(float[] vectors, int points, int dimensions) {
		this.points = points;
		this.dimensions = dimensions;
		coordinates = new float[vectors.length];
		for (int i = 0; i < points; i++)
			for (int d = 0; d < dimensions; d++)
				coordinates[d * points + i] = vectors[i * dimensions + d];
		distance = new float[points];
		Arrays.fill(distance, Float.POSITIVE_INFINITY);
		cell = new int[points];
	}

	/**
	 * Projects and selects. The first point is the first centre; the same input and seed give the same selection.
	 *
	 * @param vectors {@code points * dimensions} values, point by point
	 * @param count how many to choose; fewer are chosen where all other points equal a chosen one
	 * @throws CancellationException if cancelled
	 */
	static Selection select(float[] vectors, int points, int dimensions, int count, long seed, BooleanSupplier cancelled) {
		float[] projected = dimensions <= DIMENSIONS ? vectors : projected(vectors, points, dimensions, seed);
		return new KCentre(projected, points, Math.min(dimensions, DIMENSIONS)).choose(Math.min(count, points), cancelled);
	}

	private static float[] projected(float[] vectors, int points, int dimensions, long seed) {
		Random random = new Random(seed);
		float[] matrix = new float[dimensions * DIMENSIONS];
		for (int i = 0; i < matrix.length; i++)
			matrix[i] = (float) (random.nextGaussian() / Math.sqrt(DIMENSIONS));
		float[] projected = new float[points * DIMENSIONS];
		float[] sum = new float[DIMENSIONS];
		for (int i = 0; i < points; i++) {
			Arrays.fill(sum, 0);
			for (int d = 0; d < dimensions; d++) {
				float value = vectors[i * dimensions + d];
				for (int k = 0; k < DIMENSIONS; k++)
					sum[k] += value * matrix[d * DIMENSIONS + k];
			}
			System.arraycopy(sum, 0, projected, i * DIMENSIONS, DIMENSIONS);
		}
		return projected;
	}

	private Selection choose(int count, BooleanSupplier cancelled) {
		int[] centres = new int[count];
		int chosen = 0, next = 0;
		while (chosen < count) {
			if (chosen % CANCEL_INTERVAL == 0 && cancelled.getAsBoolean()) throw new CancellationException(
				"Training was cancelled while normal features were chosen");
			centres[chosen] = next;
			next = farthestAfter(next, chosen++);
			if (distance[next] <= 0) break;
		}
		return new Selection(Arrays.copyOf(centres, chosen), cell, distance);
	}

	/** Takes a centre into account, and returns the point that is then farthest from all centres. */
	private int farthestAfter(int centre, int number) {
		float[] block = new float[BLOCK];
		int farthest = 0;
		for (int from = 0; from < points; from += BLOCK) {
			int n = Math.min(BLOCK, points - from);
			Arrays.fill(block, 0);
			for (int d = 0; d < dimensions; d++)
				addSquares(block, n, d * points + from, coordinates[d * points + centre]);
			for (int i = 0; i < n; i++)
				if (block[i] < distance[from + i]) {
					distance[from + i] = block[i];
					cell[from + i] = number;
				}
			for (int i = from; i < from + n; i++)
				if (distance[i] > distance[farthest]) farthest = i;
		}
		return farthest;
	}

	private void addSquares(float[] sums, int n, int from, float coordinate) {
		for (int i = 0; i < n; i++) {
			float difference = coordinates[from + i] - coordinate;
			sums[i] += difference * difference;
		}
	}
}
