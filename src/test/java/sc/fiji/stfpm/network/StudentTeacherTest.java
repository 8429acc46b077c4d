package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.stfpm.testing.Relative.assertClose;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.stfpm.testing.Shared;
import sc.fiji.stfpm.testing.Weights;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

class StudentTeacherTest {
	private static final String EXPECTED = "expected-inference.safetensors";
	private static final ComputeDevice CPU = ComputeDevice.of("cpu");

	@Test
	void featuresAndDistancesAreThoseOfPyTorch() throws IOException {
		float[] input = Weights.tensor(EXPECTED, "input");
		try (StudentTeacher networks = new StudentTeacher(Weights.resnet18("teacher-resnet18.safetensors"), Weights.resnet18(
			"student-resnet18.safetensors"), CPU))
		{
			List<float[]> features = networks.teacherFeatures(Arrays.copyOf(input, input.length / 2), 1, 256, 256);
			List<List<DistanceMap>> distances = networks.distances(input, 2, 256, 256);
			for (int l = 0; l < 3; l++) {
				assertClose("features of layer" + (l + 1), Weights.tensor(EXPECTED, "teacher.layer" + (l + 1) + ".image0"),
					features.get(l), 1e-5);
				float[] both = Weights.tensor(EXPECTED, "distance.layer" + (l + 1));
				for (int i = 0; i < 2; i++)
					assertClose("distance at layer" + (l + 1) + " of image " + i, Arrays.copyOfRange(both, i * both.length / 2, (i +
						1) * both.length / 2), distances.get(i).get(l).values(), 1e-5);
			}
		}
	}

	@Test
	void sizesThatTheStrideDoesNotDivideWork() throws IOException {
		String file = "expected-inference-200x152.safetensors";
		try (StudentTeacher networks = new StudentTeacher(Weights.resnet18("teacher-resnet18.safetensors"), Weights.resnet18(
			"student-resnet18.safetensors"), CPU))
		{
			List<DistanceMap> distances = networks.distances(Weights.tensor(file, "input"), 1, 200, 152).get(0);
			assertEquals(13, distances.get(2).height());
			assertEquals(10, distances.get(2).width());
			for (int l = 0; l < 3; l++)
				assertClose("layer" + (l + 1), Weights.tensor(file, "distance.layer" + (l + 1)), distances.get(l).values(), 1e-5);
		}
	}

	/** Recorded when the tests above agreed with PyTorch, so that a build without the reference files notices a change. */
	@Test
	void distancesAreThoseThatWereRecorded() throws IOException {
		float[] image = new float[3 * 64 * 64];
		for (int i = 0; i < image.length; i++)
			image[i] = (float) Math.sin(0.37 * (i % 64) + 0.21 * (i / 64 % 64) + i / 4096);
		float[][] firstAndMiddle = { { 1.028188f, 0.9192978f }, { 1.2382998f, 1.2348975f }, { 1.1922215f, 1.0444278f } };
		double[] means = { 0.9448083858005702, 1.1820104727521539, 1.1974509432911873 };
		try (StudentTeacher networks = new StudentTeacher(BackboneWeights.random(Backbone.RESNET18, 4), BackboneWeights.random(
			Backbone.RESNET18, 3), CPU))
		{
			List<DistanceMap> maps = networks.distances(image, 1, 64, 64).get(0);
			for (int l = 0; l < 3; l++) {
				float[] values = maps.get(l).values();
				assertClose("layer" + (l + 1), firstAndMiddle[l], new float[] { values[0], values[values.length / 2] }, 1e-4);
				double sum = 0;
				for (float v : values)
					sum += v;
				assertClose("mean of layer" + (l + 1), means[l], sum / values.length, 1e-4);
			}
		}
	}

	@Test
	void wideResNetIsThatOfPyTorch() throws IOException {
		JsonObject expected;
		try (Reader in = Files.newBufferedReader(Shared.path("conformance/expected-wide-resnet50-2.json"))) {
			expected = JsonParser.parseReader(in).getAsJsonObject();
		}
		BackboneWeights weights = byFormula(Backbone.WIDE_RESNET50_2);
		float[] image = Weights.tensor(EXPECTED, "input");
		float[] crop = new float[3 * 128 * 128];
		for (int row = 0; row < 3 * 128; row++)
			System.arraycopy(image, (row / 128 * 256 + row % 128) * 256, crop, row * 128, 128);
		try (StudentTeacher networks = new StudentTeacher(weights, weights, CPU)) {
			List<float[]> features = networks.teacherFeatures(crop, 1, 128, 128);
			for (int l = 0; l < 3; l++)
				checkLayer(expected.getAsJsonArray("layers").get(l).getAsJsonObject(), features.get(l));
		}
	}

	private static void checkLayer(JsonObject expected, float[] values) {
		double sum = 0, max = 0;
		for (float v : values) {
			sum += v;
			max = Math.max(max, v);
		}
		double mean = sum / values.length, squares = 0;
		for (float v : values)
			squares += (v - mean) * (v - mean);
		assertClose("mean", expected.get("mean").getAsDouble(), mean, 1e-4);
		assertClose("deviation", expected.get("std").getAsDouble(), Math.sqrt(squares / values.length), 1e-4);
		assertClose("max", expected.get("max").getAsDouble(), max, 1e-4);
		int h = expected.getAsJsonArray("shape").get(2).getAsInt(), w = expected.getAsJsonArray("shape").get(3).getAsInt();
		for (JsonElement at : expected.getAsJsonArray("at")) {
			double[] p = new double[4];
			for (int i = 0; i < 4; i++)
				p[i] = at.getAsJsonArray().get(i).getAsDouble();
			assertEquals(p[3], values[((int) p[0] * h + (int) p[1]) * w + (int) p[2]], 1e-4 * max);
		}
	}

	/** The weights that the reference file describes. */
	private static BackboneWeights byFormula(Backbone backbone) {
		Map<String, float[]> values = new LinkedHashMap<>();
		backbone.tensorShapes().forEach((name, shape) -> {
			CRC32 crc = new CRC32();
			crc.update(name.getBytes(StandardCharsets.UTF_8));
			int state = (int) crc.getValue();
			float[] value = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
			for (int i = 0; i < value.length; i++) {
				state = 1664525 * state + 1013904223;
				value[i] = (float) scaled(name, shape, (state >>> 8) / 0x1p24);
			}
			values.put(name, value);
		});
		return BackboneWeights.of(backbone, values);
	}

	private static double scaled(String name, long[] shape, double u) {
		if (shape.length == 4) return (2 * u - 1) * Math.sqrt(6.0 / (shape[1] * shape[2] * shape[3]));
		if (name.endsWith("bn3.weight")) return 0.2 + 0.5 * u;
		if (name.endsWith("running_var")) return 0.5 + u;
		return name.endsWith(".weight") ? 0.5 + 0.5 * u : 0.2 * u - 0.1;
	}

	@Test
	void aNetworkIsAtNoDistanceFromItself() {
		BackboneWeights weights = BackboneWeights.random(Backbone.RESNET18, 1);
		try (StudentTeacher networks = new StudentTeacher(weights, weights, CPU)) {
			for (DistanceMap map : networks.distances(noise(2, 64), 2, 64, 64).get(1))
				for (float value : map.values())
					assertEquals(0, value);
		}
	}

	@Test
	void distancesLieBetweenZeroAndFour() {
		try (StudentTeacher networks = new StudentTeacher(BackboneWeights.random(Backbone.RESNET18, 1), BackboneWeights
			.random(Backbone.RESNET18, 2), CPU))
		{
			for (DistanceMap map : networks.distances(noise(1, 64), 1, 64, 64).get(0))
				for (float value : map.values())
					assertTrue(value > 0 && value <= 4, "distance " + value);
		}
	}

	@Test
	void anImageGivesTheSameAloneAndInABatch() {
		float[] images = noise(3, 96);
		try (StudentTeacher networks = new StudentTeacher(BackboneWeights.random(Backbone.RESNET18, 1), BackboneWeights
			.random(Backbone.RESNET18, 2), CPU))
		{
			float[] inBatch = networks.distances(images, 3, 96, 96).get(2).get(0).values();
			float[] alone = networks.distances(Arrays.copyOfRange(images, images.length / 3 * 2, images.length), 1, 96, 96).get(
				0).get(0).values();
			assertClose("layer1", inBatch, alone, 1e-5);
		}
	}

	@Test
	void teacherAndStudentMustBeOfOneBackbone() {
		Exception e = assertThrows(IllegalArgumentException.class, () -> new StudentTeacher(BackboneWeights.random(
			Backbone.RESNET18, 1), BackboneWeights.random(Backbone.WIDE_RESNET50_2, 1), CPU));
		assertTrue(e.getMessage().contains("resnet18") && e.getMessage().contains("wide_resnet50_2"), e.getMessage());
	}

	@Test
	void anUnknownDeviceIsRefusedWithWhatThereIs() {
		Exception e = assertThrows(IllegalArgumentException.class, () -> ComputeDevice.of("nonsense"));
		assertTrue(e.getMessage().contains("nonsense") && e.getMessage().contains("gpu:N"), e.getMessage());
		Exception missing = assertThrows(IllegalArgumentException.class, () -> ComputeDevice.of("gpu:77"));
		assertTrue(missing.getMessage().contains("gpu:77") && missing.getMessage().contains("cpu"), missing.getMessage());
		assertEquals("cpu", ComputeDevice.of("CPU").id());
	}

	@Test
	void randomWeightsFollowFromTheSeed() {
		BackboneWeights a = BackboneWeights.random(Backbone.RESNET18, 5);
		assertEquals(a.sha256(), BackboneWeights.random(Backbone.RESNET18, 5).sha256());
		assertArrayEquals(a.floats("conv1.weight"), BackboneWeights.random(Backbone.RESNET18, 5).floats("conv1.weight"));
		assertTrue(!a.sha256().equals(BackboneWeights.random(Backbone.RESNET18, 6).sha256()));
	}

	static float[] noise(int n, int side) {
		Random random = new Random(7);
		float[] values = new float[n * 3 * side * side];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}
}
