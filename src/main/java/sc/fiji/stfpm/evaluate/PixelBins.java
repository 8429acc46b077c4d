package sc.fiji.stfpm.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many pixels of each image fall between which scores, for the bootstrap, which would have to sort all pixels for
 * every replicate otherwise. A bin ends after a part of all normal or of all anomalous pixels, and where false positives are few
 * after a tenth of those before it; scores that tie share a bin.
 */
final class PixelBins implements Ranking.Listener {
	private static final int RESOLUTION = 512;
	private static final double GROWTH = 0.1;

	private final RankSums totals;
	private final Row[] negatives;
	private final Row[] positives;
	private final int[] regions;
	private int bin;
	private boolean ended;
	private long negativesAtStart;
	private long positivesAtStart;

	/**
	 * @param totals of all images
	 * @param regions of each image
	 */
	PixelBins(RankSums totals, int[] regions) {
		this.totals = totals;
		this.regions = regions;
		negatives = new Row[regions.length];
		positives = new Row[regions.length];
	}

	@Override
	public void taken(Ranking.Run run) {
		if (ended) {
			bin++;
			ended = false;
		}
		Row[] rows = run.positive() ? positives : negatives;
		if (rows[run.image()] == null) rows[run.image()] = new Row(run.positive());
		rows[run.image()].add(bin, run.positive() ? run.part() : 0);
	}

	@Override
	public void stepped(float score, long falsePositives, long truePositives, double overlap) {
		double width = Math.min((double) totals.negatives() / RESOLUTION, Math.max(1, GROWTH * negativesAtStart));
		// Without a single anomalous pixel any step would be a part of them.
		boolean enoughPositives = totals.positives() > 0 && truePositives - positivesAtStart >= (double) totals.positives()
			/ RESOLUTION;
		if (falsePositives - negativesAtStart < width && !enoughPositives) return;
		ended = true;
		negativesAtStart = falsePositives;
		positivesAtStart = truePositives;
	}

	/** How many there are so far; bounded whatever the number of pixels. */
	int count() {
		return bin + 1;
	}

	/** The sums over images that count once. */
	RankSums sums(int[] images) {
		int[] once = new int[regions.length];
		Arrays.fill(once, 1);
		return sums(images, new int[][] { once }, Stage.silent())[0];
	}

	/**
	 * The sums of several sets at once, so that an image's bins are fetched once for all; a bin is taken as one score.
	 *
	 * @param times of each set, how often each image counts
	 * @param stage advances by one for each image of each set
	 */
	RankSums[] sums(int[] images, int[][] times, Stage stage) {
		Sums[] sums = IntStream.range(0, times.length).mapToObj(s -> new Sums(bin + 1)).toArray(Sums[]::new);
		double[] spread = new double[bin + 1];
		for (int i : images) {
			if (negatives[i] != null) {
				negatives[i].spreadCounts(spread);
				for (int s = 0; s < times.length; s++)
					negatives[i].add(times[s][i], spread, sums[s].negatives);
			}
			if (positives[i] != null) {
				positives[i].spreadCounts(spread);
				for (int s = 0; s < times.length; s++)
					positives[i].add(times[s][i], spread, sums[s].positives);
				positives[i].spreadOverlaps(spread);
				for (int s = 0; s < times.length; s++)
					positives[i].add(times[s][i], spread, sums[s].overlaps);
			}
			for (int s = 0; s < times.length; s++)
				sums[s].regions += times[s][i] * regions[i];
			stage.advance(times.length);
		}
		return Arrays.stream(sums).map(Sums::ranked).toArray(RankSums[]::new);
	}

	/** The bins into which pixels of an image fall, from the highest scores to the lowest. */
	private static final class Row {
		private char[] bins = new char[8];
		private int[] counts = new int[8];
		private float[] overlaps;
		private int size;

		Row(boolean positive) {
			if (positive) overlaps = new float[8];
		}

		void add(int bin, double overlap) {
			if (size == 0 || bins[size - 1] != bin) {
				if (size == bins.length) grow();
				bins[size++] = (char) bin;
			}
			counts[size - 1]++;
			if (overlaps != null) overlaps[size - 1] += overlap;
		}

		void spreadCounts(double[] to) {
			Arrays.fill(to, bins[0], bins[size - 1] + 1, 0);
			for (int e = 0; e < size; e++)
				to[bins[e]] = counts[e];
		}

		void spreadOverlaps(double[] to) {
			Arrays.fill(to, bins[0], bins[size - 1] + 1, 0);
			for (int e = 0; e < size; e++)
				to[bins[e]] = overlaps[e];
		}

		/** Loops over what was spread, which the processor does for several bins at a time, as it cannot for the bins themselves. */
		void add(int times, double[] spread, double[] to) {
			if (times == 0) return;
			for (int b = bins[0], end = bins[size - 1]; b <= end; b++)
				to[b] += times * spread[b];
		}

		private void grow() {
			int room = size + size / 2;
			bins = Arrays.copyOf(bins, room);
			counts = Arrays.copyOf(counts, room);
			if (overlaps != null) overlaps = Arrays.copyOf(overlaps, room);
		}
	}

	/** The bins of a set; numbers of pixels are exact as doubles. */
	private static final class Sums {
		private final double[] negatives;
		private final double[] positives;
		private final double[] overlaps;
		private int regions;

		Sums(int bins) {
			negatives = new double[bins];
			positives = new double[bins];
			overlaps = new double[bins];
		}

		RankSums ranked() {
			long allNegatives = 0, allPositives = 0, before = 0;
			for (int b = 0; b < negatives.length; b++) {
				allNegatives += (long) negatives[b];
				allPositives += (long) positives[b];
			}
			RankSums sums = new RankSums(allNegatives, allPositives, regions);
			for (int b = 0; b < negatives.length; b++) {
				long upTo = before + (long) negatives[b];
				if (positives[b] > 0) sums.add(0, before, upTo, (long) positives[b], overlaps[b]);
				before = upTo;
			}
			return sums;
		}
	}
}
