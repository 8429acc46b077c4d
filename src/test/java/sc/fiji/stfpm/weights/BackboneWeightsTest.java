package sc.fiji.stfpm.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.teacher.WeightFile;
import sc.fiji.stfpm.testing.Shared;

class BackboneWeightsTest {
	private static final BackboneWeights RANDOM = BackboneWeights.random(Backbone.RESNET18, 42);

	@TempDir
	Path folder;

	/** A source in memory. */
	private record Memory(Map<String, Tensor> tensors) implements TensorSource {
		@Override
		public Path path() {
			return Path.of("memory.safetensors");
		}

		@Override
		public Set<String> names() {
			return tensors.keySet();
		}

		@Override
		public Map<String, String> metadata() {
			return Map.of();
		}

		@Override
		public DType dtype(String name) {
			return tensors.get(name).dtype();
		}

		@Override
		public long[] shape(String name) {
			return tensors.get(name).shape();
		}

		@Override
		public Tensor tensor(String name) {
			return tensors.get(name);
		}

		@Override
		public void close() {}
	}

	@Test
	void theReferenceTeacherIsAResnet18() throws IOException {
		try (TensorSource source = WeightFile.open(Shared.path("conformance/teacher-resnet18.safetensors"))) {
			assertEquals(Backbone.RESNET18, BackboneWeights.detect(source, ""));
			BackboneWeights weights = BackboneWeights.read(source, Backbone.RESNET18, "");
			assertArrayEquals(source.tensor("layer3.1.bn2.running_var").floats(), weights.floats("layer3.1.bn2.running_var"));
		}
	}

	@Test
	void aFileWithoutLayer2IsRefusedWithACount() throws IOException {
		try (TensorSource source = WeightFile.open(Shared.path("conformance/teacher-resnet18.pth"))) {
			assertEquals(Backbone.RESNET18, BackboneWeights.detect(source, ""));
			String message = assertThrows(WeightFileException.class, () -> BackboneWeights.read(source, Backbone.RESNET18, ""))
				.getMessage();
			assertTrue(message.contains("teacher-resnet18.pth") && message.contains("layer2.0.conv1.weight is missing")
				&& message.contains("expected 75 tensors, found 25") && message.contains("and 45 more"), message);
		}
	}

	@Test
	void hashSurvivesFilesPrefixesAndUnusedTensors() throws IOException {
		Path file = folder.resolve("a.safetensors");
		Map<String, Tensor> tensors = RANDOM.toTensors("student.");
		tensors.put("student.fc.bias", Tensor.of(new float[10], 10));
		tensors.put("student.layer4.0.conv1.weight", Tensor.of(new float[1], 1));
		tensors.put("student.bn1.num_batches_tracked", Tensor.ofLongs(new long[1]));
		tensors.put("teacher.conv1.weight", Tensor.of(new float[1], 1));
		Safetensors.write(file, tensors, Map.of());
		try (TensorSource source = WeightFile.open(file)) {
			assertEquals(RANDOM.sha256(), BackboneWeights.read(source, BackboneWeights.detect(source, "student."), "student.").sha256());
		}
	}

	@Test
	void wronglyShapedExtraMissingAndUnusableTensorsAreNamedTogether() {
		Map<String, Tensor> tensors = RANDOM.toTensors("");
		tensors.remove("bn1.weight");
		tensors.put("bn1.bias", Tensor.of(new float[65], 65));
		tensors.put("bn1.running_mean", filled(Float.NaN));
		tensors.put("bn1.running_var", filled(-1));
		tensors.put("layer1.0.bn1.bias", Tensor.ofLongs(new long[64], 64));
		tensors.put("layer1.9.conv1.weight", Tensor.of(new float[1], 1));
		String message = assertThrows(WeightFileException.class,
			() -> BackboneWeights.read(new Memory(tensors), Backbone.RESNET18, "")).getMessage();
		for (String part : new String[] { "memory.safetensors", "bn1.weight is missing", "bn1.bias: expected shape [64]", "[65]",
			"bn1.running_mean: expected finite", "bn1.running_var: expected variances", "layer1.0.bn1.bias", "I64", "1 more" })
			assertTrue(message.contains(part), part + " in " + message);
	}

	@Test
	void ofMoreProblemsThanFiveTheOthersAreCounted() {
		Map<String, Tensor> tensors = RANDOM.toTensors("student.");
		for (int i = 1; i <= 5; i++)
			tensors.put("student.extra" + i, Tensor.of(new float[1], 1));
		String start = "memory.safetensors: not the weights of resnet18 under student. (expected 75 tensors, found 75 of them): ";
		assertTrue(refused(tensors).startsWith(start + "student.extra1 is unknown; ") && refused(tensors).endsWith(
			"; student.extra5 is unknown"), refused(tensors));
		tensors.put("student.extra6", Tensor.of(new float[1], 1));
		assertTrue(refused(tensors).endsWith("; student.extra5 is unknown; and 1 more problems"), refused(tensors));
	}

	private static String refused(Map<String, Tensor> tensors) {
		return assertThrows(WeightFileException.class, () -> BackboneWeights.read(new Memory(tensors), Backbone.RESNET18, "student."))
			.getMessage();
	}

	@Test
	void anExtraTensorAloneIsRefused() {
		Map<String, Tensor> tensors = RANDOM.toTensors("");
		tensors.put("layer1.2.conv1.weight", Tensor.of(new float[1], 1));
		assertTrue(assertThrows(WeightFileException.class, () -> BackboneWeights.read(new Memory(tensors), Backbone.RESNET18, ""))
			.getMessage().contains("layer1.2.conv1.weight is unknown"));
	}

	@Test
	void whatIsNoBackboneIsNotDetected() {
		String message = assertThrows(WeightFileException.class, () -> BackboneWeights.detect(new Memory(RANDOM.toTensors("")),
			"student.")).getMessage();
		assertEquals("memory.safetensors: expected the tensors of resnet18 or wide_resnet50_2 under torchvision's names after"
			+ " student., found [conv1.weight, bn1.weight, bn1.bias, bn1.running_mean, bn1.running_var] and so on, 75 tensors",
			message);
		Map<String, Tensor> stem = new LinkedHashMap<>(RANDOM.tensors());
		stem.keySet().removeIf(name -> name.startsWith("layer"));
		assertThrows(WeightFileException.class, () -> BackboneWeights.detect(new Memory(stem), ""));
	}

	@Test
	void wideResnetIsDetectedByItsShapes() throws IOException {
		Map<String, Tensor> some = new HashMap<>();
		Backbone.WIDE_RESNET50_2.tensorShapes().forEach((name, shape) -> {
			if (shape.length == 1)
				some.put(name, Tensor.of(new float[(int) shape[0]], shape));
		});
		assertEquals(Backbone.WIDE_RESNET50_2, BackboneWeights.detect(new Memory(some), ""));
	}

	@Test
	void halfPrecisionWeightsAreWidened() throws IOException {
		Map<String, Tensor> tensors = RANDOM.toTensors("");
		tensors.replace("bn1.weight", RANDOM.tensors().get("bn1.weight").as(DType.F16));
		assertEquals(RANDOM.sha256(), BackboneWeights.read(new Memory(tensors), Backbone.RESNET18, "").sha256());
	}

	@Test
	void valuesMustBeCompleteAndOfTheRightSize() {
		Map<String, float[]> values = new HashMap<>();
		RANDOM.tensors().forEach((name, tensor) -> values.put(name, tensor.floats()));
		assertEquals(RANDOM.sha256(), BackboneWeights.of(Backbone.RESNET18, values).sha256());
		assertEquals(Backbone.RESNET18, BackboneWeights.of(Backbone.RESNET18, values).backbone());
		values.put("bn1.running_var", new float[64]);
		BackboneWeights.of(Backbone.RESNET18, values);
		values.get("bn1.running_var")[3] = -1;
		assertEquals("bn1.running_var: expected variances from 0 on, found -1.0 at 3", assertThrows(IllegalArgumentException.class,
			() -> BackboneWeights.of(Backbone.RESNET18, values)).getMessage());
		values.put("bn1.running_var", new float[64]);
		values.put("bn1.bias", new float[1]);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> BackboneWeights.of(Backbone.RESNET18, values)).getMessage()
			.contains("bn1.bias"));
		values.remove("bn1.bias");
		assertThrows(IllegalArgumentException.class, () -> BackboneWeights.of(Backbone.RESNET18, values));
	}

	@Test
	void randomWeightsHaveTorchvisionsMoments() {
		BackboneWeights random = BackboneWeights.random(Backbone.RESNET18, 1);
		float[] weights = random.floats("layer3.1.conv2.weight");
		double sum = 0;
		double squares = 0;
		for (float w : weights) {
			sum += w;
			squares += (double) w * w;
		}
		double deviation = Math.sqrt(2.0 / (256 * 9));
		assertEquals(0, sum / weights.length, 5 * deviation / Math.sqrt(weights.length));
		assertEquals(deviation, Math.sqrt(squares / weights.length), 0.005 * deviation);
		assertArrayEquals(filled(1).floats(), random.floats("bn1.weight"));
		assertArrayEquals(filled(1).floats(), random.floats("bn1.running_var"));
		assertArrayEquals(new float[64], random.floats("bn1.running_mean"));
	}

	/** Pinned: a student's start belongs to its seed for ever, on every platform. */
	@Test
	void aSeedGivesTheSameBitsEverywhere() {
		assertEquals("e5f62ab1ba8a94eea8a3d6a36615dabcfb2529aeb360e5e9aa9323a2f4f7f0c8", BackboneWeights.random(Backbone.RESNET18,
			42).sha256());
		assertNotEquals(RANDOM.sha256(), BackboneWeights.random(Backbone.RESNET18, 43).sha256());
		assertFalse(RANDOM.floats("layer1.0.conv1.weight")[0] == RANDOM.floats("layer1.0.conv2.weight")[0]);
	}

	private static Tensor filled(float value) {
		float[] values = new float[64];
		Arrays.fill(values, value);
		return Tensor.of(values, 64);
	}
}
