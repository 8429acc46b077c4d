package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.cells.CachedCells;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.Devices;
import sc.fiji.stfpm.network.DistanceNetwork;
import sc.fiji.stfpm.testing.Models;

class LargeDetectionTest {
	private static final ComputeDevice CPU = ComputeDevice.of("cpu");
	private static final int WIDTH = 613, HEIGHT = 470, CORE = 64;

	@TempDir
	private Path folder;

	/** Counts tiles, and may stop before one of them. */
	private static final class Tiles implements Progress {
		private final int most;
		private int seen;
		private final List<String> notes = new ArrayList<>();

		Tiles(int most) {
			this.most = most;
		}

		@Override
		public void update(long done, long total, String message) {
			seen++;
		}

		@Override
		public void note(String message) {
			notes.add(message);
		}

		@Override
		public boolean isCancelled() {
			return seen >= most;
		}
	}

	private Path work() {
		return folder.resolve("plane.tiles");
	}

	private static RandomAccessibleInterval<?> image() {
		return Models.texture(WIDTH, HEIGHT, 5);
	}

	private static AnomalyDetector detector(AnomalyModel model) {
		return new AnomalyDetector(model, Models.teacher(), new Devices(List.of(CPU)), CORE);
	}

	/** With a threshold that some of the image reaches. */
	private static AnomalyModel halfway(AnomalyModel model, RandomAccessibleInterval<?> image) {
		try (AnomalyDetector detector = detector(model)) {
			float[] values = detector.detect(image).values().clone();
			Arrays.sort(values);
			return model.withCalibration(model.calibration().byHand(values[(int) (0.97 * values.length)]));
		}
	}

	private static AnomalyModel model(String kind) {
		AnomalyModel model = kind.equals("student") ? Models.model(Mode.TILES, 64) : Models.memory(kind.equals("whole") ? Mode.WHOLE
			: Mode.TILES, 64);
		return kind.equals("channels") ? Models.separate(model) : model;
	}

	private static RandomAccessibleInterval<?> imageFor(String kind) {
		return kind.equals("channels") ? Views.stack(Models.texture(WIDTH, HEIGHT, 5), Models.texture(WIDTH, HEIGHT, 6)) : image();
	}

	@ParameterizedTest
	@ValueSource(strings = { "memory", "student", "channels", "whole" })
	void itIsWhatIsFoundInMemoryToTheLastBit(String kind) throws IOException {
		RandomAccessibleInterval<?> image = imageFor(kind);
		try (AnomalyDetector all = detector(halfway(model(kind), image))) {
			for (int minimumArea : new int[] { 1, 30 }) {
				AnomalyDetector detector = all.withMinimumArea(minimumArea);
				DetectionResult expected = detector.detect(image);
				try (LargeDetection found = detector.detectLarge(ImagePlane.of(image), work(), "test", Progress.NONE)) {
					assertArrayEquals(expected.values(), values(found.map()));
					assertEquals(expected.score(), found.score());
					assertEquals(expected.verdict(), found.verdict());
					assertEquals(expected.comparison(), found.comparison());
					assertEquals(expected.channels(), found.channels());
					assertArrayEquals(expected.peak(), found.peak());
					assertArrayEquals(expected.highest(40, 30), found.highest(40, 30));
					assertTrue(expected.regions().size() > 1, "the test needs regions");
					assertEquals(expected.regions(), found.regions());
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "memory", "channels" })
	void ignoredPixelsCountForNothingAsInMemory(String kind) throws IOException {
		RandomAccessibleInterval<?> image = imageFor(kind);
		ImagePlane plane = ImagePlane.of(image).ignoring((x, y) -> x > 300 && (x + y) % 170 < 120);
		try (AnomalyDetector all = detector(halfway(model(kind), image))) {
			for (int minimumArea : new int[] { 1, 30 }) {
				AnomalyDetector detector = all.withMinimumArea(minimumArea);
				DetectionResult expected = detector.detect(plane, Progress.NONE);
				assertTrue(expected.ignoredArea() > 50_000);
				try (LargeDetection found = detector.detectLarge(plane, work(), "test", Progress.NONE)) {
					assertArrayEquals(expected.values(), values(found.map()));
					assertEquals(expected.score(), found.score());
					assertEquals(expected.ignoredArea(), found.ignoredArea());
					assertEquals(expected.channels(), found.channels());
					assertEquals(expected.regions(), found.regions());
				}
			}
		}
	}

	private static float[] values(RandomAccessibleInterval<FloatType> map) {
		float[] values = new float[(int) (map.dimension(0) * map.dimension(1))];
		ImagePlane.of(map).read(0, 0, 0, (int) map.dimension(0), (int) map.dimension(1), values, 0);
		return values;
	}

	@ParameterizedTest
	@ValueSource(strings = { "memory", "channels" })
	void whatWasBrokenOffGoesOnWithTheNextTile(String kind) throws IOException {
		RandomAccessibleInterval<?> image = imageFor(kind);
		ImagePlane plane = ImagePlane.of(image);
		try (AnomalyDetector detector = detector(model(kind))) {
			DetectionResult expected = detector.detect(image);
			Tiles first = new Tiles(7), second = new Tiles(80), rest = new Tiles(Integer.MAX_VALUE);
			assertThrows(CancellationException.class, () -> detector.detectLarge(plane, work(), "test", first));
			if (kind.equals("channels")) assertThrows(CancellationException.class, () -> detector.detectLarge(plane, work(), "test", second));
			int before = first.seen + second.seen;
			try (LargeDetection found = detector.detectLarge(plane, work(), "test", rest)) {
				int tiles = 10 * 8 * (kind.equals("channels") ? 2 : 1);
				assertEquals(tiles, before + rest.seen, "a tile was looked at twice, or not at all");
				assertEquals(List.of("Goes on after " + before + " of " + tiles + " tiles that were done before"), rest.notes);
				assertArrayEquals(expected.values(), values(found.map()));
				assertEquals(expected.comparison(), found.comparison());
			}
		}
	}

	@Test
	void whatWasGatheredOfTheImageAsAWholeGoesOn() throws IOException {
		AnomalyModel model = model("memory");
		ImagePlane plane = ImagePlane.of(image());
		try (DistanceNetwork network = model.scoring().network(Models.teacher().weights(), CPU)) {
			List<PlaneTiles> scales = new AnomalyMapper(network, model.preprocessing(), model.scoring(), CORE).tiles(plane);
			TileOrder order = new TileOrder(scales);
			PlaneKey key = PlaneKey.of("test", model);
			CellMeans gathered = scales.get(0).means(), restored = scales.get(0).means();
			try (TileFile file = TileFile.open(work(), key, order)) {
				for (int i = 0; i < 5; i++) {
					CellMeans means = scales.get(0).means();
					file.add(scales.get(0).look(i, means), means);
					scales.get(0).look(i, gathered);
				}
			}
			try (TileFile file = TileFile.open(work(), key, order)) {
				assertEquals(5, file.done());
				for (int i = 0; i < 5; i++)
					restored.add(file.means(i));
				assertArrayEquals(gathered.means(), restored.means());
			}
		}
	}

	@Test
	void aTornRecordIsNotBelieved() throws IOException {
		ImagePlane plane = ImagePlane.of(image());
		try (AnomalyDetector detector = detector(model("memory"))) {
			float[] expected = detector.detect(image()).values();
			assertThrows(CancellationException.class, () -> detector.detectLarge(plane, work(), "test", new Tiles(7)));
			byte[] bytes = Files.readAllBytes(work());
			// The second one, behind magic, key and the first one of a count and a checksum, is of an odd number of tiles.
			bytes[8 + 32 + 12 + 3] ^= 8;
			Files.write(work(), bytes);
			Tiles rest = new Tiles(Integer.MAX_VALUE);
			try (LargeDetection found = detector.detectLarge(plane, work(), "test", rest)) {
				assertEquals(80 - 6, rest.seen, "goes on after the tile before");
				assertArrayEquals(expected, values(found.map()));
			}
		}
	}

	@Test
	void anotherImageOrModelIsBegunAnew() throws IOException {
		ImagePlane plane = ImagePlane.of(image());
		try (AnomalyDetector detector = detector(model("memory")); AnomalyDetector other = detector(model("student"))) {
			assertThrows(CancellationException.class, () -> detector.detectLarge(plane, work(), "one", new Tiles(7)));
			Tiles again = new Tiles(9);
			assertThrows(CancellationException.class, () -> detector.detectLarge(plane, work(), "two", again));
			assertEquals(List.of(), again.notes);
			Tiles student = new Tiles(Integer.MAX_VALUE);
			try (LargeDetection found = other.detectLarge(plane, work(), "two", student)) {
				assertEquals(80, student.seen);
				assertArrayEquals(other.detect(image()).values(), values(found.map()));
			}
		}
	}

	@Test
	void theFileStaysUntilItIsDiscarded() throws IOException {
		try (AnomalyDetector detector = detector(model("memory"))) {
			LargeDetection found = detector.detectLarge(ImagePlane.of(image()), work(), "test", Progress.NONE);
			assertTrue(Files.exists(work()));
			found.discard();
			assertFalse(Files.exists(work()));
		}
	}

	@Test
	void aNetworkIsAskedForTheTilesThatAreLookedAtOnly() {
		AtomicInteger read = new AtomicInteger();
		RandomAccessibleInterval<?> image = CachedCells.bytes(new long[] { 4000, 3000 }, new int[] { 64, 64 }, 1 << 30, (min,
			size, values) -> {
			read.incrementAndGet();
			for (int i = 0; i < values.length; i++)
				values[i] = (byte) (min[0] + 3 * min[1] + 7 * i);
		});
		try (AnomalyDetector detector = detector(model("memory"))) {
			RandomAccessibleInterval<FloatType> map = detector.detectLazily(image);
			assertTrue(read.get() <= 1, "the pixel type is asked of a pixel, nothing more");
			map.getAt(10, 10).get();
			// The cell at the corner has 512 x 512 pixels, around which 40 and the network's reach are looked at.
			int cells = (512 + 2 * CORE + 136) / 64 + 1;
			assertTrue(read.get() > 0 && read.get() <= cells * cells, read + " cells of the image were read");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "memory", "student", "channels", "whole" })
	void aLazyMapIsThatOfTheWholeImageToTheLastBit(String kind) {
		RandomAccessibleInterval<?> image = imageFor(kind);
		try (AnomalyDetector detector = detector(model(kind))) {
			float[] expected = detector.detect(image).values();
			RandomAccessibleInterval<FloatType> map = detector.detectLazily(image);
			IntStream.range(0, 400).parallel().forEach(i -> {
				int x = i * 7919 % WIDTH, y = i * 104729 % HEIGHT;
				assertEquals(expected[y * WIDTH + x], map.getAt(x, y).get());
			});
			assertArrayEquals(expected, values(map));
		}
	}
}
