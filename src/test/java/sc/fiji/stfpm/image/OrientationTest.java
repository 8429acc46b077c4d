package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import net.imglib2.img.array.ArrayImgs;
import sc.fiji.stfpm.image.Orientation.Rectangle;

class OrientationTest {
	private static final float[] LETTERS = { 1, 2, 3, 4, 5, 6 };

	private static float[] turned(Orientation how) {
		float[] out = new float[6];
		how.turn(LETTERS, 0, 3, 2, out, 0);
		return out;
	}

	/** Of 1 2 3 above 4 5 6, seen by eye. */
	@ParameterizedTest
	@CsvSource({ "AS_IS, 123456", "LEFT_RIGHT, 321654", "TOP_BOTTOM, 456123", "HALF_TURN, 654321", "QUARTER_RIGHT, 415263",
		"QUARTER_LEFT, 362514", "TRANSPOSED, 142536", "ANTI_TRANSPOSED, 635241" })
	void turnsAsItsNameSays(Orientation how, String expected) {
		StringBuilder found = new StringBuilder();
		for (float value : turned(how))
			found.append((int) value);
		assertEquals(expected, found.toString());
	}

	@Test
	void allEightDiffer() {
		Set<String> all = new HashSet<>();
		for (Orientation how : Orientation.values())
			all.add(how.width(3, 2) + Arrays.toString(turned(how)));
		assertEquals(8, all.size());
	}

	@ParameterizedTest
	@EnumSource(Orientation.class)
	void aPartOfATurnedPlaneIsThatPartOfTheWhole(Orientation how) {
		byte[] pixels = new byte[7 * 5 * 2];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) (3 * i);
		ImagePlane plane = ImagePlane.of(ArrayImgs.unsignedBytes(pixels, 7, 5, 2)), turned = plane.turned(how);
		float[] upright = new float[35], whole = new float[35], part = new float[1 + 6];
		plane.read(1, 0, 0, 7, 5, upright, 0);
		how.turn(upright, 0, 7, 5, whole, 0);
		turned.read(1, 2, 1, 3, 2, part, 1);
		for (int y = 0; y < 2; y++)
			assertArrayEquals(Arrays.copyOfRange(whole, (1 + y) * turned.width() + 2, (1 + y) * turned.width() + 5), Arrays.copyOfRange(part, 1 + 3
				* y, 4 + 3 * y));
		Rectangle place = new Rectangle(2, 1, 3, 2);
		assertEquals(place, how.turned(how.original(place, 7, 5), 7, 5));
		assertEquals(how.width(7, 5), turned.width());
		assertEquals(how.height(7, 5), turned.height());
	}

	@Test
	void nothingIsMadeOfAPlaneAsItIs() {
		ImagePlane plane = ImagePlane.of(ArrayImgs.unsignedBytes(4, 3));
		assertSame(plane, plane.turned(Orientation.AS_IS));
	}
}
