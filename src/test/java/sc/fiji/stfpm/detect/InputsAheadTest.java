package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

class InputsAheadTest {
	private final List<Integer> read = new CopyOnWriteArrayList<>();

	private float[] input(int number) {
		read.add(number);
		return new float[] { number };
	}

	@Test
	void inputsComeInOrderAndNoneIsReadTwiceOrBehindTheLast() {
		InputsAhead inputs = new InputsAhead(this::input, 3, 6);
		for (int i = 3; i < 6; i++)
			assertEquals(i, inputs.next()[0]);
		assertEquals(List.of(3, 4, 5), read);
	}

	@Test
	void theNextOneIsReadBeforeItIsAskedFor() throws InterruptedException {
		InputsAhead inputs = new InputsAhead(this::input, 0, 9);
		inputs.next();
		while (read.size() < 2)
			Thread.sleep(5);
		Thread.sleep(50);
		assertEquals(List.of(0, 1), read);
	}

	@Test
	void whatReadingThrowsIsThrownWhenItIsAskedFor() {
		UncheckedIOException problem = new UncheckedIOException(new IOException("no such tile"));
		InputsAhead inputs = new InputsAhead(number -> {
			if (number == 1) throw problem;
			return input(number);
		}, 0, 3);
		assertEquals(0, inputs.next()[0]);
		assertSame(problem, assertThrows(UncheckedIOException.class, inputs::next));
	}
}
