package sc.fiji.stfpm.weights;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.teacher.WeightFile;

class SafetensorsTest {
	@TempDir
	Path folder;

	@Test
	void roundTripKeepsOrderTypesShapesValuesAndMetadata() throws IOException {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		Tensor values = Tensor.of(new float[] { 1.5f, -2, 0, 65504, 1e-7f, Float.NEGATIVE_INFINITY }, 3, 1, 2);
		for (DType dtype : List.of(DType.F32, DType.F16, DType.BF16, DType.F64))
			tensors.put("z" + dtype, values.as(dtype));
		tensors.put("counter", Tensor.ofLongs(new long[] { Long.MIN_VALUE }));
		tensors.put("empty", Tensor.of(new float[0], 0, 4));
		Map<String, String> metadata = Map.of("json", "{\"a\": \"<é\u2028>\"}");
		Path file = folder.resolve("model.stfpm");
		Safetensors.write(file, tensors, metadata);
		try (TensorSource read = WeightFile.open(file)) {
			assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.names()));
			assertEquals(metadata, read.metadata());
			for (String name : tensors.keySet()) {
				assertEquals(tensors.get(name).dtype(), read.dtype(name));
				assertArrayEquals(tensors.get(name).shape(), read.shape(name));
				assertEquals(tensors.get(name).bytes(), read.tensor(name).bytes());
			}
		}
		byte[] bytes = Files.readAllBytes(file);
		int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
		assertEquals(0, length % 8);
		String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
		assertTrue(header.length() - header.stripTrailing().length() < 8, "no more blanks than needed");
	}

	@Test
	void aFileWithoutTensorsIsOne() throws IOException {
		Path file = folder.resolve("none.safetensors");
		Safetensors.write(file, Map.of(), Map.of());
		assertEquals(10 + 6, Files.size(file), "a length, {} and blanks");
		try (Safetensors source = Safetensors.open(file)) {
			assertEquals(Map.of(), source.tensors());
		}
	}

	@Test
	void allTensorsAreReadAtOnceWhileTheFileIsOpen() throws IOException {
		Path file = folder.resolve("two.safetensors");
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		tensors.put("b", Tensor.of(new float[] { 1, 2, 3 }, 3));
		tensors.put("a", Tensor.of(new float[] { 4 }, 1));
		Safetensors.write(file, tensors, Map.of());
		Safetensors source = Safetensors.open(file);
		assertEquals(List.of("b", "a"), List.copyOf(source.tensors().keySet()));
		assertEquals(tensors.get("b").bytes(), source.tensors().get("b").bytes());
		assertEquals(12, source.tensors().get("b").byteCount());
		source.close();
		assertThrows(WeightFileException.class, () -> source.tensor("a"));
	}

	@Test
	void whatCannotBeStoredIsRefused() {
		Path file = folder.resolve("a.safetensors");
		assertThrows(IllegalArgumentException.class, () -> Safetensors.write(file, Map.of("__metadata__", Tensor.of(new float[1], 1)),
			Map.of()));
		Map<String, String> metadata = new LinkedHashMap<>();
		metadata.put("key", null);
		assertEquals("Metadata key has no value", assertThrows(NullPointerException.class, () -> Safetensors.write(file, Map.of(),
			metadata)).getMessage());
	}

	@Test
	void aHeaderLongerThanTheFileIsRefused() throws IOException {
		Path file = Files.write(folder.resolve("a.safetensors"), new byte[] { 20, 0, 0, 0, 0, 0, 0, 0, '{', '}', ' ', ' ' });
		assertEquals(file + ": not a valid safetensors file: it announces a header of 20 bytes, expected at most 4", assertThrows(
			WeightFileException.class, () -> Safetensors.open(file)).getMessage());
	}

	@Test
	void anUnknownTensorIsAnErrorNamingTheFile() throws IOException {
		Path file = folder.resolve("one.safetensors");
		Safetensors.write(file, Map.of("a", Tensor.of(new float[1], 1)), Map.of());
		try (TensorSource source = Safetensors.open(file)) {
			assertTrue(assertThrows(WeightFileException.class, () -> source.tensor("b")).getMessage().contains("one.safetensors"));
			assertThrows(IllegalArgumentException.class, () -> source.shape("b"));
		}
	}

	@Test
	void anOpenFileCanBeReplacedAndStaysReadable() throws IOException {
		Path file = folder.resolve("a.safetensors");
		Safetensors.write(file, Map.of("a", Tensor.of(new float[] { 1 }, 1)), Map.of());
		try (TensorSource old = Safetensors.open(file)) {
			Safetensors.write(file, Map.of("a", Tensor.of(new float[] { 2 }, 1)), Map.of());
			try (TensorSource replaced = Safetensors.open(file)) {
				assertEquals(2, replaced.tensor("a").floats()[0]);
			}
		}
	}

	@Test
	void writingOverAFolderOrIntoNoneNamesTheTarget() {
		for (Path target : List.of(folder, folder.resolve("no/such/a.safetensors"))) {
			WeightFileException e = assertThrows(WeightFileException.class, () -> Safetensors.write(target, Map.of(), Map.of()));
			assertTrue(e.getMessage().startsWith(target.toString()), e.getMessage());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = {
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[0],'data_offsets':[8,8]}}",
		"{'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
		"{'a':{'dtype':'F8','shape':[8],'data_offsets':[0,8]}}",
		"{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}",
		"{'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}",
		"{'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}}",
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}}",
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}}",
		"{'a':{'dtype':'F32','shape':[4611686018427387904,4,2],'data_offsets':[0,8]}}",
		"{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
		"{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
		"{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}",
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'more':1}}",
		"{'a':{'shape':[2],'data_offsets':[0,8]}}",
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},}",
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} {}",
		"{'__metadata__':{'n':1},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
		"{'a':7}", "[]", " {}", "{", "" })
	void invalidHeadersAreRefused(String header) throws IOException {
		byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		Path file = folder.resolve("bad.safetensors");
		Files.write(file, ByteBuffer.allocate(16 + json.length).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json)
			.array());
		WeightFileException e = assertThrows(WeightFileException.class, () -> Safetensors.open(file));
		assertTrue(e.getMessage().contains("bad.safetensors"), e.getMessage());
	}

	private Path file(String header) throws IOException {
		byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		return Files.write(folder.resolve("some.safetensors"), ByteBuffer.allocate(16 + json.length).order(ByteOrder.LITTLE_ENDIAN)
			.putLong(json.length).put(json).put(new byte[] { 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40 }).array());
	}

	/** The data are 1 and 2. */
	@Test
	void theHeaderThatTheInvalidOnesDepartFromIsRead() throws IOException {
		try (TensorSource source = Safetensors.open(file("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}"))) {
			assertArrayEquals(new float[] { 1, 2 }, source.tensor("a").floats());
		}
	}

	@Test
	void dataMayLieInAnotherOrderThanTheirNames() throws IOException {
		try (TensorSource source = Safetensors.open(file("{'none':{'dtype':'F32','shape':[0],'data_offsets':[4,4]},'b':{'dtype':'F32',"
			+ "'shape':[1],'data_offsets':[4,8]},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'nothing':{'dtype':'F32',"
			+ "'shape':[0],'data_offsets':[0,0]}}")))
		{
			assertEquals(List.of("none", "b", "a", "nothing"), List.copyOf(source.names()));
			assertArrayEquals(new float[] { 1 }, source.tensor("a").floats());
			assertArrayEquals(new float[] { 2 }, source.tensor("b").floats());
		}
	}

	/** JSON has line ends and tabs between values, and no control character anywhere else. */
	@Test
	void ofControlCharactersOnlyBlanksAreRead() throws IOException {
		String header = "{?'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}";
		Safetensors.open(file(header.replace("?", "\r\n\t "))).close();
		for (char control : new char[] { 0, 1, '\b', 31 })
			for (String bad : List.of(header.replace('?', control), header.replace("?", "").replace("a'", "a" + control + "'"))) {
				Path file = file(bad);
				assertTrue(assertThrows(WeightFileException.class, () -> Safetensors.open(file)).getMessage().contains(
					"found the control character " + (int) control));
			}
	}
}
