package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.engine.EngineException;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.DistanceNetwork;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.weights.Backbone;

/** The CPU stands in for a GPU with little memory: it throws what the engine throws there. */
class TilePartsTest {
	private static final int CORE = 512, WIDTH = 700, HEIGHT = 500;
	private static final long NO_END = Long.MAX_VALUE;

	/** A device with memory for so many pixels. */
	private static final class Scarce implements DistanceNetwork {
		private final DistanceNetwork network;
		private final long pixels;
		private final OptionalLong free;
		private final List<String> looks = new ArrayList<>();
		private RuntimeException thrown = new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 7.79 GiB");
		private int failures;

		Scarce(DistanceNetwork network, long pixels, OptionalLong free) {
			this.network = network;
			this.pixels = pixels;
			this.free = free;
		}

		@Override
		public Backbone backbone() {
			return network.backbone();
		}

		@Override
		public List<Integer> layers(int scale) {
			return network.layers(scale);
		}

		@Override
		public OptionalLong freeBytes() {
			return free;
		}

		@Override
		public DistanceNetwork another() {
			throw new UnsupportedOperationException();
		}

		@Override
		public int reach() {
			return network.reach();
		}

		@Override
		public List<List<DistanceMap>> distances(int scale, float[] images, int n, int height, int width) {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<DistanceMap> distances(int scale, float[] image, int height, int width, CellMeans.Part part) {
			looks.add(width + " x " + height);
			if ((long) height * width <= pixels) return network.distances(scale, image, height, width, part);
			failures++;
			throw thrown;
		}

		@Override
		public void close() {}
	}

	private static final class Notes implements Progress {
		private final List<String> all = new ArrayList<>();

		@Override
		public void note(String message) {
			all.add(message);
		}
	}

	private static AnomalyMapper mapper(DistanceNetwork network, AnomalyModel model) {
		return new AnomalyMapper(network, model.preprocessing(), model.scoring(), CORE);
	}

	private static DistanceNetwork network(AnomalyModel model) {
		return model.scoring().network(Models.teacher().weights(), ComputeDevice.of("cpu"));
	}

	private static ImagePlane image(int width, int height) {
		return ImagePlane.of(Models.texture(width, height, 3));
	}

	private static void assertSameLook(AnomalyMapper.Look expected, AnomalyMapper.Look found) {
		for (int l = 0; l < expected.scales().get(0).layers().size(); l++)
			assertArrayEquals(expected.scales().get(0).layers().get(l).values(), found.scales().get(0).layers().get(l).values(), 1e-5f);
		assertArrayEquals(expected.means(), found.means(), 1e-6f);
	}

	@ParameterizedTest
	@CsvSource({ "true, 700, 500", "false, 700, 500", "true, 1100, 411" })
	void whereMemoryRunsOutPartsGiveWhatTheWholeDoes(boolean memory, int width, int height) {
		AnomalyModel model = memory ? Models.memory(Mode.TILES, 64) : Models.model(Mode.TILES, 64);
		try (DistanceNetwork network = network(model)) {
			ImagePlane image = image(width, height);
			AnomalyMapper.Look expected = mapper(network, model).look(image, Progress.NONE);
			Scarce scarce = new Scarce(network, 384 * 384, OptionalLong.empty());
			assertSameLook(expected, mapper(scarce, model).look(image, Progress.NONE));
			assertEquals(2, scarce.failures, scarce.looks.toString());
		}
	}

	@Test
	void itIsSaidOnceAndRemembered() {
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		try (DistanceNetwork network = network(model)) {
			Scarce scarce = new Scarce(network, 384 * 384, OptionalLong.empty());
			AnomalyMapper mapper = mapper(scarce, model);
			Notes notes = new Notes();
			mapper.look(image(WIDTH, HEIGHT), Progress.withoutUpdates(notes));
			mapper.look(image(WIDTH, HEIGHT), notes);
			mapper.with(model.preprocessing()).look(image(WIDTH, HEIGHT), notes);
			assertEquals(List.of("Not enough memory on the device for 444 x 444 pixels at once: goes on with 208 x 208",
				"Not enough memory on the device for 208 x 208 pixels at once: goes on with 128 x 128"), notes.all);
			assertEquals(2, scarce.failures);
		}
	}

	@Test
	void whereThereIsMemoryOneCallIsMade() {
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		try (DistanceNetwork network = network(model)) {
			for (OptionalLong free : List.of(OptionalLong.empty(), OptionalLong.of(1L << 30))) {
				Scarce plenty = new Scarce(network, NO_END, free);
				Notes notes = new Notes();
				mapper(plenty, model).look(image(WIDTH, HEIGHT), notes);
				assertEquals(List.of(WIDTH + " x " + HEIGHT), plenty.looks);
				assertEquals(List.of(), notes.all);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "100000000, 256", "1, 128" })
	void fewFreeBytesMakeSmallerPartsBeforeAnythingFails(long free, int side) {
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		try (DistanceNetwork network = network(model)) {
			AnomalyMapper.Look expected = mapper(network, model).look(image(WIDTH, HEIGHT), Progress.NONE);
			Scarce scarce = new Scarce(network, (long) (side + 256) * (side + 256), OptionalLong.of(free));
			Notes notes = new Notes();
			AnomalyMapper mapper = mapper(scarce, model);
			assertSameLook(expected, mapper.look(image(WIDTH, HEIGHT), notes));
			mapper.look(image(WIDTH, HEIGHT), notes);
			assertEquals(0, scarce.failures);
			assertEquals(List.of(String.format("The GPU has %.1f GB of free memory: looks at %d x %d pixels at once", free / 1e9, side, side)), notes.all);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { WIDTH, 200 })
	void whatCannotBeMadeSmallerIsAnErrorThatSaysWhatToDo(int width) {
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		try (DistanceNetwork network = network(model)) {
			Scarce none = new Scarce(network, 100, OptionalLong.empty());
			Exception e = assertThrows(IllegalStateException.class, () -> mapper(none, model).look(image(width, HEIGHT / 2), Progress.NONE));
			assertEquals("Even " + (width == WIDTH ? "336 x 250" : "200 x 250") + " pixels at once are too many for the device's free memory,"
				+ " and tiles cannot be smaller. Close what else uses it; if it is a GPU, use device=cpu", e.getMessage());
			assertSame(none.thrown, e.getCause());
		}
	}

	@Test
	void otherFailuresOfTheEngineAreItsOwn() {
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		try (DistanceNetwork network = network(model)) {
			Scarce broken = new Scarce(network, 0, OptionalLong.empty());
			broken.thrown = new EngineException("shapes differ");
			assertSame(broken.thrown, assertThrows(EngineException.class, () -> mapper(broken, model).look(image(WIDTH, HEIGHT), Progress.NONE)));
			assertEquals(1, broken.failures);
		}
	}

	/** As {@link LargeDetection} and lazy maps look at tiles. */
	@Test
	void singleTilesAreLookedAtInPartsToo() {
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		try (DistanceNetwork network = network(model)) {
			ImagePlane image = image(1100, 300);
			PlaneTiles whole = mapper(network, model).tiles(image).get(0), parts = mapper(new Scarce(network, 384 * 300, OptionalLong.empty()), model)
				.tiles(image).get(0);
			assertTrue(whole.count() > 2);
			for (int tile = 0; tile < whole.count(); tile++) {
				List<DistanceMap> expected = whole.look(tile, whole.means()), found = parts.look(tile, parts.means());
				for (int l = 0; l < expected.size(); l++) {
					assertEquals(expected.get(l).width(), found.get(l).width());
					assertArrayEquals(expected.get(l).values(), found.get(l).values(), 1e-5f);
				}
			}
		}
	}
}
