package sc.fiji.stfpm.correct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Area;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.LooseMemory;
import sc.fiji.stfpm.testing.Models;

class CorrectionsTest {
	private static final int WIDTH = 150, HEIGHT = 100;
	private static final Teacher TEACHER = Models.teacher();

	@TempDir
	private Path folder;
	private Path file;
	private final ImagePlane image = ImagePlane.of(Models.texture(WIDTH, HEIGHT, 1));
	private final ImagePlane other = ImagePlane.of(Models.texture(WIDTH, HEIGHT, 2));

	@BeforeEach
	void writeModel() throws IOException {
		file = folder.resolve("a.stfpm");
		ModelFile.write(file, Models.memory(Mode.WHOLE, 64, 96));
	}

	private AnomalyDetector open() throws IOException {
		return new AnomalyDetector(ModelFile.read(file), TEACHER, ComputeDevice.of("cpu"));
	}

	private float[] map(ImagePlane plane) throws IOException {
		try (AnomalyDetector detector = open()) {
			return detector.detect(plane, Progress.NONE).values();
		}
	}

	private AnomalyModel accept(Part part) throws IOException {
		try (AnomalyDetector detector = open()) {
			return Corrections.accept(file, detector, part, detector.detect(part.plane(), Progress.NONE), Progress.NONE);
		}
	}

	private static float highest(float[] map, IntPredicate inside) {
		float highest = 0;
		for (int i = 0; i < map.length; i++)
			if (inside.test(i)) highest = Math.max(highest, map[i]);
		return highest;
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void whatIsAcceptedIsNoFartherThanNormalPlacesAre(Mode mode) throws IOException {
		ModelFile.write(file, LooseMemory.model(mode));
		AnomalyModel before = ModelFile.read(file);
		float level = before.scoring().level();
		assertTrue(highest(map(image), i -> true) > 1.2 * level, "the memory must not know the image yet");
		AnomalyModel after = accept(Part.whole("new.tif", image));
		assertTrue(highest(map(image), i -> true) <= level * 1.001);
		assertEquals(ModelFile.digest(after), ModelFile.digest(ModelFile.read(file)));
		assertEquals(before.calibration(), after.calibration());
	}

	@Test
	void onlyThePartIsAccepted() throws IOException {
		Area area = new Area(20, 30, 40, 25);
		Part part = Part.of("new.tif", image, area);
		float[] before = map(image);
		accept(part);
		float[] after = map(image);
		float level = ModelFile.read(file).scoring().level();
		assertTrue(highest(after, part.inside()) < 1.5 * level, highest(after, part.inside()) + " of a level of " + level);
		assertTrue(highest(after, i -> i % WIDTH > 110) > 0.9 * highest(before, i -> i % WIDTH > 110), "what lies elsewhere stays");
	}

	@Test
	void takingBackRestoresTheScoresToTheLastBit() throws IOException {
		float[] before = map(other);
		accept(Part.whole("a", image));
		accept(Part.of("b", ImagePlane.of(ImagePlusImg.plane(new ImagePlus("waves", Models.waves(WIDTH, HEIGHT, 3)), 1, 1)), new Area(0, 0, 30, 30)));
		assertFalse(Arrays.equals(before, map(other)));
		Corrections.takeBack(file, 1);
		assertEquals(List.of("b"), Correction.of(ModelFile.read(file)).stream().map(c -> c.example().image()).toList());
		AnomalyModel last = Corrections.takeBack(file, 1);
		assertArrayEquals(before, map(other));
		assertEquals(List.of(), Correction.of(last));
		assertEquals(4, last.changes().size());
	}

	@Test
	void theModelKnowsWhatWasSaidAboutWhichImage() throws IOException {
		accept(Part.of("new.tif", image, new Area(20, 30, 40, 25)));
		try (AnomalyDetector detector = open()) {
			Corrections.mark(file, detector, Part.of("bad.tif", other, i -> i == 2 * WIDTH + 5 || i == 4 * WIDTH + 9), detector.detect(other,
				Progress.NONE));
		}
		AnomalyModel model = ModelFile.read(file);
		List<Correction> all = Correction.of(model);
		assertEquals(List.of(true, false), all.stream().map(Correction::normal).toList());
		assertEquals(new Area(20, 30, 40, 25), all.get(0).example().area());
		assertEquals(new Area(5, 2, 5, 3), all.get(1).example().area());
		assertTrue(all.get(0).vectors() > 0 && all.get(0).example().score() > 0);
		assertTrue(model.known().containsAll(List.of(Fingerprint.of(image), Fingerprint.of(other))));
		assertEquals(List.of("accepted as normal: new.tif, 40 x 25 pixels at 20, 30",
			"marked as anomalous: bad.tif, 5 x 3 pixels at 5, 2"), model.changes().stream().map(c -> c.what()).toList());
		IllegalArgumentException none = assertThrows(IllegalArgumentException.class, () -> Corrections.takeBack(file, 3));
		assertTrue(none.getMessage().contains("has no correction 3; it has 1 to 2"), none.getMessage());
		assertEquals(List.of(true), Correction.of(Corrections.takeBack(file, 2)).stream().map(Correction::normal).toList());
	}

	@Test
	void whatTheMemoryKnowsAlreadyChangesNothing() throws IOException {
		accept(Part.whole("a", image));
		byte[] before = Files.readAllBytes(file);
		AnomalyModel again = accept(Part.whole("a", image));
		assertEquals(1, Correction.of(again).size());
		assertArrayEquals(before, Files.readAllBytes(file));
	}

	@Test
	void aModelThatHasChangedMeanwhileIsLeftAsItIs() throws IOException {
		try (AnomalyDetector detector = open()) {
			accept(Part.whole("a", image));
			byte[] before = Files.readAllBytes(file);
			IOException refused = assertThrows(IOException.class, () -> Corrections.accept(file, detector, Part.whole("b", other),
				detector.detect(other, Progress.NONE), Progress.NONE));
			assertTrue(refused.getMessage().contains("has been changed meanwhile"), refused.getMessage());
			assertArrayEquals(before, Files.readAllBytes(file));
		}
	}

	@Test
	void aStudentCannotAcceptButMark() throws IOException {
		ModelFile.write(file, Models.model(Mode.WHOLE, 64));
		IllegalStateException refused = assertThrows(IllegalStateException.class, () -> accept(Part.whole("a", image)));
		assertTrue(refused.getMessage().contains("preset memory"), refused.getMessage());
		try (AnomalyDetector detector = open()) {
			assertEquals(1, Corrections.mark(file, detector, Part.whole("a", image), detector.detect(image, Progress.NONE)).marked().size());
		}
	}

	@Test
	void aPartOutsideTheImageIsNamed() {
		IllegalArgumentException outside = assertThrows(IllegalArgumentException.class, () -> Part.of("a.tif", image, new Area(WIDTH, 0,
			5, 5)));
		assertEquals("The selection has no pixel inside a.tif", outside.getMessage());
	}
}
