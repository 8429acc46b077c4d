package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** On an image of 40 x 30 pixels of which (12, 20) and (13, 20) count. */
class PixelsTest {
	private final Pixels pixels = new Pixels(40, 30, i -> i == 20 * 40 + 12 || i == 20 * 40 + 13);

	@Test
	void aPlaceIsOverThePixelsOfItsStride() {
		assertTrue(pixels.touches(3, 5, 4, 6, 4, 40, 30));
		assertFalse(pixels.touches(2, 5, 3, 6, 4, 40, 30));
		assertFalse(pixels.touches(3, 4, 4, 5, 4, 40, 30));
		assertTrue(pixels.touches(-1, -1, 10, 10, 4, 40, 30));
	}

	@Test
	void placesOfAResizedImageLieOverMorePixels() {
		// A place of 4 x 4 pixels of the input is over 8 x 15 of the image.
		assertTrue(pixels.touches(1, 1, 2, 2, 4, 20, 8));
		assertFalse(pixels.touches(2, 1, 3, 2, 4, 20, 8));
	}

	@Test
	void noneAtAllIsRefused() {
		assertEquals("The selection has no pixel inside the image", assertThrows(IllegalArgumentException.class, () -> new Pixels(4, 4,
			i -> false)).getMessage());
	}
}
