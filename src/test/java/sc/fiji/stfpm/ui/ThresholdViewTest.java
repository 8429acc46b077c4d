package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.FalseAlarmRate;

class ThresholdViewTest {
	@Test
	void everyScoreIsInABar() {
		assertArrayEquals(new int[] { 1, 0, 1, 2 }, ThresholdView.counts(List.of(0.1f, 2.1f, 3f, 4f), 4));
		assertArrayEquals(new int[] { 0, 0, 2 }, ThresholdView.counts(List.of(1f, 1f), 1));
		assertArrayEquals(new int[] { 2, 0, 0 }, ThresholdView.counts(List.of(0f, 0f), 0));
	}

	@Test
	void itSaysWhatTheModelHasAndWhatItWouldGet() {
		float[] scores = new float[40];
		for (int i = 0; i < scores.length; i++)
			scores[i] = i + 1;
		Calibration now = Calibration.of(scores, new FalseAlarmRate(0.05));
		ThresholdView view = new ThresholdView();
		view.show(now, now.withChoice(new FalseAlarmRate(0.1)), "");
		assertEquals("Now: 39.00, expected false alarms 4.9 % (95 % interval 0.61 % to 13 %)\n"
			+ "New: 37.00, expected false alarms 9.8 % (95 % interval 2.8 % to 20 %)", view.text());
		view.show(now, now, "");
		assertEquals("New: the same", view.text().split("\n")[1]);
		view.show(now, now.byHand(40), "");
		assertEquals("New: 40.00, 1 of 40 held-out images reach it", view.text().split("\n")[1]);
		view.show(null, null, "Choose a model");
		assertEquals("Choose a model", view.text());
	}
}
