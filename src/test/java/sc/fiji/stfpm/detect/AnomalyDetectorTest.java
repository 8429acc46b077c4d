package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.stfpm.testing.Relative.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.Devices;
import sc.fiji.stfpm.network.DistanceNetwork;
import sc.fiji.stfpm.network.StudentTeacher;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Tensor;

class AnomalyDetectorTest {
	private static final ComputeDevice CPU = ComputeDevice.of("cpu");

	@ParameterizedTest
	@CsvSource({ "600, 400", "413, 301" })
	void aTiledMapIsThatOfTheWholeImage(int width, int height) {
		AnomalyModel model = Models.model(Mode.TILES, 256);
		ImagePlane image = ImagePlane.of(Models.texture(width, height, 1));
		try (StudentTeacher networks = new StudentTeacher(Models.teacher().weights(), Models.student(model).weights(), CPU)) {
			float[] whole = new AnomalyMapper(networks, model.preprocessing(), model.scoring(), 1024).map(image, Progress.NONE);
			float[] tiled = new AnomalyMapper(networks, model.preprocessing(), model.scoring(), 64).map(image, Progress.NONE);
			assertEquals(width * height, tiled.length);
			assertClose("map", whole, tiled, 1e-5);
		}
	}

	/** Features of a memory see one neighbour farther than the network does. */
	@ParameterizedTest
	@CsvSource({ "600, 400", "413, 301" })
	void aMemorysTiledMapIsThatOfTheWholeImage(int width, int height) {
		AnomalyModel model = Models.memory(Mode.TILES, 256);
		ImagePlane image = ImagePlane.of(Models.texture(width, height, 1));
		try (DistanceNetwork network = model.scoring().network(Models.teacher().weights(), CPU)) {
			float[] whole = new AnomalyMapper(network, model.preprocessing(), model.scoring(), 1024).map(image, Progress.NONE);
			float[] tiled = new AnomalyMapper(network, model.preprocessing(), model.scoring(), 64).map(image, Progress.NONE);
			assertClose("map", whole, tiled, 1e-5);
		}
	}

	/** Smaller than what a place of the last layer sees, and hardly larger than one such place. */
	@ParameterizedTest
	@CsvSource({ "16, 16", "17, 40", "16, 300", "100, 33" })
	void smallImagesAreSeenInTiles(int width, int height) {
		try (AnomalyDetector detector = new AnomalyDetector(Models.memory(Mode.TILES, 64), Models.teacher(), CPU)) {
			DetectionResult result = detector.detect(Models.texture(width, height, 1));
			assertEquals(width * height, result.values().length);
			assertTrue(result.score() > 0);
		}
	}

	@ParameterizedTest
	@CsvSource({ "TILES, 15, 300", "TILES, 300, 1", "WHOLE, 1, 100", "WHOLE, 100, 1" })
	void imagesThatAreTooNarrowToShowAnythingAreRefused(Mode mode, int width, int height) {
		try (AnomalyDetector detector = new AnomalyDetector(Models.memory(mode, 64), Models.teacher(), CPU)) {
			Exception e = assertThrows(IllegalArgumentException.class, () -> detector.detect(Models.texture(width, height, 1)));
			assertTrue(e.getMessage().startsWith("The image has " + width + " x " + height + " pixels; a model "), e.getMessage());
			assertThrows(IllegalArgumentException.class, () -> detector.detectLazily(Models.texture(width, height, 1)));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void manyThreadsShareADetectorAndGetTheSame(boolean memory) {
		AnomalyModel model = memory ? Models.memory(Mode.TILES, 64) : Models.model(Mode.TILES, 64);
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), CPU)) {
			List<Float> alone = IntStream.range(0, 12).mapToObj(i -> score(detector, i)).toList();
			List<Float> together = IntStream.range(0, 12).parallel().mapToObj(i -> score(detector, i)).toList();
			assertEquals(alone, together);
		}
	}

	/** Of an image of another size each time, so that buffers change, too. */
	private static float score(AnomalyDetector detector, int i) {
		return detector.detect(Models.texture(70 + 7 * i, 66 + 3 * i, i)).score();
	}

	/** Several are the CPU, named again. */
	@Test
	void severalDevicesGiveWhatOneDoes() {
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		ImagePlane image = ImagePlane.of(Models.texture(120, 90, 1));
		try (AnomalyDetector one = new AnomalyDetector(model, Models.teacher(), CPU);
				AnomalyDetector two = new AnomalyDetector(model, Models.teacher(), new Devices(List.of(CPU, CPU))))
		{
			assertEquals("cpu,cpu", two.devices().id());
			assertEquals(two.devices(), two.withMinimumArea(5).devices());
			assertArrayEquals(one.detect(image, Progress.NONE).values(), two.detect(image, Progress.NONE).values());
			List<Tensor> expected = one.missing(image, pixel -> pixel % 120 < 40, Progress.NONE).get(0), found = two.missing(image, pixel -> pixel
				% 120 < 40, Progress.NONE).get(0);
			for (int b = 0; b < expected.size(); b++)
				assertArrayEquals(expected.get(b).floats(), found.get(b).floats());
		}
	}

	@Test
	void aMapHasTheImagesSizeAndItsMaximumIsTheScore() {
		try (AnomalyDetector detector = new AnomalyDetector(Models.model(Mode.WHOLE, 64), Models.teacher(), CPU)) {
			DetectionResult result = detector.detect(Models.texture(100, 70, 2));
			assertEquals(100, result.map().dimension(0));
			assertEquals(70, result.map().dimension(1));
			float max = 0;
			for (float v : result.values())
				max = Math.max(max, v);
			assertEquals(max, result.score());
			assertEquals(result.anomalous(), !result.regions().isEmpty());
			assertTrue(result.anomalous(), "an untrained student differs from its teacher everywhere");
			assertEquals("cpu", detector.devices().id());
			for (Region region : result.regions())
				assertEquals(region.area(), Arrays.stream(result.labels()).filter(l -> l == region.label()).count());
		}
	}

	@Test
	void anImageAndACroppedViewOfItAgree() {
		RandomAccessibleInterval<?> whole = Models.texture(100, 70, 2);
		RandomAccessibleInterval<?> larger = Views.translate(Models.texture(100, 70, 2), 10, 20);
		try (AnomalyDetector detector = new AnomalyDetector(Models.model(Mode.WHOLE, 64), Models.teacher(), CPU)) {
			assertClose("map", detector.detect(whole).values(), detector.detect(larger).values(), 0);
		}
	}

	@Test
	void aStudentThatIsItsTeacherFindsNothing() {
		AnomalyModel model = Models.model(Mode.WHOLE, 64);
		Teacher same = new Teacher("same", "test", Models.student(model).weights());
		AnomalyModel perfect = new AnomalyModel(model.scoring(), sc.fiji.stfpm.model.TeacherReference.to(same), model
			.ownTeacher(), model.preprocessing(), model.calibration(), model.record());
		try (AnomalyDetector detector = new AnomalyDetector(perfect, same, CPU)) {
			DetectionResult result = detector.detect(Models.texture(64, 64, 2));
			assertEquals(0, result.score());
			assertFalse(result.anomalous());
		}
	}

	@Test
	void anotherTeacherIsRefused() {
		Teacher other = new Teacher("other", "test", BackboneWeights.random(Backbone.RESNET18, 99));
		Exception e = assertThrows(IllegalArgumentException.class, () -> new AnomalyDetector(Models.model(Mode.WHOLE, 64),
			other, CPU));
		assertTrue(e.getMessage().contains("random") && e.getMessage().contains("other"), e.getMessage());
	}

	@Test
	void anotherPixelTypeIsRefused() {
		try (AnomalyDetector detector = new AnomalyDetector(Models.model(Mode.WHOLE, 64), Models.teacher(), CPU)) {
			Exception e = assertThrows(IllegalArgumentException.class, () -> detector.detect(ArrayImgs.unsignedShorts(64, 64)));
			assertTrue(e.getMessage().contains("16-bit") && e.getMessage().contains("8-bit"), e.getMessage());
		}
	}

	@Test
	void detectionCanBeCancelled() {
		Progress cancelled = new Progress() {
			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		try (AnomalyDetector detector = new AnomalyDetector(Models.model(Mode.TILES, 64), Models.teacher(), CPU)) {
			assertThrows(CancellationException.class, () -> detector.detect(ImagePlane.of(Models.texture(64, 64, 1)),
				cancelled));
		}
	}
}
