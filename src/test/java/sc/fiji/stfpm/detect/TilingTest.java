package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.stfpm.weights.Backbone;

class TilingTest {
	private static final int STRIDE = Backbone.RESNET18.stride(), REACH = Backbone.RESNET18.receptiveFieldRadius();

	@ParameterizedTest
	@CsvSource({ "4096, 256, 1024", "1000, 999, 64", "17, 5000, 256", "1248, 1248, 1024", "1249, 1300, 1024" })
	void coresCoverEveryPixelOnce(int width, int height, int core) {
		int[] seen = new int[width * height];
		for (Tiling.Tile t : new Tiling(width, height, core, STRIDE, REACH).all())
			for (int y = t.y(); y < t.y() + t.height(); y++)
				for (int x = t.x(); x < t.x() + t.width(); x++)
					seen[y * width + x]++;
		for (int count : seen)
			assertEquals(1, count);
	}

	@Test
	void tilesStartAtTheStrideAndReadWhatTheReceptiveFieldReaches() {
		for (Tiling.Tile t : new Tiling(3000, 2000, 512, STRIDE, REACH).all()) {
			assertEquals(0, t.readX() % 16);
			assertEquals(0, t.readY() % 16);
			assertTrue(t.readX() == 0 || t.x() - t.readX() >= 105);
			assertTrue(t.readX() + t.readWidth() == 3000 || t.readX() + t.readWidth() - t.x() - t.width() >= 105);
			assertTrue(t.readX() >= 0 && t.readX() + t.readWidth() <= 3000, "a tile reaches beyond the image");
		}
	}

	@Test
	void aSmallImageIsOneTile() {
		assertEquals(List.of(new Tiling.Tile(0, 0, 1200, 300, 0, 0, 1200, 300)), new Tiling(1200, 300, 1024, STRIDE, REACH).all());
	}

	@Test
	void tileSizesOffTheStrideAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Tiling(100, 100, 100, STRIDE, REACH).all());
	}
}
