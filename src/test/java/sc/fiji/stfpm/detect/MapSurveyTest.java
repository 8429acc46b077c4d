package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.PlaneGrid;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.score.AreaOpening;
import sc.fiji.stfpm.score.LayerDistances;
import sc.fiji.stfpm.testing.Models;

class MapSurveyTest {
	private static final int WIDTH = 150, HEIGHT = 90;

	private static DistanceMap random(int stride, Random random) {
		float[] values = new float[Tiling.cells(HEIGHT, stride) * Tiling.cells(WIDTH, stride)];
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextFloat() * random.nextFloat();
		return new DistanceMap(Tiling.cells(HEIGHT, stride), Tiling.cells(WIDTH, stride), values);
	}

	/** Windows are much smaller than the map, so that places where regions are cut matter. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 9, 40, 300, 5000 })
	void theOpeningByWindowsIsThatOfTheWholeMap(int minimumArea) {
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		for (int seed = 0; seed < 5; seed++) {
			Random random = new Random(seed);
			LayerDistances distances = new LayerDistances(HEIGHT, WIDTH, List.of(random(4, random), random(8, random), random(16, random)));
			PlaneMap map = PlaneMap.of(model, List.of(distances), WIDTH, HEIGHT);
			float expected = AreaOpening.score(model.scoring().map(List.of(distances), HEIGHT, WIDTH), WIDTH, HEIGHT, minimumArea);
			for (int side : new int[] { WIDTH, 64, 37 }) {
				PlaneGrid grid = new PlaneGrid(WIDTH, HEIGHT, side);
				List<BlockSurvey> blocks = IntStream.range(0, grid.count()).mapToObj(i -> BlockSurveyor.survey(map, grid.part(i), 1, minimumArea, 16,
					Progress.NONE)).toList();
				assertEquals(expected, MapSurvey.joined(grid, blocks, minimumArea).score());
			}
		}
	}
}
