package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class ImageOrderTest {
	private static final int IMAGES = 20;

	private static List<Integer> pass(int number, long seed) {
		ImageOrder order = new ImageOrder(IMAGES, seed);
		return LongStream.range(number * IMAGES, (number + 1) * IMAGES).mapToObj(order::at).toList();
	}

	@Test
	void everyPassShowsEachImageOnceInAnOrderOfItsOwn() {
		List<Integer> byName = IntStream.range(0, IMAGES).boxed().toList();
		for (int number = 0; number < 3; number++) {
			assertEquals(byName, pass(number, 1).stream().sorted().toList());
			assertNotEquals(byName, pass(number, 1));
			assertNotEquals(pass(number + 1, 1), pass(number, 1));
			assertNotEquals(pass(number, 2), pass(number, 1));
		}
	}

	@Test
	void aResumedTrainingFindsTheSameOrder() {
		ImageOrder resumed = new ImageOrder(IMAGES, 1);
		assertEquals(pass(2, 1).get(7), resumed.at(2 * IMAGES + 7));
	}
}
