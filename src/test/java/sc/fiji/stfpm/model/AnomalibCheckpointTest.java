package sc.fiji.stfpm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.stfpm.testing.Relative.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.stfpm.model.Preprocessing.Resampling;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.StudentTeacher;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.teacher.WeightFile;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.Weights;
import sc.fiji.stfpm.torch.AnomalibFiles.Layout;
import sc.fiji.stfpm.torch.AnomalibFiles;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

class AnomalibCheckpointTest {
	private static final BackboneWeights STUDENT = BackboneWeights.random(Backbone.RESNET18, 2);
	private static final BackboneWeights TEACHER = BackboneWeights.random(Backbone.RESNET18, 1);

	@TempDir
	private Path folder;

	private Path file() {
		return folder.resolve("model.ckpt");
	}

	private AnomalyModel read(AnomalibFiles files) throws IOException {
		return AnomalibCheckpoint.read(files.write(file(), STUDENT, TEACHER), Optional.empty());
	}

	@ParameterizedTest
	@CsvSource({ "V0, LINEAR", "HOOKS, LINEAR", "V1, ANTIALIASED", "V2, ANTIALIASED" })
	void everyLayoutBecomesAModelFile(Layout layout, Resampling resampling) throws IOException {
		Path written = folder.resolve("model.stfpm");
		ModelFile.write(written, read(new AnomalibFiles(layout)));
		AnomalyModel model = ModelFile.read(written);
		assertEquals(STUDENT.sha256(), model.scoring().sha256());
		assertEquals(TEACHER.sha256(), model.ownTeacher().orElseThrow().sha256());
		assertEquals(TEACHER.sha256(), model.teacher().sha256());
		assertEquals(MapFormula.ANOMALIB, Models.student(model).formula());
		assertEquals(256, model.preprocessing().size());
		assertEquals(resampling, model.preprocessing().resampling());
		assertEquals(0.25f, model.calibration().threshold());
		assertEquals(0, model.calibration().count());
		assertEquals(28, Models.student(model).course().steps());
		assertFalse(model.record().options().contains("assumed"), model.record().options());
	}

	@ParameterizedTest
	@EnumSource(names = { "V0", "V2" })
	void mapsAreThoseOfTheReference(Layout layout) throws IOException {
		String expected = "expected-inference.safetensors";
		Path file = new AnomalibFiles(layout).write(file(), Weights.resnet18("student-resnet18.safetensors"), Weights.resnet18(
			"teacher-resnet18.safetensors"));
		Path written = folder.resolve("model.stfpm");
		ModelFile.write(written, AnomalibCheckpoint.read(file, Optional.empty()));
		AnomalyModel model = ModelFile.read(written);
		float[] maps = Weights.tensor(expected, "map.anomalib.256");
		try (StudentTeacher networks = new StudentTeacher(model.ownTeacher().orElseThrow(), Models.student(model).weights(), ComputeDevice.of(
			"cpu")))
		{
			List<List<DistanceMap>> distances = networks.distances(Weights.tensor(expected, "input"), 2, 256, 256);
			for (int i = 0; i < 2; i++)
				assertClose("map of image " + i, Arrays.copyOfRange(maps, i * 256 * 256, (i + 1) * 256 * 256), AnomalyMap.fuse(
					distances.get(i), 256, 256, Models.student(model).formula()), 1e-5);
		}
	}

	@Test
	void aWideNetworkIsRecognised() throws IOException {
		BackboneWeights wide = BackboneWeights.random(Backbone.WIDE_RESNET50_2, 1);
		Path file = new AnomalibFiles(Layout.V2).write(file(), wide, wide);
		assertEquals(Backbone.WIDE_RESNET50_2, AnomalibCheckpoint.read(file, Optional.empty()).scoring().backbone());
	}

	@ParameterizedTest
	@EnumSource(names = { "V0", "V1", "V2" })
	void theImageSizeIsTheCheckpoints(Layout layout) throws IOException {
		AnomalibFiles files = new AnomalibFiles(layout);
		files.height = files.width = 320;
		assertEquals(320, read(files).preprocessing().size());
		AnomalibFiles oblong = new AnomalibFiles(layout);
		oblong.height = 128;
		assertFails(oblong, "[128, 256]", "squares");
	}

	@Test
	void aGivenThresholdCountsMoreThanTheCheckpoints() throws IOException {
		Path file = new AnomalibFiles(Layout.V2).write(file(), STUDENT, TEACHER);
		AnomalyModel model = AnomalibCheckpoint.read(file, Optional.of(0.75f));
		assertEquals(0.75f, model.calibration().threshold());
		assertTrue(model.calibration().provenance().contains("by hand"));
		assertThrows(IllegalArgumentException.class, () -> AnomalibCheckpoint.read(file, Optional.of(-1f)));
	}

	@ParameterizedTest
	@CsvSource({ "V2, NaN", "V2, 0", "V2, -3", "V1, 0.5", "V0, 0" })
	void aThresholdThatIsNoneMustBeGiven(Layout layout, float threshold) throws IOException {
		AnomalibFiles files = new AnomalibFiles(layout);
		files.threshold = threshold;
		assertFails(files, "threshold", "give a threshold on raw scores");
		assertEquals(1, AnomalibCheckpoint.read(file(), Optional.of(1f)).calibration().threshold());
	}

	@Test
	void aThresholdOnStandardisedScoresIsNotTaken() {
		AnomalibFiles files = new AnomalibFiles(Layout.V0);
		files.extra = "training_distribution.image_mean";
		assertFails(files, "standardised", "give a threshold");
	}

	@Test
	void otherLayersAreRefused() {
		AnomalibFiles files = new AnomalibFiles(Layout.V2);
		files.layers = new String[] { "layer2", "layer3" };
		assertFails(files, "[layer2, layer3]");
	}

	@Test
	void whatIsMissingIsNamed() throws IOException {
		AnomalibFiles files = new AnomalibFiles(Layout.V1);
		files.missing = "model.teacher_model.feature_extractor.layer3.1.bn2.weight";
		assertFails(files, files.missing + " is missing");
		new AnomalibFiles(Layout.V1).write(file(), STUDENT, null);
		assertMessage("model.teacher_model.feature_extractor.conv1.weight is missing");
	}

	@Test
	void aTeacherOfAnotherShapeIsRefused() throws IOException {
		new AnomalibFiles(Layout.V2).write(file(), STUDENT, BackboneWeights.random(Backbone.WIDE_RESNET50_2, 1));
		assertMessage("model.teacher_model.feature_extractor.layer1.0.conv1.weight", "expected shape [64, 64, 3, 3]");
	}

	@Test
	void anotherModelIsNamedAsSuch() throws IOException {
		AnomalibFiles patchCore = new AnomalibFiles(Layout.V2);
		patchCore.extra = "model.memory_bank";
		patchCore.write(file(), null, null);
		assertMessage("is not an STFPM checkpoint of anomalib", "model.memory_bank");
	}

	@Test
	void aDamagedFileIsAnErrorThatNamesIt() throws IOException {
		byte[] bytes = Files.readAllBytes(new AnomalibFiles(Layout.V2).write(file(), STUDENT, TEACHER));
		Files.write(file(), Arrays.copyOf(bytes, bytes.length / 2));
		assertMessage("model.ckpt");
		Files.writeString(file(), "no checkpoint");
		assertMessage("model.ckpt");
	}

	@Test
	void asATeacherTheSameFileIsStillRefused() throws IOException {
		new AnomalibFiles(Layout.V2).write(file(), STUDENT, TEACHER);
		assertTrue(assertThrows(IOException.class, () -> WeightFile.open(file()).close()).getMessage().contains("os.system"));
	}

	private void assertFails(AnomalibFiles files, String... parts) {
		IOException e = assertThrows(IOException.class, () -> read(files));
		assertParts(e, parts);
	}

	private void assertMessage(String... parts) {
		assertParts(assertThrows(IOException.class, () -> AnomalibCheckpoint.read(file(), Optional.empty())), parts);
	}

	private static void assertParts(IOException e, String... parts) {
		assertTrue(e.getMessage().contains("model.ckpt"), e.getMessage());
		for (String part : parts)
			assertTrue(e.getMessage().contains(part), e.getMessage());
	}
}
