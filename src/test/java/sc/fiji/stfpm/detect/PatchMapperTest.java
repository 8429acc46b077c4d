package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Orientation.Rectangle;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.DistanceNetwork;
import sc.fiji.stfpm.score.LayerDistances;
import sc.fiji.stfpm.testing.Models;

/** Patch by patch against the whole image. */
class PatchMapperTest {
	/** The map is smoothed across it. */
	private static final int EDGE = 32;
	private static final int WIDTH = 428, HEIGHT = 300;
	private static final List<Rectangle> PATCHES = List.of(new Rectangle(0, 0, 208, 144), new Rectangle(208, 0, 220, 144), new Rectangle(0,
		144, 208, 156), new Rectangle(208, 144, 220, 156));

	@Test
	void patchesHaveTheirPartsOfTheWholeMapAndItsMeans() {
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		ImagePlane image = ImagePlane.of(Models.texture(WIDTH, HEIGHT, 2));
		try (DistanceNetwork network = model.scoring().network(Models.teacher().weights(), ComputeDevice.of("cpu"))) {
			AnomalyMapper.Look whole = new AnomalyMapper(network, model.preprocessing(), model.scoring()).look(image, Progress.NONE);
			float[] map = model.scoring().map(whole.scales(), HEIGHT, WIDTH);
			PatchMapper mapper = new PatchMapper(network, model.preprocessing(), model.scoring());
			List<CellMeans> means = mapper.gathering(image);
			for (Rectangle patch : PATCHES) {
				List<LayerDistances> distances = mapper.look(image, patch, means);
				for (int l = 0; l < 3; l++) {
					DistanceMap all = whole.scales().get(0).layers().get(l), part = distances.get(0).layers().get(l);
					int stride = 4 << l;
					for (int i = 0; i < part.values().length; i++) {
						int x = patch.x() / stride + i % part.width(), y = patch.y() / stride + i / part.width();
						assertEquals(all.values()[y * all.width() + x], part.values()[i], 1e-3f, patch + ", layer " + l + " at " + x + ", " + y);
					}
				}
				float[] own = model.scoring().map(distances, patch.height(), patch.width());
				for (int y = EDGE; y < patch.height() - EDGE; y++)
					for (int x = EDGE; x < patch.width() - EDGE; x++)
						assertEquals(map[(patch.y() + y) * WIDTH + patch.x() + x], own[y * patch.width() + x], 1e-2f, patch + " at " + x + ", " + y);
			}
			assertArrayEquals(whole.means(), means.get(0).means(), 1e-5f);
		}
	}

	/** What the network sees of a tile of its own reaches no farther than the image and covers the core. */
	@Test
	void aTileOfItsOwnBeginsAtTheStride() {
		assertEquals(new Tiling.Tile(16, 32, 84, 48, 0, 0, 120, 100), Tiling.tile(20, 40, 80, 40, 120, 100, 16, 121));
		assertEquals(new Tiling.Tile(304, 0, 40, 64, 272, 0, 104, 96), Tiling.tile(304, 0, 40, 64, 1000, 1000, 16, 30));
	}
}
