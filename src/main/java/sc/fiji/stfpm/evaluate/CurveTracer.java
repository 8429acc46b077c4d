package sc.fiji.stfpm.evaluate;

/** Traces the curves of all images during a walk. */
final class CurveTracer implements Ranking.Listener {
	private final RankSums totals;
	private final Curve.Thinned roc;
	private final Curve.Thinned precisionRecall;
	private final Curve.Thinned pro;

	/** @param resolution points nearer than {@code 1 / resolution} in both directions to the point before are left out */
	CurveTracer(RankSums totals, int resolution) {
		this.totals = totals;
		roc = new Curve.Thinned(resolution);
		precisionRecall = new Curve.Thinned(resolution);
		pro = new Curve.Thinned(resolution);
		roc.add(0, 0, Float.POSITIVE_INFINITY);
		pro.add(0, 0, Float.POSITIVE_INFINITY);
	}

	@Override
	public void stepped(float score, long falsePositives, long truePositives, double overlap) {
		double rate = (double) falsePositives / totals.negatives();
		double recall = (double) truePositives / totals.positives();
		roc.add(rate, recall, score);
		precisionRecall.add(recall, (double) truePositives / (truePositives + falsePositives), score);
		boolean last = falsePositives == totals.negatives() && truePositives == totals.positives();
		// At the end every region is found, whatever rounding the sum of its parts has gathered.
		pro.add(rate, last ? 1 : Math.min(1, overlap / totals.regions()), score);
	}

	/** True against false positive rate, from (0, 0) to (1, 1). */
	Curve roc() {
		return roc.curve();
	}

	/** Precision against recall, from the highest score to the lowest. */
	Curve precisionRecall() {
		return precisionRecall.curve();
	}

	/** Per-region overlap against false positive rate, from (0, 0) to (1, 1). */
	Curve pro() {
		return pro.curve();
	}
}
