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
	private final int[][] negatives;
	private final int[][] positives;
	private final float[][] overlaps;
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
		negatives = new int[regions.length][64];
		positives = new int[regions.length][];
		overlaps = new float[regions.length][];
	}

	@Override
	public void taken(Ranking.Run run) {
		if (ended) {
			bin++;
			ended = false;
		}
		int i = run.image();
		if (!run.positive()) {
			if (bin >= negatives[i].length) negatives[i] = Arrays.copyOf(negatives[i], 2 * bin);
			negatives[i][bin]++;
			return;
		}
		if (positives[i] == null || bin >= positives[i].length) {
			positives[i] = Arrays.copyOf(positives[i] == null ? new int[0] : positives[i], 2 * bin + 1);
			overlaps[i] = Arrays.copyOf(overlaps[i] == null ? new float[0] : overlaps[i], 2 * bin + 1);
		}
		positives[i][bin]++;
		overlaps[i][bin] += run.part();
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

	/** The sums over images that count as often as given; a bin is taken as one score. */
	RankSums sums(int[] images, int[] times) {
		long[] negativeSums = new long[bin + 1], positiveSums = new long[bin + 1];
		double[] overlapSums = new double[bin + 1];
		int allRegions = 0;
		for (int j = 0; j < images.length; j++) {
			int i = images[j], n = times[j];
			if (n == 0) continue;
			allRegions += n * regions[i];
			for (int b = Math.min(bin, negatives[i].length - 1); b >= 0; b--)
				negativeSums[b] += n * (long) negatives[i][b];
			if (positives[i] == null) continue;
			for (int b = Math.min(bin, positives[i].length - 1); b >= 0; b--) {
				positiveSums[b] += n * (long) positives[i][b];
				overlapSums[b] += n * (double) overlaps[i][b];
			}
		}
		RankSums sums = new RankSums(Arrays.stream(negativeSums).sum(), Arrays.stream(positiveSums).sum(), allRegions);
		long before = 0;
		for (int b = 0; b <= bin; b++) {
			long upTo = before + negativeSums[b];
			if (positiveSums[b] > 0) sums.add(0, before, upTo, positiveSums[b], overlapSums[b]);
			before = upTo;
		}
		return sums;
	}

	/** The sums over images that count once. */
	RankSums sums(int[] images) {
		return sums(images, IntStream.range(0, images.length).map(i -> 1).toArray());
	}
}
