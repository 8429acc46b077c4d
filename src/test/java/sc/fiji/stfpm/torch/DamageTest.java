package sc.fiji.stfpm.torch;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.teacher.WeightFile;
import sc.fiji.stfpm.testing.Shared;
import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorSource;
import sc.fiji.stfpm.weights.WeightFileException;

/** No file that lacks bytes anywhere may load, and the complaint names the file. */
class DamageTest {
	@TempDir
	Path folder;

	@Test
	void safetensorsWithMissingBytes() throws IOException {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		tensors.put("a", Tensor.of(new float[] { 1, 2, 3, 4, 5, 6 }, 2, 3));
		tensors.put("b.é", Tensor.ofLongs(new long[] { 7 }));
		// Whitespace as data must not pass for the end of a shortened header.
		tensors.put("c", Tensor.ofBytes(DType.U8, "                ".getBytes(), 16));
		Path file = folder.resolve("a.safetensors");
		Safetensors.write(file, tensors, Map.of("note", "of \"this\" file"));
		sweep(file, 1);
	}

	@Test
	void safetensorsWithoutData() throws IOException {
		Path file = folder.resolve("empty.safetensors");
		Safetensors.write(file, Map.of("none", Tensor.of(new float[0], 0)), Map.of("a", "b"));
		sweep(file, 1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void checkpointWithMissingBytes(boolean legacy) throws IOException {
		sweep(Checkpoints.small(legacy).writeTo(folder.resolve("a.pth")), 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "teacher-resnet18.pth", "teacher-resnet18-legacy.pth" })
	void pytorchsOwnCheckpointWithMissingBytes(String name) throws IOException {
		sweep(Shared.path("conformance/" + name), 6007);
	}

	/** Takes out 1, 3 and 8 bytes, and all to the end, at every {@code step}th byte and at each of the last 200. */
	private void sweep(Path file, int step) throws IOException {
		readAll(file);
		byte[] whole = Files.readAllBytes(file);
		Path damaged = folder.resolve("damaged");
		for (int at = 0; at < whole.length; at += at > whole.length - 200 ? 1 : step)
			for (int count : new int[] { 1, 3, 8, whole.length })
				assertRefused(without(whole, at, Math.min(count, whole.length - at)), damaged, at, count);
	}

	private static byte[] without(byte[] whole, int at, int count) {
		byte[] rest = new byte[whole.length - count];
		System.arraycopy(whole, 0, rest, 0, at);
		System.arraycopy(whole, at + count, rest, at, rest.length - at);
		return rest;
	}

	private static void assertRefused(byte[] content, Path file, int at, int count) throws IOException {
		Files.write(file, content);
		WeightFileException e = assertThrows(WeightFileException.class, () -> readAll(file),
			() -> count + " bytes missing at " + at);
		assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
	}

	private static void readAll(Path file) throws IOException {
		try (TensorSource source = WeightFile.open(file)) {
			for (String name : source.names())
				source.tensor(name);
		}
	}
}
