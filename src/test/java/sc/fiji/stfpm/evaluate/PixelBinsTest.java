package sc.fiji.stfpm.evaluate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelBinsTest {
	/** Of a set labelled by images alone no pixel is anomalous: a bin for every score would make intervals take hours. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 3, 20_000 })
	void theirNumberIsBoundedWhateverTheLabels(int positives) {
		int pixels = 200_000, negatives = pixels - positives;
		PixelBins bins = new PixelBins(new RankSums(negatives, positives, positives == 0 ? 0 : 1), new int[] { 1 });
		Ranking.Run normal = new Ranking.Run(0, 0, false, null);
		for (int i = 1; i <= negatives; i++) {
			bins.taken(normal);
			bins.stepped(pixels - i, i, (long) ((double) positives * i / negatives), 0);
		}
		assertTrue(bins.count() > 100 && bins.count() < 2000, bins.count() + " bins");
	}
}
