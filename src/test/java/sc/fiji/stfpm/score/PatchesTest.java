package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image of many patches is a false alarm where any of them is. */
class PatchesTest {
	private static Patches patches(double anImage, int images) {
		return new Patches(1000, anImage, images, false);
	}

	/** The highest of the patches of J images is the highest of J images: 1 / (J + 1), whatever a patch is. */
	@ParameterizedTest
	@CsvSource({ "16, 1", "16, 14", "7, 19", "1, 30" })
	void theHighestPatchIsAsRareAsTheHighestImage(int anImage, int images) {
		FalseAlarms ofPatches = new FalseAlarms(anImage * images, anImage * images, patches(anImage, images)), ofImages = new FalseAlarms(
			images, images);
		assertEquals(ofImages.expected(), ofPatches.expected(), 1e-9);
		assertEquals(ofImages.lower(), ofPatches.lower(), 1e-6);
		assertEquals(ofImages.upper(), ofPatches.upper(), 1e-6);
	}

	@ParameterizedTest
	@CsvSource({ "5, 9", "40, 42", "1, 3" })
	void onePatchAnImageIsTheImage(int k, int n) {
		assertEquals(new FalseAlarms(k, n).expected(), new FalseAlarms(k, n, patches(1, n)).expected(), 1e-12);
		assertEquals(new FalseAlarms(k, n).upper(), new FalseAlarms(k, n, patches(1, n)).upper(), 1e-12);
	}

	/** 20000 sets of 60 images of 5 patches, and a new image each. */
	@Test
	void newImagesAreFalseAlarmsAsOftenAsStated() {
		Random random = new Random(8);
		int sets = 20000, alarms = 0;
		Calibration calibration = null;
		for (int set = 0; set < sets; set++) {
			float[] scores = new float[300];
			for (int i = 0; i < scores.length; i++)
				scores[i] = random.nextFloat();
			calibration = Calibration.of(scores, new FalseAlarmRate(0.1), patches(5, 60));
			float image = 0;
			for (int i = 0; i < 5; i++)
				image = Math.max(image, random.nextFloat());
			if (calibration.isAnomalous(image)) alarms++;
		}
		double stated = calibration.falseAlarms().orElseThrow().expected();
		assertTrue(stated <= 0.1 && stated > 0.08, "" + stated);
		assertEquals(stated, alarms / (double) sets, 4 * Math.sqrt(0.1 * 0.9 / sets));
	}

	@Test
	void aRateIsThatOfImages() {
		float[] scores = new float[320];
		for (int i = 0; i < scores.length; i++)
			scores[i] = i + 1;
		FalseAlarmRate rate = new FalseAlarmRate(0.05);
		Calibration calibration = Calibration.of(scores, rate, patches(16, 20));
		assertEquals(320, calibration.threshold(), "319 are too low: 1 - (319 / 321 ... 334 / 336)");
		assertEquals("number 320 of 320 held-out normal scores of patches in ascending order, for false alarms of at most 5 % of images of 16 patches",
			calibration.provenance());
		assertEquals("expected false alarms 4.8 % (95 % interval 0.13 % to 17 %) of images of 16 patches, from 320 patches of 20 images", calibration
			.falseAlarmsText());
		assertEquals(304, rate.needed(calibration.patches()));
		assertEquals(305, Calibration.of(scores, new FalseAlarmRate(0.54), patches(16, 20)).threshold(), 2);
	}

	@Test
	void aSingleImageSaysWhatItCannotTell() {
		Calibration calibration = Calibration.of(new float[] { 3, 1, 2, 4 }, new FalseAlarmRate(0.05), patches(4, 1));
		assertEquals("highest of 4 held-out normal scores of patches; false alarms of at most 5 % of images of 4 patches cannot be shown with so few,"
			+ " which takes 76; expected are 50 %", calibration.provenance());
		assertTrue(calibration.falseAlarmsText().endsWith("from 4 patches of 1 image; they share its light, focus and specimen, so that other"
			+ " images may give more false alarms"), calibration.falseAlarmsText());
	}

	/** Half as large, and the patches that it has are seldom all low. */
	@Test
	void aPValueIsThatOfAnImageOfItsSize() {
		Calibration calibration = Calibration.of(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, ThresholdRule.DEFAULT, patches(4, 2));
		assertEquals(1 / 3.0, calibration.pValue(9).getAsDouble(), 1e-9);
		assertEquals(1 / 9.0, calibration.pValue(9, 1000).getAsDouble(), 1e-9);
		assertEquals(1 / 9.0, calibration.pValue(9, 10).getAsDouble(), 1e-9, "no less than a patch");
		assertEquals(1 / 2.0, calibration.pValue(9, 8000).getAsDouble(), 1e-9);
		assertEquals(1 - 7 / 9.0 * 8 / 10, calibration.pValue(7.5f, 2000).getAsDouble(), 1e-9);
		assertEquals(1, calibration.pValue(0.5f).getAsDouble(), 1e-12);
		assertEquals(Calibration.of(new float[] { 1, 2 }, ThresholdRule.DEFAULT).pValue(3, 8000), Calibration.of(new float[] { 1, 2 },
			ThresholdRule.DEFAULT).pValue(3));
	}

	@Test
	void anotherThresholdKeepsWhatTheScoresAreOf() {
		Calibration calibration = Calibration.of(new float[] { 1, 2, 3, 4 }, ThresholdRule.DEFAULT, patches(2, 2)).withLevel(1);
		assertEquals(calibration.patches(), calibration.byHand(9).withChoice(new FalseAlarmRate(0.5)).patches());
		assertTrue(calibration.byHand(4).falseAlarmsText().endsWith("1 of 4 patches of held-out images reach it"));
		assertTrue(calibration.comparison(2.5f).orElseThrow().contains("2 of 4 patches"));
		assertThrows(IllegalArgumentException.class, () -> new Patches(0.5, 2, 1, false));
	}
}
