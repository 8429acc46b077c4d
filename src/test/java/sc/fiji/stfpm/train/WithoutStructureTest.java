package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class WithoutStructureTest {
	private static final float[] IMAGE = { 1, 2, 3, 6, 10, 20, 30, 60, 100, 200, 300, 600 };

	@Test
	void aBlankImageHasItsMeanColour() {
		assertArrayEquals(new float[] { 3, 3, 3, 3, 30, 30, 30, 30, 300, 300, 300, 300 }, WithoutStructure.blank(IMAGE));
	}

	@Test
	void shufflingKeepsEveryPixelWithItsColour() {
		float[] shuffled = WithoutStructure.shuffled(IMAGE, 5);
		Set<Float> seen = new HashSet<>();
		for (int i = 0; i < 4; i++) {
			assertEquals(10 * shuffled[i], shuffled[4 + i]);
			assertEquals(100 * shuffled[i], shuffled[8 + i]);
			seen.add(shuffled[i]);
		}
		assertEquals(Set.of(1f, 2f, 3f, 6f), seen);
		assertArrayEquals(shuffled, WithoutStructure.shuffled(IMAGE, 5), "the same every time");
	}
}
