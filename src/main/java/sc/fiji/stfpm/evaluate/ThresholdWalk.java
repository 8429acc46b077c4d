package sc.fiji.stfpm.evaluate;

/**
 * Walks every distinct score of two classes from high to low and counts what {@code score >= threshold} finds; scores
 * that tie are taken in one step.
 */
final class ThresholdWalk {
	private final float[] negatives;
	private final float[] positives;
	private int negativesLeft;
	private int positivesLeft;
	private float threshold = Float.POSITIVE_INFINITY;

	/** Starts above the highest score, where nothing is found. Both arrays are ascending. */
	ThresholdWalk(float[] negatives, float[] positives) {
		this.negatives = negatives;
		this.positives = positives;
		negativesLeft = negatives.length;
		positivesLeft = positives.length;
	}

	/** Goes to the next distinct score; false where there is none. */
	boolean next() {
		if (negativesLeft == 0 && positivesLeft == 0) return false;
		threshold = Math.max(negativesLeft > 0 ? negatives[negativesLeft - 1] : Float.NEGATIVE_INFINITY,
			positivesLeft > 0 ? positives[positivesLeft - 1] : Float.NEGATIVE_INFINITY);
		while (negativesLeft > 0 && negatives[negativesLeft - 1] == threshold) negativesLeft--;
		while (positivesLeft > 0 && positives[positivesLeft - 1] == threshold) positivesLeft--;
		return true;
	}

	float threshold() {
		return threshold;
	}

	int falsePositives() {
		return negatives.length - negativesLeft;
	}

	int truePositives() {
		return positives.length - positivesLeft;
	}
}
