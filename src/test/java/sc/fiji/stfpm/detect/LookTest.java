package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.DistanceNetwork;
import sc.fiji.stfpm.network.StudentTeacher;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.weights.Backbone;

/** The means of features over the cells of an image, against those of the features themselves. */
class LookTest {
	private static final ComputeDevice CPU = ComputeDevice.of("cpu");
	private static final int SIDE = 64;

	@Test
	void aMemorysMeansAreThoseOfTheTeachersFeatures() {
		AnomalyModel model = Models.memory(Mode.WHOLE, SIDE, 96);
		ImagePlane image = ImagePlane.of(Models.texture(100, 70, 2));
		float[] input = model.preprocessing().withSize(SIDE).whole(image);
		try (DistanceNetwork network = model.scoring().network(Models.teacher().weights(), CPU); StudentTeacher teacher = Models.student(Models
			.model(Mode.WHOLE, SIDE)).network(Models.teacher().weights(), CPU))
		{
			AnomalyMapper.Look look = new AnomalyMapper(network, model.preprocessing(), model.scoring()).look(image, Progress.NONE);
			assertEquals(2, look.scales().size());
			assertArrayEquals(expected(teacher.teacherFeatures(input, 1, SIDE, SIDE)), look.means(), 1e-5f);
			List<DistanceMap> plain = network.distances(0, input, 1, SIDE, SIDE).get(0);
			for (int l = 0; l < plain.size(); l++)
				assertArrayEquals(plain.get(l).values(), look.scales().get(0).layers().get(l).values(), "distances are the same");
		}
	}

	@Test
	void aStudentsMeansAreThoseOfTheTeachersFeatures() {
		AnomalyModel model = Models.model(Mode.WHOLE, SIDE);
		ImagePlane image = ImagePlane.of(Models.texture(100, 70, 2));
		try (StudentTeacher network = Models.student(model).network(Models.teacher().weights(), CPU)) {
			float[] expected = expected(network.teacherFeatures(model.preprocessing().whole(image), 1, SIDE, SIDE));
			AnomalyMapper mapper = new AnomalyMapper(network, model.preprocessing(), model.scoring());
			assertArrayEquals(expected, mapper.look(image, Progress.NONE).means(), 1e-5f);
			// Once more, and another image in between: what is kept from call to call is the right one.
			mapper.means(0, new float[3 * 80 * 48], 48, 80);
			assertArrayEquals(expected, mapper.look(image, Progress.NONE).means(), 1e-5f);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void tilesGiveWhatTheWholeImageDoes(boolean memory) {
		AnomalyModel model = memory ? Models.memory(Mode.TILES, SIDE) : Models.model(Mode.TILES, SIDE);
		ImagePlane image = ImagePlane.of(Models.texture(530, 350, 2));
		try (DistanceNetwork network = model.scoring().network(Models.teacher().weights(), CPU)) {
			float[] whole = new AnomalyMapper(network, model.preprocessing(), model.scoring()).look(image, Progress.NONE).means();
			float[] tiled = new AnomalyMapper(network, model.preprocessing(), model.scoring(), 64).look(image, Progress.NONE).means();
			assertArrayEquals(whole, tiled, 1e-5f);
		}
	}

	/** Of features [C, h, w] that are not normalised yet. */
	private static float[] expected(List<float[]> layers) {
		int values = Backbone.RESNET18.stages().stream().mapToInt(Backbone.Stage::channels).sum(), from = 0;
		float[] means = new float[CellMeans.CELLS * values];
		for (int l = 0; l < layers.size(); l++) {
			int channels = Backbone.RESNET18.stages().get(l).channels(), side = SIDE / Backbone.RESNET18.stages().get(l).stride(), area = side
				* side;
			int[] counts = new int[CellMeans.CELLS];
			for (int i = 0; i < area; i++) {
				double norm = 0;
				for (int c = 0; c < channels; c++)
					norm += Math.pow(layers.get(l)[c * area + i], 2);
				int cell = i / side * 3 / side * 3 + i % side * 3 / side;
				counts[cell]++;
				for (int c = 0; c < channels; c++)
					means[cell * values + from + c] += layers.get(l)[c * area + i] / Math.sqrt(norm);
			}
			for (int cell = 0; cell < CellMeans.CELLS; cell++)
				for (int c = 0; c < channels; c++)
					means[cell * values + from + c] /= counts[cell];
			from += channels;
		}
		return means;
	}
}
