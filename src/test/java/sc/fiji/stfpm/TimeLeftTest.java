package sc.fiji.stfpm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimeLeftTest {
	private static final long SECOND = 1_000_000_000L;
	private final TimeLeft left = new TimeLeft();

	@Test
	void itIsWhatTheRestTakesAtTheSpeedSoFar() {
		assertEquals(Double.NaN, left.after(0, 100, 5 * SECOND));
		assertEquals(18, left.after(10, 100, 7 * SECOND), 1e-9);
		assertEquals(20, left.after(20, 100, 10 * SECOND), 1e-9);
		assertEquals(Double.NaN, left.after(100, 100, 30 * SECOND), "done");
	}

	@Test
	void whatWasDoneBeforeTookNoTime() {
		left.after(50, 100, 0);
		assertEquals(8, left.after(60, 100, 2 * SECOND), 1e-9);
	}

	@Test
	void theNextPartOfATaskHasItsOwnSpeed() {
		left.after(0, 100, 0);
		left.after(100, 100, 50 * SECOND);
		assertEquals(Double.NaN, left.after(1, 100, 51 * SECOND));
		assertEquals(98, left.after(2, 100, 52 * SECOND), 1e-9);
		assertEquals(Double.NaN, left.after(3, 30, 53 * SECOND));
	}

	@Test
	void nothingIsSaidAtFirst() {
		left.after(0, 100, 0);
		assertEquals(Double.NaN, left.after(1, 100, SECOND / 2));
		assertEquals("loss 3", TimeLeft.with("loss 3", Double.NaN));
	}

	@Test
	void itIsWrittenForPeople() {
		assertEquals("loss 3, 59 s left", TimeLeft.with("loss 3", 59.4));
		assertEquals("3 min 20 s", TimeLeft.text(200));
		assertEquals("2 h 5 min", TimeLeft.text(7500));
	}
}
