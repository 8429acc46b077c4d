package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.stfpm.report.Evaluations.both;
import static sc.fiji.stfpm.report.Evaluations.judged;

import java.awt.Dimension;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.report.SetEvaluation.Judged;
import sc.fiji.stfpm.report.WorstCalls.Why;
import sc.fiji.stfpm.score.Calibration;

class WorstCallsTest {
	private static final Calibration AT_ONE = Calibration.given(1, "made up by a test");

	private static List<String> shown(List<Judged> images) {
		return WorstCalls.of(images, AT_ONE).stream().map(c -> c.why() + " " + c.image().sample().name()).toList();
	}

	@Test
	void missesThenFalseAlarmsThenCloseCallsEachTheWorstFirst() {
		List<Judged> images = both(judged(true, 0.7, 5, 0.2, 1.1), judged(false, 0.1, 1, 3, 0.9));
		assertEquals(List.of("Missed bad 0.2", "Missed bad 0.7", "False alarm good 3.0", "False alarm good 1.0",
			"Close call bad 1.1", "Close call good 0.9"), reordered(shown(images)));
	}

	/** 1.1 and 0.9 are about as close: whichever comes first. */
	private static List<String> reordered(List<String> calls) {
		assertEquals(6, calls.size(), calls.toString());
		return calls.get(4).endsWith("1.1") ? calls : List.of(calls.get(0), calls.get(1), calls.get(2), calls.get(3), calls
			.get(5), calls.get(4));
	}

	@Test
	void manyMistakesLeaveNoRoomForCloseCallsAndStayTwelve() {
		double[] low = new double[30], high = new double[30];
		for (int i = 0; i < 30; i++) {
			low[i] = 0.5 - i * 0.01;
			high[i] = 2 + i;
		}
		List<WorstCalls.Call> calls = WorstCalls.of(both(judged(true, low), judged(false, high)), AT_ONE);
		assertEquals(12, calls.size());
		assertEquals(0.21, calls.get(0).image().score(), 1e-6);
		assertEquals(31, calls.get(6).image().score(), 1e-6);
		assertTrue(calls.stream().noneMatch(c -> c.why() == Why.CLOSE));
	}

	@Test
	void aScoreAtTheThresholdIsAnomalous() {
		assertFalse(WorstCalls.isMistake(judged("a", true, 1), AT_ONE));
		assertTrue(WorstCalls.isMistake(judged("a", false, 1), AT_ONE));
	}

	@Test
	void theTableBeginsWithTheMostWrongAndEndsWithTheMostRight() {
		List<Judged> sorted = WorstCalls.mostWrongFirst(both(judged(true, 0, 0.25, 100), judged(false, 2, 0)), AT_ONE);
		assertEquals(List.of("bad 0.0", "bad 0.25", "good 2.0", "bad 100.0", "good 0.0"), sorted.stream().map(i -> i.sample()
			.name()).toList());
	}

	@Test
	void picturesFitTheirCellsWhateverTheImagesSize() {
		assertEquals(new Dimension(320, 240), CallPicture.size(64, 48));
		assertEquals(new Dimension(320, 320), CallPicture.size(10_000, 10_000));
		assertEquals(new Dimension(960, 60), CallPicture.size(4096, 256));
		assertEquals(new Dimension(40, 640), CallPicture.size(256, 4096));
		assertEquals(new Dimension(960, 1), CallPicture.size(100_000, 1));
	}
}
