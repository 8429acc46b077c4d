package sc.fiji.stfpm.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;

import org.junit.jupiter.api.Test;

class PictureStoreTest {
	static Picture picture(int width, int height, long seed, boolean judged) {
		Random random = new Random(seed);
		int[] rgb = random.ints(width * height, 0, 1 << 24).toArray();
		float[] map = new float[width * height];
		for (int i = 0; i < map.length; i++)
			map[i] = 20 * random.nextFloat();
		return new Picture(width, height, rgb, judged ? map : null);
	}

	@Test
	void givesBackWhatItWasGivenAndKeepsFewInMemory() throws IOException {
		try (PictureStore store = new PictureStore(3)) {
			for (int i = 0; i < 50; i++)
				store.put(i, picture(96 - i, 20 + i, i, i % 2 == 0));
			store.put(7, picture(10, 11, 100, true));
			for (int i = 0; i < 50; i++) {
				Picture expected = i == 7 ? picture(10, 11, 100, true) : picture(96 - i, 20 + i, i, i % 2 == 0);
				Picture found = store.get(i).orElseThrow();
				assertEquals(expected.width(), found.width());
				assertArrayEquals(expected.rgb(), found.rgb());
				if (expected.map() == null) assertNull(found.map());
				else assertArrayEquals(expected.map(), found.map(), 20f / 65535);
				assertTrue(store.inMemory() <= 3);
			}
			assertTrue(store.get(50).isEmpty());
		}
	}

	@Test
	void theHighestValueIsExact() throws IOException {
		try (PictureStore store = new PictureStore(1)) {
			Picture picture = picture(31, 17, 5, true);
			float highest = 0;
			for (float value : picture.map())
				highest = Math.max(highest, value);
			store.put(0, picture);
			store.put(1, picture);
			float found = 0;
			for (float value : store.get(0).orElseThrow().map())
				found = Math.max(found, value);
			assertEquals(highest, found, 0);
		}
	}
}
