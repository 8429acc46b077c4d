package sc.fiji.stfpm.evaluate;

import java.util.Arrays;

/** Scores in ascending order, as every metric here walks them. */
final class Ascending {
	private Ascending() {}

	/**
	 * The scores in ascending order: the array itself where it is so already, a sorted copy otherwise.
	 *
	 * @throws IllegalArgumentException naming the position of a NaN
	 */
	static float[] of(float[] scores) {
		boolean ascending = true;
		for (int i = 0; i < scores.length; i++) {
			if (Float.isNaN(scores[i]))
				throw new IllegalArgumentException("Score " + i + " of " + scores.length + " is not a number");
			if (i > 0 && scores[i] < scores[i - 1]) ascending = false;
		}
		if (ascending) return scores;
		float[] sorted = scores.clone();
		Arrays.sort(sorted);
		return sorted;
	}

	/** The number of scores below a value. */
	static int below(float[] ascending, double value) {
		int low = 0;
		for (int high = ascending.length; low < high;) {
			int middle = (low + high) >>> 1;
			if (ascending[middle] < value) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** The number of scores equal to or below a value. */
	static int upTo(float[] ascending, double value) {
		int low = 0;
		for (int high = ascending.length; low < high;) {
			int middle = (low + high) >>> 1;
			if (ascending[middle] <= value) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** @throws IllegalArgumentException where one of the two classes has no score */
	static void requireBoth(float[] negatives, float[] positives) {
		if (negatives.length == 0 || positives.length == 0)
			throw new IllegalArgumentException("Scores of both classes are needed, found " + negatives.length
				+ " negative and " + positives.length + " positive ones");
	}
}
