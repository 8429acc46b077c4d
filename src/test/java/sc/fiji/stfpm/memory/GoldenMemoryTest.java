package sc.fiji.stfpm.memory;

import static sc.fiji.stfpm.testing.Relative.assertClose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.FeatureSampler.Core;
import sc.fiji.stfpm.network.FeatureSampler.LayerSample;
import sc.fiji.stfpm.network.FeatureSampler;
import sc.fiji.stfpm.network.MemoryNetwork;
import sc.fiji.stfpm.score.LayerDistances;
import sc.fiji.stfpm.score.SummedMap;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.weights.Safetensors;

/** Against {@code src/test/python/normal_memory.py}: features, whitening, distances and map. */
class GoldenMemoryTest {
	private static final int SIZE = 64;
	private static final int LAYERS = 3;
	private static final int PROBE = 5;
	private static final float[] WEIGHTS = { 1, 0.5f, 1 }, SCALES = { 0.3f, 0.5f, 0.7f };
	private static final double[] MEAN = { 0.485, 0.456, 0.406 }, DEVIATION = { 0.229, 0.224, 0.225 };
	private static final double AGREE = 1e-4;
	private static final Core ALL = new Core(0, 0, SIZE, SIZE);

	@TempDir
	private Path folder;
	private Safetensors golden;
	private List<LayerLearner> learners;

	@BeforeEach
	void learn() throws IOException {
		Path copy = folder.resolve("golden.safetensors");
		try (InputStream in = GoldenMemoryTest.class.getResourceAsStream("normal-memory.safetensors")) {
			Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
		}
		golden = Safetensors.open(copy);
		learners = new ArrayList<>();
		try (FeatureSampler sampler = sampler()) {
			for (int image = 0; image < 3; image++) {
				List<LayerSample> samples = sampler.sample(0, image(image), SIZE, SIZE, ALL, LAYERS);
				for (int l = 0; l < LAYERS; l++) {
					LayerSample sample = samples.get(l);
					if (image == 0) learners.add(new LayerLearner(l, sample.sum().length, WEIGHTS[l]));
					learners.get(l).shown().statistics().add(sample.sum(), sample.products(), (long) sample.columns() * sample.rows());
					learners.get(l).shown().add(image, sample.at(new int[] { 0 }), new float[MemoryBank.POSITION]);
				}
			}
		}
	}

	private static FeatureSampler sampler() throws IOException {
		return new FeatureSampler(EmbeddedTeacher.DEFAULT.get().weights(), ComputeDevice.of("cpu"));
	}

	private static float[] image(int number) {
		float[] values = new float[3 * SIZE * SIZE];
		for (int c = 0, at = 0; c < 3; c++)
			for (int y = 0; y < SIZE; y++)
				for (int x = 0; x < SIZE; x++, at++) {
					int pixel = (x * (number + 3) + y * (2 + c) + x * y / (4 + number)) % 256;
					values[at] = (float) ((pixel / 255.0 - MEAN[c]) / DEVIATION[c]);
				}
		return values;
	}

	private float[] golden(int layer, String part) throws IOException {
		return golden.tensor("layer" + (layer + 1) + "." + part).floats();
	}

	private MemoryBank bank(int layer) throws IOException {
		MemoryBank begun = learners.get(layer).begin(0.1, 1, 1, () -> false);
		return new MemoryBank(layer, begun.whitening(), golden.tensor("layer" + (layer + 1) + ".memory"), WEIGHTS[layer],
			SCALES[layer]);
	}

	@Test
	void pooledFeaturesAgree() throws IOException {
		try (FeatureSampler sampler = sampler()) {
			List<LayerSample> samples = sampler.sample(0, image(PROBE), SIZE, SIZE, ALL, LAYERS);
			for (int l = 0; l < LAYERS; l++) {
				int step = samples.get(l).columns() * samples.get(l).rows() / 4;
				assertClose("layer " + l, golden(l, "pooled"), samples.get(l).at(new int[] { 0, step, 2 * step, 3 * step }), AGREE);
			}
		}
	}

	@Test
	void whiteningAgrees() throws IOException {
		for (int l = 0; l < LAYERS; l++) {
			Whitening whitening = bank(l).whitening();
			assertClose("mean " + l, golden(l, "mean"), whitening.mean(), AGREE);
			float[] rows = golden(l, "whitening");
			assertClose("whitening " + l, rows, Arrays.copyOf(whitening.matrix(), rows.length), AGREE);
		}
	}

	@Test
	void distancesAndMapAgree() throws IOException {
		List<MemoryBank> banks = new ArrayList<>();
		for (int l = 0; l < LAYERS; l++)
			banks.add(bank(l));
		try (MemoryNetwork network = new MemoryNetwork(EmbeddedTeacher.DEFAULT.get().weights(), List.of(banks), ComputeDevice.of(
			"cpu")))
		{
			List<DistanceMap> maps = network.distances(0, image(PROBE), 1, SIZE, SIZE).get(0);
			for (int l = 0; l < LAYERS; l++)
				assertClose("distances " + l, golden(l, "distances"), maps.get(l).values(), AGREE);
			assertClose("map", golden.tensor("map").floats(), SummedMap.fuse(List.of(new LayerDistances(SIZE, SIZE, maps)), 50, 70),
				AGREE);
		}
	}
}
