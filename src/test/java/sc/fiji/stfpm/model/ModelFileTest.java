package sc.fiji.stfpm.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.model.Preprocessing.Mode;
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
		assertEquals(model.student().sha256(), read.student().sha256());
		assertEquals(model.teacher(), read.teacher());
		assertEquals(model.calibration(), read.calibration());
		assertEquals(model.record(), read.record());
		assertEquals(model.formula(), read.formula());
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
