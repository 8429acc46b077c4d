package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PlaneGrid;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.Devices;
import sc.fiji.stfpm.testing.Models;

/** Pieces of a plane, each done by itself, in any order and by detectors of their own, against the plane done at once. */
class LargePlaneTest {
	private static final int WIDTH = 413, HEIGHT = 350, CORE = 64, EACH = 3;

	@TempDir
	private Path folder;

	private static AnomalyDetector detector(AnomalyModel model) {
		return new AnomalyDetector(model, Models.teacher(), Devices.of("cpu"), CORE);
	}

	/** With a threshold that a tenth of the image reaches, so that regions cross borders and corners. */
	private static AnomalyModel model(String kind, RandomAccessibleInterval<?> image) {
		AnomalyModel model = kind.equals("channels") ? Models.separate(Models.memory(Mode.TILES, 64)) : kind.equals("student") ? Models.model(
			Mode.TILES, 64) : Models.memory(Mode.TILES, 64);
		try (AnomalyDetector detector = detector(model)) {
			float[] values = detector.detect(image).values().clone();
			Arrays.sort(values);
			return model.withCalibration(model.calibration().byHand(values[(int) (0.9 * values.length)]));
		}
	}

	private static RandomAccessibleInterval<?> image(String kind) {
		return kind.equals("channels") ? Views.stack(Models.texture(WIDTH, HEIGHT, 5), Models.texture(WIDTH, HEIGHT, 6)) : Models.texture(
			WIDTH, HEIGHT, 5);
	}

	private static BlockSurvey throughBytes(BlockSurvey survey) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		survey.write(new DataOutputStream(bytes));
		return BlockSurvey.read(survey.part(), new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
	}

	private static List<Integer> shuffled(int count) {
		List<Integer> numbers = new ArrayList<>(IntStream.range(0, count).boxed().toList());
		Collections.shuffle(numbers, new Random(count));
		return numbers;
	}

	private LargePlane plane(AnomalyDetector detector, ImagePlane image) {
		return detector.largePlane(image, folder, "test", EACH);
	}

	private static float[] values(RandomAccessibleInterval<FloatType> map) {
		float[] values = new float[WIDTH * HEIGHT];
		ImagePlane.of(map).read(0, 0, 0, WIDTH, HEIGHT, values, 0);
		return values;
	}

	@ParameterizedTest
	@CsvSource({ "memory, 1, 64, false", "memory, 30, 100, true", "channels, 30, 150, true", "student, 1, 37, true" })
	void piecesGiveWhatTheWholeGivesToTheLastBit(String kind, int minimumArea, int side, boolean ignoring) throws IOException {
		RandomAccessibleInterval<?> pixels = image(kind);
		ImagePlane image = ignoring ? ImagePlane.of(pixels).ignoring((x, y) -> x > 200 && (x + y) % 170 < 80) : ImagePlane.of(pixels);
		AnomalyModel model = model(kind, pixels);
		PlaneGrid grid = new PlaneGrid(WIDTH, HEIGHT, side);
		BlockSurvey[] surveys = new BlockSurvey[grid.count()];
		try (AnomalyDetector first = detector(model); AnomalyDetector second = detector(model)) {
			List<LargePlane> processes = Stream.of(first, second).map(one -> plane(one.withMinimumArea(minimumArea), image)).toList();
			for (int group : shuffled(processes.get(0).groups()))
				processes.get(group % 2).look(group, Progress.NONE);
			for (int block : shuffled(grid.count()))
				surveys[block] = throughBytes(processes.get(block % 2).survey(grid, block, Progress.NONE));
			Path work = folder.resolve("whole");
			try (LargeDetection expected = first.withMinimumArea(minimumArea).detectLarge(image, work, "test", Progress.NONE);
				LargeDetection found = processes.get(1).join(grid, List.of(surveys)))
			{
				assertTrue(expected.regions().size() > 1, "the test needs regions");
				assertTrue(expected.regions().stream().anyMatch(region -> region.width() > side || region.height() > side || region.x() / side < (region
					.x() + region.width() - 1) / side), "the test needs regions that cross borders");
				assertEquals(expected.score(), found.score());
				assertEquals(expected.regions(), found.regions());
				assertEquals(expected.channels(), found.channels());
				assertEquals(expected.comparison(), found.comparison());
				assertEquals(expected.verdict(), found.verdict());
				assertEquals(expected.ignoredArea(), found.ignoredArea());
				assertArrayEquals(expected.peak(), found.peak());
				assertArrayEquals(expected.highest(40, 30), found.highest(40, 30));
				assertArrayEquals(values(expected.map()), values(found.map()));
			}
		}
	}

	@Test
	void aGroupThatIsDoneIsNotLookedAtAgain() throws IOException {
		RandomAccessibleInterval<?> image = image("memory");
		List<String> seen = new ArrayList<>();
		Progress progress = new Progress() {
			@Override
			public void update(long done, long total, String message) {
				seen.add(message);
			}
		};
		try (AnomalyDetector detector = detector(Models.memory(Mode.TILES, 64))) {
			LargePlane plane = plane(detector, ImagePlane.of(image));
			assertEquals(42, plane.tiles());
			assertEquals(14, plane.groups());
			assertFalse(plane.isLookedAt(13));
			plane.look(13, progress);
			assertEquals(List.of("Tile 40 of 42", "Tile 41 of 42", "Tile 42 of 42"), seen);
			assertTrue(plane.isLookedAt(13));
			plane.look(13, progress);
			assertEquals(3, plane.tilesOf(13));
			assertEquals(3, seen.size(), "it was looked at again");
		}
	}

	@Test
	void whatIsCancelledLeavesNothing() throws IOException {
		Progress cancelled = new Progress() {
			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		try (AnomalyDetector detector = detector(Models.memory(Mode.TILES, 64))) {
			LargePlane plane = plane(detector, ImagePlane.of(image("memory")));
			assertThrows(CancellationException.class, () -> plane.look(0, cancelled));
			assertFalse(plane.isLookedAt(0));
			try (Stream<Path> left = Files.list(folder)) {
				assertEquals(0, left.count());
			}
		}
	}

	@Test
	void tilesOfAnotherImageAreRefused() throws IOException {
		ImagePlane image = ImagePlane.of(image("memory"));
		PlaneGrid grid = new PlaneGrid(WIDTH, HEIGHT, 64);
		try (AnomalyDetector detector = detector(Models.memory(Mode.TILES, 64))) {
			LargePlane one = plane(detector, image), other = detector.largePlane(image, folder, "other", EACH);
			for (int group = 0; group < one.groups(); group++)
				one.look(group, Progress.NONE);
			Exception e = assertThrows(RuntimeException.class, () -> other.survey(grid, 0, Progress.NONE));
			assertTrue(e.toString().contains("another plane"), e.toString());
		}
	}

	@Test
	void aModelThatSeesImagesWholeIsRefused() {
		try (AnomalyDetector detector = detector(Models.memory(Mode.WHOLE, 64))) {
			assertThrows(IllegalArgumentException.class, () -> plane(detector, ImagePlane.of(image("memory"))));
		}
	}
}
