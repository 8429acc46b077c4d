package sc.fiji.stfpm.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.ParameterizedTest;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.memory.ImageDescriptors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.FalseAlarmRate;
import sc.fiji.stfpm.score.FalseAlarms;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.score.Patches;
import sc.fiji.stfpm.score.ThresholdRule;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorDigest;

@Tag("slow")
class ModelFileTest {
	@TempDir
	private Path folder;
	private Path file;
	private AnomalyModel model;

	@BeforeEach
	void write() throws IOException {
		file = folder.resolve("a.stfpm");
		model = Models.model(Mode.TILES, 128);
		ModelFile.write(file, model);
	}

	/** Other software would take them for scores of images. */
	@Test
	void scoresOfPatchesAreReadByThisVersionAlone() throws IOException {
		Calibration calibration = Calibration.of(new float[] { 1, 2, 3 }, ThresholdRule.DEFAULT, new Patches(900, 3, 1, false));
		ModelFile.write(file, model.withCalibration(calibration));
		assertEquals(calibration, ModelFile.read(file).calibration());
		assertTrue(header(Files.readAllBytes(file)).contains("version\\\":3"), header(Files.readAllBytes(file)));
		ModelFile.recalibrate(file, calibration.byHand(2.5), file);
		assertEquals(calibration.patches(), ModelFile.read(file).calibration().patches());
		assertTrue(header(Files.readAllBytes(file)).contains("version\\\":3"), header(Files.readAllBytes(file)));
		assertFalse(Json.text(model.calibration()).contains("patches"), "where there are none, the file is as it always was");
	}

	@Test
	void whatIsWrittenIsRead() throws IOException {
		AnomalyModel read = ModelFile.read(file);
		assertEquals(model.scoring().sha256(), read.scoring().sha256());
		assertEquals(model.teacher(), read.teacher());
		assertEquals(model.calibration(), read.calibration());
		assertEquals(model.record(), read.record());
		assertEquals(Models.student(model).formula(), Models.student(read).formula());
		assertEquals(Json.text(model.preprocessing()), Json.text(read.preprocessing()));
		assertTrue(read.ownTeacher().isEmpty());
	}

	@Test
	void aSelfContainedModelCarriesItsTeacher() throws IOException {
		ModelFile.write(file, model.selfContained(Models.teacher().weights()));
		assertEquals(model.teacher().sha256(), ModelFile.read(file).ownTeacher().orElseThrow().sha256());
	}

	@Test
	void cuttingOrRemovingBytesAnywhereIsAnErrorThatNamesTheFile() throws IOException {
		byte[] whole = Files.readAllBytes(file);
		int header = 8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
		List<Integer> positions = new ArrayList<>();
		for (int p = 0; p < header + 16; p += p < 64 ? 1 : 97)
			positions.add(p);
		for (int p = header + 1000; p < whole.length; p += whole.length / 20)
			positions.add(p);
		for (int p : positions) {
			for (int removed : new int[] { 1, 4, whole.length - p }) {
				if (p + removed > whole.length) continue;
				Path damaged = folder.resolve("damaged.stfpm");
				ByteBuffer bytes = ByteBuffer.allocate(whole.length - removed).put(whole, 0, p).put(whole, p + removed,
					whole.length - p - removed);
				Files.write(damaged, bytes.array());
				IOException e = assertThrows(IOException.class, () -> ModelFile.read(damaged), removed + " bytes removed at " +
					p);
				assertTrue(e.getMessage().contains("damaged.stfpm"), e.getMessage());
			}
		}
	}

	@Test
	void aChangedWeightIsNoticed() throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		bytes[bytes.length - 100] ^= 1;
		Files.write(file, bytes);
		IOException e = assertThrows(IOException.class, () -> ModelFile.read(file));
		assertTrue(e.getMessage().contains("a.stfpm") && e.getMessage().contains("checksum"), e.getMessage());
	}

	@Test
	void otherFilesAreNamedForWhatTheyAre() throws IOException {
		Path weights = folder.resolve("weights.safetensors");
		Safetensors.write(weights, Map.of("a", Tensor.of(new float[1], 1)), Map.of());
		assertTrue(assertThrows(IOException.class, () -> ModelFile.read(weights)).getMessage().contains(
			"not an anomaly model"));
		Path text = Files.writeString(folder.resolve("text.stfpm"), "hello, this is not a model");
		assertTrue(assertThrows(IOException.class, () -> ModelFile.read(text)).getMessage().contains("text.stfpm"));
		assertThrows(IOException.class, () -> ModelFile.read(folder.resolve("missing.stfpm")));
	}

	@Test
	void aNewerVersionIsRefused() throws IOException {
		rewriteHeader("\"version\":2", "\"version\":4");
		IOException e = assertThrows(IOException.class, () -> ModelFile.read(file));
		assertTrue(e.getMessage().contains("version 4") && e.getMessage().contains("update"), e.getMessage());
	}

	@Test
	void anIncompleteDescriptionIsRefused() throws IOException {
		for (String key : List.of("backbone", "student", "teacher", "preprocessing", "formula", "course", "calibration",
			"training", "mean", "threshold", "sha256"))
		{
			ModelFile.write(file, model);
			rewriteHeader("\"" + key + "\":", "\"x" + key.substring(1) + "\":");
			IOException e = assertThrows(IOException.class, () -> ModelFile.read(file), key);
			assertTrue(e.getMessage().contains("a.stfpm"), e.getMessage());
		}
	}

	/** As models were written before the scores were kept. */
	@Test
	void aModelWithoutItsHeldOutScoresStillOpens() throws IOException {
		rewriteHeader(",\"scores\":[0.1,0.2],\"basis\":\"HELD_OUT\",\"chosenOn\":[],\"level\":0.0", "");
		Calibration old = ModelFile.read(file).calibration();
		assertEquals(0.2f, old.threshold());
		assertEquals(List.of(), old.scores());
		assertEquals(new FalseAlarms(2, 2), old.falseAlarms().orElseThrow());
		Exception e = assertThrows(IllegalStateException.class, () -> old.withChoice(new FalseAlarmRate(0.5)));
		assertTrue(e.getMessage().contains("does not carry the scores") && e.getMessage().contains("train"), e.getMessage());
		ModelFile.recalibrate(file, old.byHand(0.5), file);
		assertEquals(old.byHand(0.5), ModelFile.read(file).calibration());
	}

	@Test
	void damagedScoresAreRefused() throws IOException {
		for (String scores : List.of("[0.2,0.1]", "[0.1]", "[0.1,null]", "[0.1,NaN]", "[\"low\",0.2]")) {
			ModelFile.write(file, model);
			rewriteHeader("\"scores\":[0.1,0.2]", "\"scores\":" + scores);
			IOException e = assertThrows(IOException.class, () -> ModelFile.read(file), scores);
			assertTrue(e.getMessage().contains("a.stfpm"), e.getMessage());
		}
	}

	/** Every byte but those of the calibration and the note of it, also what has no decimal digits: the loss of an untrained model is NaN. */
	@Test
	void anotherThresholdChangesNothingElseInTheFile() throws IOException {
		ModelFile.write(file, model.selfContained(Models.teacher().weights()));
		byte[] before = Files.readAllBytes(file);
		Calibration changed = model.calibration().withThreshold(0.15f, "chosen", Set.of("0123456789abcdef", "fedcba9876543210"));
		ModelFile.recalibrate(file, changed, file);
		byte[] after = Files.readAllBytes(file);
		String calibration = Json.text(model.calibration()).replace("\"", "\\\""), other = Json.text(changed).replace("\"",
			"\\\"");
		String note = ",\"changes\":" + Json.text(ModelFile.read(file).changes());
		assertEquals(withoutChecksum(header(before).replace(calibration, other)), withoutChecksum(header(after).replace(note.replace(
			"\"", "\\\""), "")));
		assertNotEquals(header(before).trim(), header(after).trim());
		assertArrayEquals(data(before), data(after));
		assertEquals(changed, ModelFile.read(file).calibration());
		try (var files = Files.list(folder)) {
			assertEquals(1, files.count());
		}
	}

	@Test
	void aModelSaysWhoChangedWhatAndFromWhich() throws IOException {
		AnomalyModel first = ModelFile.read(file);
		assertEquals(List.of(), first.changes());
		ModelFile.recalibrate(file, first.calibration().byHand(3), file);
		AnomalyModel second = ModelFile.read(file);
		ModelFile.recalibrate(file, second.calibration().byHand(4.5), file);
		List<Change> changes = ModelFile.read(file).changes();
		assertEquals(List.of("threshold 0.200000 to 3.00000 (" + second.calibration().provenance() + ")",
			"threshold 3.00000 to 4.50000 (" + second.calibration().byHand(4.5).provenance() + ")"), changes.stream().map(Change::what)
				.toList());
		assertEquals(List.of(ModelFile.digest(first), ModelFile.digest(second)), changes.stream().map(Change::before).toList());
		assertEquals(System.getProperty("user.name"), changes.get(0).user());
	}

	@Test
	void aModelThatIsBeingChangedIsNotChangedByAnother() throws IOException {
		byte[] before = Files.readAllBytes(file);
		try (WriteLock lock = WriteLock.ofFile(file)) {
			IOException e = assertThrows(IOException.class, () -> ModelFile.recalibrate(file, model.calibration().byHand(3), file));
			assertTrue(Reasons.of(e).contains("is being written by"), Reasons.of(e) + lock);
		}
		assertArrayEquals(before, Files.readAllBytes(file));
	}

	@Test
	void anotherThresholdCanGoToAnotherFile() throws IOException {
		byte[] before = Files.readAllBytes(file);
		Path target = folder.resolve("b.stfpm");
		ModelFile.recalibrate(file, model.calibration().byHand(3), target);
		assertArrayEquals(before, Files.readAllBytes(file));
		assertEquals(3, ModelFile.read(target).calibration().threshold());
		assertEquals(model.record(), ModelFile.read(target).record());
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void throughALinkTheModelItselfIsChanged() throws IOException {
		Path link = Files.createSymbolicLink(folder.resolve("link.stfpm"), file);
		ModelFile.recalibrate(link, model.calibration().byHand(3), link);
		assertTrue(Files.isSymbolicLink(link));
		assertEquals(3, ModelFile.read(file).calibration().threshold());
	}

	private static int dataStart(byte[] bytes) {
		return 8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
	}

	private static String header(byte[] bytes) {
		return new String(bytes, 8, dataStart(bytes) - 8, StandardCharsets.UTF_8);
	}

	private static String withoutChecksum(String header) {
		return header.replaceFirst("\"stfpm.sha256\":\"[0-9a-f]{64}\"", "").trim();
	}

	private static byte[] data(byte[] bytes) {
		return Arrays.copyOfRange(bytes, dataStart(bytes), bytes.length);
	}

	private void rewriteHeader(String from, String to) throws IOException {
		Map<String, Tensor> tensors;
		String text;
		try (Safetensors source = Safetensors.open(file)) {
			tensors = source.tensors();
			text = source.metadata().get(ModelFile.KEY);
		}
		assertTrue(text.contains(from), text);
		String changed = text.replace(from, to);
		Safetensors.write(file, tensors, Map.of(ModelFile.KEY, changed, Description.CHECKSUM, TensorDigest.of(changed)));
	}

	@Test
	void aChangedDescriptionIsNoticed() throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		int at = text.indexOf("0.229");
		assertTrue(at > 0);
		bytes[at + 4] = '8';
		Files.write(file, bytes);
		IOException e = assertThrows(IOException.class, () -> ModelFile.read(file));
		assertTrue(e.getMessage().contains("a.stfpm") && e.getMessage().contains("description") && e.getMessage().contains(
			"checksum"), e.getMessage());
	}

	@Test
	void aMemoryIsWrittenAndRead() throws IOException {
		AnomalyModel memory = Models.memory(Mode.WHOLE, 64, 96);
		ModelFile.write(file, memory);
		MemoryModel read = (MemoryModel) ModelFile.read(file).scoring();
		assertEquals(memory.scoring().sha256(), read.sha256());
		assertEquals(List.of(64, 96), read.sizes(memory.preprocessing()));
		for (int s = 0; s < 2; s++)
			for (int l = 0; l < 3; l++) {
				MemoryBank before = ((MemoryModel) memory.scoring()).scales().get(s).banks().get(l), after = read.scales().get(s)
					.banks().get(l);
				assertArrayEquals(before.vectors().floats(), after.vectors().floats());
				assertArrayEquals(before.whitening().matrix(), after.whitening().matrix());
				assertEquals(before.scale(), after.scale());
				assertEquals(before.positionWeight(), after.positionWeight());
			}
		try (Safetensors source = Safetensors.open(file)) {
			assertEquals(DType.F16, source.dtype("memory.1.layer3.vectors"));
		}
	}

	@Test
	void aDamagedMemoryIsNoticed() throws IOException {
		ModelFile.write(file, Models.memory(Mode.WHOLE, 64));
		byte[] bytes = Files.readAllBytes(file);
		bytes[bytes.length - 100] ^= 1;
		Files.write(file, bytes);
		IOException e = assertThrows(IOException.class, () -> ModelFile.read(file));
		assertTrue(e.getMessage().contains("a.stfpm") && e.getMessage().contains("memory") && e.getMessage().contains(
			"checksum"), e.getMessage());
	}

	@Test
	void aMissingLayerOfAMemoryIsNamed() throws IOException {
		ModelFile.write(file, Models.memory(Mode.WHOLE, 64));
		Map<String, Tensor> tensors = new java.util.LinkedHashMap<>();
		Map<String, String> metadata;
		try (Safetensors source = Safetensors.open(file)) {
			metadata = source.metadata();
			for (String name : source.names())
				if (!name.equals("memory.0.layer2.whitening")) tensors.put(name, source.tensor(name));
		}
		Safetensors.write(file, tensors, metadata);
		IOException e = assertThrows(IOException.class, () -> ModelFile.read(file));
		assertTrue(e.getMessage().contains("layer2") && e.getMessage().contains("lacks its whitening"), e.getMessage());
	}

	@Test
	void aMemoryThatDoesNotFitItsBackboneIsRefused() throws IOException {
		for (String[] change : new String[][] { { "\"layer\":\"layer2\"", "\"layer\":\"layer3\"" }, { "\"layer\":\"layer2\"",
			"\"layer\":\"layer9\"" }, { "\"scale\":0.1", "\"scale\":-0.1" }, { "\"positionWeight\":1.0",
				"\"positionWeight\":0.0" } })
		{
			ModelFile.write(file, Models.memory(Mode.WHOLE, 64));
			rewriteHeader(change[0], change[1]);
			IOException e = assertThrows(IOException.class, () -> ModelFile.read(file), change[1]);
			assertTrue(e.getMessage().contains("a.stfpm"), e.getMessage());
		}
	}

	private static ImageDescriptors descriptors(float limit) {
		int values = Backbone.RESNET18.stages().stream().mapToInt(Backbone.Stage::channels).sum();
		float[] mean = new float[values], scale = new float[values], vectors = new float[3 * CellMeans.CELLS * ImageDescriptors.WIDTH];
		for (int i = 0; i < values; i++) {
			mean[i] = i;
			scale[i] = 1f / (i + 1);
		}
		for (int i = 0; i < vectors.length; i++)
			vectors[i] = i % 17;
		return new ImageDescriptors(List.of("a/1.png", "a/2.png", "b, \"c\".png"), mean, scale, Tensor.of(vectors, 3, CellMeans.CELLS,
			ImageDescriptors.WIDTH).as(DType.F16), limit);
	}

	@ParameterizedTest
	@ValueSource(floats = { 2.5f, Float.POSITIVE_INFINITY })
	void descriptorsAreWrittenAndReadForEitherKind(float limit) throws IOException {
		for (AnomalyModel one : List.of(model, Models.memory(Mode.WHOLE, 64, 96))) {
			ModelFile.write(file, one.withDescriptors(Optional.of(descriptors(limit))));
			// Neither another threshold nor another change loses them.
			ModelFile.recalibrate(file, one.calibration().byHand(3), file);
			ModelFile.change(file, "nothing", current -> current.withMarked(List.of()));
			AnomalyModel read = ModelFile.read(file);
			ImageDescriptors found = read.descriptors().orElseThrow();
			assertEquals(List.of("a/1.png", "a/2.png", "b, \"c\".png"), found.images());
			assertEquals(limit, found.limit());
			assertArrayEquals(descriptors(1).mean(), found.mean());
			assertArrayEquals(descriptors(1).scale(), found.scale());
			assertArrayEquals(descriptors(1).vectors().floats(), found.vectors().floats());
			assertEquals(3, read.calibration().threshold());
		}
	}

	@Test
	void modelsWithoutDescriptorsOpenAndSayNothingOfThem() throws IOException {
		assertTrue(ModelFile.read(file).descriptors().isEmpty());
		try (Safetensors source = Safetensors.open(file)) {
			assertFalse(source.metadata().get(ModelFile.KEY).contains("descriptors"));
		}
	}

	@Test
	void damagedDescriptorsAreNoticed() throws IOException {
		ModelFile.write(file, model.withDescriptors(Optional.of(descriptors(2))));
		byte[] bytes = Files.readAllBytes(file);
		bytes[bytes.length - 100] ^= 1;
		Files.write(file, bytes);
		IOException e = assertThrows(IOException.class, () -> ModelFile.read(file));
		assertTrue(e.getMessage().contains("a.stfpm") && e.getMessage().contains("descriptors of its normal images") && e.getMessage().contains(
			"checksum"), e.getMessage());
		for (String[] change : new String[][] { { "\"images\":[\"a/1.png\",", "\"images\":[" }, { "\"limit\":2.0", "\"limit\":-2.0" } }) {
			ModelFile.write(file, model.withDescriptors(Optional.of(descriptors(2))));
			rewriteHeader(change[0], change[1]);
			assertTrue(assertThrows(IOException.class, () -> ModelFile.read(file), change[1]).getMessage().contains("a.stfpm"));
		}
	}

	@Test
	void descriptorsOfOtherLayersAreRefused() {
		ImageDescriptors one = descriptors(2);
		ImageDescriptors other = new ImageDescriptors(one.images(), new float[64], new float[64], one.vectors(), 2);
		Exception e = assertThrows(IllegalArgumentException.class, () -> model.withDescriptors(Optional.of(other)));
		assertTrue(e.getMessage().contains("64 features"), e.getMessage());
	}

	/** As version 0.1 wrote them: a student at the top, its course in the record of training, no checksum of the description. */
	@Test
	void modelsOfVersion1StillOpen() throws IOException {
		StudentModel student = Models.student(model);
		String text = "{\"version\":1,\"backbone\":\"resnet18\",\"studentSha256\":\"" + student.sha256() + "\",\"teacher\":" + Json
			.text(model.teacher()) + ",\"selfContained\":false,\"preprocessing\":" + Json.text(model.preprocessing())
			+ ",\"formula\":\"OFFICIAL\",\"calibration\":" + Json.text(model.calibration()) + ",\"training\":{\"preset\":\"fast\","
			+ "\"options\":\"none\",\"seed\":3,\"trainingImages\":10,\"heldOutImages\":2,\"steps\":7,\"bestStep\":5,\"finalLoss\":0.5,"
			+ "\"bestValidation\":0.25,\"seconds\":1.5,\"device\":\"cpu\",\"engine\":\"e\",\"software\":\"0.1\",\"date\":\"d\"}}";
		Safetensors.write(file, student.weights().toTensors("student."), Map.of(ModelFile.KEY, text));
		AnomalyModel read = ModelFile.read(file);
		assertEquals(student.sha256(), read.scoring().sha256());
		assertEquals(new TrainingCourse(7, 5, 0.5, 0.25), Models.student(read).course());
		assertEquals(MapFormula.OFFICIAL, Models.student(read).formula());
		assertEquals(model.calibration(), read.calibration());
		assertEquals(new TrainingRecord("fast", "none", 3, 10, 2, 1.5, "cpu", "e", "0.1", "d"), read.record());
		ModelFile.recalibrate(file, model.calibration().byHand(4), file);
		assertEquals(4, ModelFile.read(file).calibration().threshold());
		assertEquals(student.sha256(), ModelFile.read(file).scoring().sha256());
	}

	@Test
	void aFailedWriteLeavesTheOldModel() throws IOException {
		byte[] before = Files.readAllBytes(file);
		AnomalyModel other = Models.model(Mode.WHOLE, 64);
		Path blocked = folder.resolve("missing").resolve("b.stfpm");
		assertThrows(IOException.class, () -> ModelFile.write(blocked, other));
		assertArrayEquals(before, Files.readAllBytes(file));
		try (var files = Files.list(folder)) {
			assertEquals(1, files.count());
		}
	}

	@Test
	void aFolderIsNoPlaceForAModel() {
		IOException e = assertThrows(IOException.class, () -> ModelFile.checkWritable(folder));
		assertTrue(e.getMessage().contains("folder"), e.getMessage());
	}

	@Test
	void theDescriptionIsPlainTextForPython() throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		String start = new String(bytes, 8, 200, StandardCharsets.UTF_8);
		assertTrue(start.startsWith("{\"__metadata__\":{\"stfpm.model\":\"{"), start);
	}
}
