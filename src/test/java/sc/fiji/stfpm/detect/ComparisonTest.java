package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import net.imglib2.img.array.ArrayImgs;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.score.Verdict;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.WrongImage;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;

/** The sample fabric, learned with the embedded teacher. */
@Tag("slow")
class ComparisonTest {
	private static final Path FABRIC = Path.of("sample-data/fabric"), BLOOD = Path.of("sample-data/blood-cells");
	private static List<Sample> normals;
	private static List<Sample> test;
	private static AnomalyModel model;
	private static AnomalyDetector detector;

	@BeforeAll
	static void train() throws IOException {
		normals = ImageSet.open(FABRIC).normals();
		test = ImageSet.open(FABRIC).test();
		model = train(TrainingOptions.preset(Preset.MEMORY));
		detector = new AnomalyDetector(model, EmbeddedTeacher.DEFAULT.get(), ComputeDevice.of("cpu"));
	}

	private static AnomalyModel train(TrainingOptions.Builder options) throws IOException {
		return new Trainer(EmbeddedTeacher.DEFAULT.get(), options.device("cpu").build(), TrainingProgress.NONE).train(ImageSource.of(normals))
			.model();
	}

	@AfterAll
	static void close() {
		detector.close();
	}

	private static ImagePlane read(Sample sample) throws IOException {
		return ImagePlane.of(ImageReader.read(sample.image()));
	}

	@Test
	void normalImagesAndDefectsAreComparable() throws IOException {
		for (Sample sample : test) {
			DetectionResult result = detector.detect(read(sample), Progress.NONE);
			assertTrue(result.verdict() != Verdict.NOT_COMPARABLE && result.reason().isEmpty(), sample.name() + ": " + result.reason());
			if (sample.kind().equals("stain")) assertEquals(Verdict.ANOMALOUS, result.verdict(), sample.name());
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "HALF_BLACK", "QUARTER_WHITE" })
	void imagesOfNothingAreNotComparable(WrongImage kind) throws IOException {
		for (Sample sample : test.subList(0, 3)) {
			DetectionResult result = detector.detect(kind.of(read(sample)), Progress.NONE);
			assertEquals(Verdict.NOT_COMPARABLE, result.verdict(), kind + " of " + sample.name());
			assertEquals("not comparable", result.decision());
			assertFalse(result.anomalous() || result.reason().isEmpty());
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "HALF_BLACK", "QUARTER_WHITE" })
	void evenVeryLargeDefectsAreAnomalous(WrongImage kind) throws IOException {
		for (Sample sample : test.subList(0, 3))
			assertEquals(Verdict.ANOMALOUS, detector.detect(kind.of(read(sample)), Progress.NONE).verdict());
	}

	@Test
	void anotherSceneIsNotComparableAndItsChannelsAreSaid() throws IOException {
		for (Sample sample : ImageSet.open(BLOOD).test().subList(0, 5)) {
			DetectionResult result = detector.detect(read(sample), Progress.NONE);
			assertEquals(Verdict.NOT_COMPARABLE, result.verdict(), sample.name());
			assertTrue(result.comparison().note().contains("it has 3 channels, the model learned from images of 1 channel (grey)"), result
				.comparison().note());
		}
	}

	@Test
	void aNormalImageIsMostLikeItself() throws IOException {
		for (Sample sample : normals.subList(0, 5))
			assertEquals(sample.name(), detector.detect(read(sample), Progress.NONE).mostSimilar().orElseThrow().image());
	}

	@Test
	void noThresholdMakesAnImageComparable() throws IOException {
		DetectionResult blank = detector.detect(WrongImage.NOISE.of(read(test.get(0))), Progress.NONE);
		for (double threshold : new double[] { 1e-3, 1e6 })
			assertEquals(Verdict.NOT_COMPARABLE, blank.by(model.calibration().byHand(threshold)).verdict());
		DetectionResult normal = detector.detect(read(test.get(0)), Progress.NONE);
		assertEquals(Verdict.ANOMALOUS, normal.by(model.calibration().byHand(1e-3)).verdict());
		assertEquals(Verdict.NORMAL, normal.by(model.calibration().byHand(1e6)).verdict());
	}

	@Test
	void partsAreComparedAsTheirImageIs() throws IOException {
		DetectionResult noise = detector.detect(WrongImage.NOISE.of(read(test.get(0))), Progress.NONE);
		assertEquals(Verdict.NOT_COMPARABLE, noise.within(i -> i < 100).verdict());
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void aStudentKnowsWhatItsImagesAreLike(Mode mode) throws IOException {
		AnomalyModel student = train(TrainingOptions.preset(Preset.FAST).steps(2).size(64).mode(mode));
		try (AnomalyDetector judging = new AnomalyDetector(student, EmbeddedTeacher.DEFAULT.get(), ComputeDevice.of("cpu"))) {
			assertEquals(Verdict.NOT_COMPARABLE, judging.detect(WrongImage.NOISE.of(read(test.get(0))), Progress.NONE).verdict());
			for (Sample sample : test)
				assertTrue(judging.detect(read(sample), Progress.NONE).reason().isEmpty(), sample.name());
			assertEquals(normals.get(1).name(), judging.detect(read(normals.get(1)), Progress.NONE).mostSimilar().orElseThrow().image());
		}
	}

	/** As models of earlier versions and imported ones are. */
	@Test
	void withoutDescriptorsOnlyBlankImagesAreNoticed() throws IOException {
		AnomalyModel old = model.withDescriptors(Optional.empty());
		try (AnomalyDetector judging = new AnomalyDetector(old, EmbeddedTeacher.DEFAULT.get(), ComputeDevice.of("cpu"))) {
			DetectionResult noise = judging.detect(WrongImage.NOISE.of(read(test.get(0))), Progress.NONE);
			assertEquals(Verdict.ANOMALOUS, noise.verdict());
			assertTrue(noise.mostSimilar().isEmpty());
			assertEquals("all its pixels have the same value", judging.detect(WrongImage.WHITE.of(read(test.get(0))), Progress.NONE).reason());
		}
	}

	@Test
	void anotherSizeOrAspectIsSaidAndDoesNotDecide() {
		DetectionResult wide = detector.detect(Models.texture(400, 100, 1));
		assertTrue(wide.comparison().note().contains("another aspect ratio") && wide.comparison().note().contains("another size"), wide
			.comparison().note());
		try (AnomalyDetector untold = new AnomalyDetector(Models.model(Mode.WHOLE, 64), Models.teacher(), ComputeDevice.of("cpu"))) {
			assertEquals(List.of(), untold.detect(Models.texture(400, 100, 1)).comparison().differences());
			assertEquals(Verdict.NOT_COMPARABLE, untold.detect(ArrayImgs.unsignedBytes(64, 64)).verdict());
		}
	}

	@Test
	void smallRegionsDoNotCount() throws IOException {
		for (Sample sample : test) {
			DetectionResult all = detector.detect(read(sample), Progress.NONE);
			DetectionResult large = detector.withMinimumArea(200).detect(read(sample), Progress.NONE);
			assertTrue(large.score() <= all.score());
			assertEquals(large.anomalous(), !large.regions().isEmpty(), sample.name());
			assertEquals(all.regions().stream().filter(region -> region.area() >= 200).count(), large.regions().size());
			assertEquals(200, large.minimumArea());
			assertEquals(large.regions().stream().mapToLong(region -> region.area()).sum(), java.util.Arrays.stream(large.labels()).filter(
				label -> label > 0).count());
		}
	}
}
