package sc.fiji.stfpm.evaluate;

import java.util.List;

/**
 * Walks the scores of all images together from high to low, in one pass for all images and for each kind of defect against
 * the normal images. Scores that tie are taken in one step. It merges sorted runs, so that it holds a piece of each only.
 */
final class Ranking {
	/** The kind of a normal image's scores. */
	static final int NORMAL = -1;
	private static final int BUFFERED = 1 << 22;
	private static final int MAX_BUFFER = 1 << 14;
	private static final int MIN_BUFFER = 1 << 8;

	/**
	 * Scores that belong together: the normal pixels of an image, or those of one anomalous region.
	 *
	 * @param image index of the image
	 * @param kind index of its kind of defect, or {@link #NORMAL}
	 * @param positive whether the scores are of anomalous pixels
	 */
	record Run(int image, int kind, boolean positive, ScoreStore.Scores scores) {
		/** The part of its region that one score is. */
		double part() {
			return 1.0 / scores.count();
		}
	}

	/** Hears of the walk. */
	interface Listener {
		/** Hears nothing. */
		Listener NONE = new Listener() {};

		/** A score that is taken; those that tie come one after the other. */
		default void taken(Run run) {}

		/**
		 * All scores down to this one have been taken.
		 *
		 * @param overlap sum over the regions of the part that is found
		 */
		default void stepped(float score, long falsePositives, long truePositives, double overlap) {}
	}

	private final List<Run> runs;
	private final RankSums[] sums;

	/** @param kinds number of kinds of defects */
	Ranking(List<Run> runs, int kinds) {
		this.runs = runs.stream().filter(run -> run.scores().count() > 0).toList();
		sums = new RankSums[kinds + 1];
		for (int group = 0; group <= kinds; group++) {
			long negatives = 0, positives = 0;
			int regions = 0;
			for (Run run : this.runs) {
				if (group > 0 && run.kind() != NORMAL && run.kind() != group - 1) continue;
				if (run.positive()) {
					positives += run.scores().count();
					regions++;
				}
				else negatives += run.scores().count();
			}
			sums[group] = new RankSums(negatives, positives, regions);
		}
	}

	/** The sums over all images; complete after the walk. */
	RankSums all() {
		return sums[0];
	}

	/** The sums of a kind of defect against all normal images; complete after the walk. */
	RankSums kind(int kind) {
		return sums[kind + 1];
	}

	/** How much a walk advances its stage: each score is sorted and taken. */
	long work() {
		return 2 * (all().negatives() + all().positives());
	}

	/** Walks all scores, once. */
	void walk(Listener listener, Stage stage) {
		Merge merge = new Merge(runs, Math.max(MIN_BUFFER, Math.min(MAX_BUFFER, BUFFERED / Math.max(1, runs.size()))), stage);
		int kinds = sums.length - 1;
		// Negatives seen by kind, those of normal images last; positives of the present score by kind.
		long[] before = new long[kinds + 1], upTo = new long[kinds + 1], count = new long[kinds];
		double[] overlap = new double[kinds];
		int[] touched = new int[kinds];
		long allBefore = 0, allUpTo = 0, allFound = 0;
		double allOverlap = 0;
		while (!merge.isEmpty()) {
			float score = merge.score();
			int touchedKinds = 0;
			do {
				Run run = merge.run();
				listener.taken(run);
				if (run.positive()) {
					if (count[run.kind()]++ == 0) touched[touchedKinds++] = run.kind();
					overlap[run.kind()] += run.part();
				}
				else {
					upTo[run.kind() == NORMAL ? kinds : run.kind()]++;
					allUpTo++;
				}
				stage.advance(1);
				merge.advance();
			}
			while (!merge.isEmpty() && merge.score() == score);
			long stepFound = 0;
			double stepOverlap = 0;
			for (int i = 0; i < touchedKinds; i++) {
				int k = touched[i];
				sums[k + 1].add(score, before[k] + before[kinds], upTo[k] + upTo[kinds], count[k], overlap[k]);
				stepFound += count[k];
				stepOverlap += overlap[k];
				count[k] = 0;
				overlap[k] = 0;
			}
			if (stepFound > 0) sums[0].add(score, allBefore, allUpTo, stepFound, stepOverlap);
			System.arraycopy(upTo, 0, before, 0, upTo.length);
			allBefore = allUpTo;
			allFound += stepFound;
			allOverlap += stepOverlap;
			listener.stepped(score, allUpTo, allFound, allOverlap);
		}
	}

	/** A heap of runs, the one with the highest score on top. */
	private static final class Merge {
		private final Run[] runs;
		private final ScoreStore.Descending[] readers;
		private final float[] scores;
		private int size;

		Merge(List<Run> all, int buffer, Stage stage) {
			runs = all.toArray(new Run[0]);
			size = runs.length;
			readers = new ScoreStore.Descending[size];
			scores = new float[size];
			for (int i = 0; i < size; i++) {
				readers[i] = runs[i].scores().descending(buffer);
				readers[i].next();
				scores[i] = readers[i].score();
				stage.advance(runs[i].scores().count());
			}
			for (int i = size / 2 - 1; i >= 0; i--)
				sink(i);
		}

		boolean isEmpty() {
			return size == 0;
		}

		float score() {
			return scores[0];
		}

		Run run() {
			return runs[0];
		}

		void advance() {
			if (readers[0].next()) scores[0] = readers[0].score();
			else {
				size--;
				runs[0] = runs[size];
				readers[0] = readers[size];
				scores[0] = scores[size];
			}
			sink(0);
		}

		private void sink(int from) {
			if (from >= size) return;
			Run run = runs[from];
			ScoreStore.Descending reader = readers[from];
			float score = scores[from];
			int i = from;
			for (int child = 2 * i + 1; child < size; child = 2 * i + 1) {
				if (child + 1 < size && scores[child + 1] > scores[child]) child++;
				if (!(scores[child] > score)) break;
				runs[i] = runs[child];
				readers[i] = readers[child];
				scores[i] = scores[child];
				i = child;
			}
			runs[i] = run;
			readers[i] = reader;
			scores[i] = score;
		}
	}
}
