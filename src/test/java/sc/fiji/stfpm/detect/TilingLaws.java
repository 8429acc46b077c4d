package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TilingLaws {
	private static final int STRIDE = 16;

	@Property(tries = 200)
	void coresCoverEachPixelOnceAndAreReadWithTheirSurroundings(@ForAll @IntRange(min = 1, max = 400) int width,
		@ForAll @IntRange(min = 1, max = 400) int height, @ForAll @IntRange(min = 1, max = 8) int strides,
		@ForAll @IntRange(max = 150) int reach)
	{
		int[] covered = new int[width * height];
		for (Tiling.Tile tile : new Tiling(width, height, strides * STRIDE, STRIDE, reach).all()) {
			assertEquals(0, tile.x() % STRIDE + tile.y() % STRIDE + tile.readX() % STRIDE + tile.readY() % STRIDE, "off the grid");
			assertTrue(tile.readX() >= 0 && tile.readX() <= Math.max(0, tile.x() - reach));
			assertTrue(tile.readY() >= 0 && tile.readY() <= Math.max(0, tile.y() - reach));
			int right = tile.readX() + tile.readWidth(), bottom = tile.readY() + tile.readHeight();
			assertTrue(right <= width && right >= Math.min(width, tile.x() + tile.width() + reach));
			assertTrue(bottom <= height && bottom >= Math.min(height, tile.y() + tile.height() + reach));
			for (int y = tile.y(); y < tile.y() + tile.height(); y++)
				for (int x = tile.x(); x < tile.x() + tile.width(); x++)
					covered[y * width + x]++;
		}
		for (int times : covered)
			assertEquals(1, times);
	}
}
