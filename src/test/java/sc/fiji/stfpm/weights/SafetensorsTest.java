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
import java.util.stream.Stream;

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
		assertEquals(0, (8 + ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong()) % 8);
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

	@Test
	void theHeaderThatTheInvalidOnesDepartFromIsRead() throws IOException {
		byte[] json = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}".getBytes(StandardCharsets.UTF_8);
		Path file = folder.resolve("good.safetensors");
		Files.write(file, ByteBuffer.allocate(16 + json.length).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json)
			.array());
		try (TensorSource source = Safetensors.open(file)) {
			assertArrayEquals(new float[2], source.tensor("a").floats());
		}
	}
}
