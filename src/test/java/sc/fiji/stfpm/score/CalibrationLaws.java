package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;

class CalibrationLaws {
	/** Ties included: few whole numbers. */
	@Property(tries = 300)
	void noMoreHeldOutImagesReachTheThresholdThanTheRuleLeavesAbove(
		@ForAll @Size(min = 1, max = 60) List<@FloatRange(min = 0, max = 20) Float> scores, @ForAll boolean tied,
		@ForAll @DoubleRange(min = 0, max = 1) double quantile)
	{
		float[] known = known(scores);
		if (tied) for (int i = 0; i < known.length; i++)
			known[i] = (float) Math.floor(known[i]);
		Calibration calibration = Calibration.of(known, new ThresholdRule(quantile, 1));
		int reaching = 0;
		for (float score : known)
			if (calibration.isAnomalous(score)) reaching++;
		int above = known.length - (int) Math.ceil(quantile * (known.length - 1) - 1e-9);
		assertTrue(reaching <= above, reaching + " reach " + calibration.threshold() + ", the rule leaves " + above);
	}

	@Property(tries = 300)
	void aHigherScoreHasNoHigherPValue(@ForAll @Size(min = 1, max = 60) List<@FloatRange(min = 0, max = 20) Float> scores,
		@ForAll @FloatRange(min = 0, max = 25) float a, @ForAll @FloatRange(min = 0, max = 25) float b)
	{
		Calibration calibration = Calibration.of(known(scores), ThresholdRule.DEFAULT);
		double ofLower = calibration.pValue(Math.min(a, b)).getAsDouble(), ofHigher = calibration.pValue(Math.max(a, b))
			.getAsDouble();
		assertTrue(0 < ofHigher && ofHigher <= ofLower && ofLower <= 1);
	}

	private static float[] known(List<Float> scores) {
		float[] known = new float[scores.size()];
		for (int i = 0; i < known.length; i++)
			known[i] = scores.get(i);
		return known;
	}
}
