package sc.fiji.stfpm.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.FalseAlarmRate;
import sc.fiji.stfpm.score.FalseAlarms;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;

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
		rewriteHeader("\"version\":1", "\"version\":2");
		IOException e = assertThrows(IOException.class, () -> ModelFile.read(file));
		assertTrue(e.getMessage().contains("version 2") && e.getMessage().contains("update"), e.getMessage());
	}

	@Test
	void anIncompleteDescriptionIsRefused() throws IOException {
		for (String key : List.of("backbone", "studentSha256", "teacher", "preprocessing", "formula", "calibration",
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
		rewriteHeader(",\"scores\":[0.1,0.2],\"basis\":\"HELD_OUT\",\"chosenOn\":[]", "");
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

	/** Every byte but those of the calibration, also what has no decimal digits: the loss of an untrained model is NaN. */
	@Test
	void anotherThresholdChangesNothingElseInTheFile() throws IOException {
		ModelFile.write(file, model.selfContained(Models.teacher().weights()));
		byte[] before = Files.readAllBytes(file);
		Calibration changed = model.calibration().withThreshold(0.15f, "chosen", Set.of("0123456789abcdef", "fedcba9876543210"));
		ModelFile.recalibrate(file, changed, file);
		byte[] after = Files.readAllBytes(file);
		String calibration = Json.text(model.calibration()).replace("\"", "\\\""), other = Json.text(changed).replace("\"",
			"\\\"");
		assertEquals(header(before).replace(calibration, other).trim(), header(after).trim());
		assertNotEquals(header(before).trim(), header(after).trim());
		assertArrayEquals(data(before), data(after));
		assertEquals(changed, ModelFile.read(file).calibration());
		try (var files = Files.list(folder)) {
			assertEquals(1, files.count());
		}
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

	private static byte[] data(byte[] bytes) {
		return Arrays.copyOfRange(bytes, dataStart(bytes), bytes.length);
	}

	private void rewriteHeader(String from, String to) throws IOException {
		Map<String, Tensor> tensors = new java.util.LinkedHashMap<>();
		String text;
		try (Safetensors source = Safetensors.open(file)) {
			for (String name : source.names())
				tensors.put(name, source.tensor(name));
			text = source.metadata().get(ModelFile.KEY);
		}
		assertTrue(text.contains(from), text);
		Safetensors.write(file, tensors, Map.of(ModelFile.KEY, text.replace(from, to)));
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
