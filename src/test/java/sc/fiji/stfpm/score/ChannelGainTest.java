package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChannelGainTest {
	/** The 0.9 quantiles lie 1 and 7 above the level of 3; both come to the mean of that, 4. */
	@Test
	void normalScoresOfAllChannelsComeToOneHeight() {
		float[][] scores = { new float[11], new float[11] };
		for (int i = 0; i <= 10; i++) {
			scores[0][i] = 3.1f + 0.1f * i;
			scores[1][10 - i] = 1 + i;
		}
		assertArrayEquals(new float[] { 4, 4 / 7f }, ChannelGain.factors(scores, 3), 1e-5f);
		ChannelGain quiet = new ChannelGain(3, 4), noisy = new ChannelGain(3, 4 / 7f);
		assertEquals(7, quiet.of(4), 1e-5f);
		assertEquals(7, noisy.of(10), 1e-5f);
	}

	@Test
	void oneOddNormalImageDoesNotMakeItsChannelBlind() {
		float[][] scores = { new float[20], new float[20] };
		for (int i = 0; i < 20; i++)
			scores[0][i] = scores[1][i] = 5;
		scores[0][7] = 500;
		assertArrayEquals(new float[] { 1, 1 }, ChannelGain.factors(scores, 3), 1e-5f);
	}

	@Test
	void aChannelInWhichNothingVariesHasAGainThatIsBounded() {
		float[] factors = ChannelGain.factors(new float[][] { { 0, 0, 0 }, { 5, 5, 5 } }, 3);
		assertTrue(factors[0] < 10 && factors[1] < 1, factors[0] + " " + factors[1]);
	}

	@Test
	void whatLiesBelowTheLevelStaysAndTheOrderToo() {
		ChannelGain gain = new ChannelGain(3, 0.5f);
		assertEquals(2, gain.of(2));
		assertEquals(3, gain.of(3));
		assertEquals(4, gain.of(5));
		assertEquals(7.3f, new ChannelGain(3, 1).of(7.3f));
		float[] row = new float[3];
		gain.of((y, out) -> System.arraycopy(new float[] { 1, 5, y }, 0, out, 0, 3), 3).read(7, row);
		assertArrayEquals(new float[] { 1, 4, 5 }, row);
	}

	@Test
	void whatIsNoGainIsRefused() {
		for (float wrong : new float[] { 0, -1, Float.NaN, Float.POSITIVE_INFINITY })
			assertThrows(IllegalArgumentException.class, () -> new ChannelGain(3, wrong));
	}
}
