package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.memory.LearnedBank.Replacement;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.memory.Whitening;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/** Against the definition written out, place by place and vector by vector. */
class MemoryNetworkTest {
	private static final BackboneWeights TEACHER = Models.teacher().weights();
	private static final ComputeDevice CPU = ComputeDevice.of("cpu");
	private static final int VECTORS = 300;

	private static float[] image(int height, int width, long seed) {
		Random random = new Random(seed);
		float[] values = new float[3 * height * width];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}

	/** A memory near the features of an image, so that distances differ from place to place. */
	private static MemoryBank bank(int layer, float positionWeight, float scale, List<float[]> features) {
		int channels = Backbone.RESNET18.stages().get(layer).channels(), width = channels + (positionWeight > 0 ? 2 : 0);
		Random random = new Random(layer);
		float[] mean = new float[channels], matrix = new float[channels * channels], vectors = new float[VECTORS * width];
		for (int i = 0; i < channels; i++) {
			mean[i] = random.nextFloat() * 0.1f;
			for (int j = 0; j <= i; j++)
				matrix[i * channels + j] = matrix[j * channels + i] = i == j ? 5 : (float) random.nextGaussian() * 0.3f;
		}
		Whitening whitening = new Whitening(mean, matrix);
		int places = features.get(layer).length / channels;
		for (int v = 0; v < VECTORS; v++) {
			double[] whitened = whitened(whitening, pooled(features.get(layer), channels, (int) Math.sqrt(places), random
				.nextInt(places)));
			for (int c = 0; c < channels; c++)
				vectors[v * width + c] = (float) (whitened[c] + 0.02 * random.nextGaussian());
			for (int p = channels; p < width; p++)
				vectors[v * width + p] = positionWeight * (random.nextFloat() * 2 - 1);
		}
		return new MemoryBank(layer, whitening, Tensor.of(vectors, VECTORS, width).as(DType.F16), positionWeight, scale);
	}

	/** Channel-normalised and averaged over the neighbours that there are. */
	private static double[] pooled(float[] features, int channels, int side, int place) {
		double[] sum = new double[channels];
		int count = 0, places = features.length / channels, height = places / side;
		for (int y = place / side - 1; y <= place / side + 1; y++)
			for (int x = place % side - 1; x <= place % side + 1; x++) {
				if (y < 0 || x < 0 || y >= height || x >= side) continue;
				double norm = 0;
				for (int c = 0; c < channels; c++)
					norm += Math.pow(features[c * places + y * side + x], 2);
				norm = Math.max(Math.sqrt(norm), 1e-12);
				for (int c = 0; c < channels; c++)
					sum[c] += features[c * places + y * side + x] / norm;
				count++;
			}
		for (int c = 0; c < channels; c++)
			sum[c] /= count;
		return sum;
	}

	private static double[] whitened(Whitening whitening, double[] feature) {
		int n = whitening.channels();
		double[] v = new double[n];
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				v[i] += whitening.matrix()[i * n + j] * (feature[j] - whitening.mean()[j]) / Math.sqrt(n);
		return v;
	}

	private static double distance(MemoryBank bank, float[] features, int side, int place) {
		int channels = bank.whitening().channels(), width = (int) bank.vectors().shape()[1];
		int places = features.length / channels;
		double[] v = whitened(bank.whitening(), pooled(features, channels, side, place));
		float[] vectors = bank.vectors().floats();
		double nearest = Double.POSITIVE_INFINITY;
		for (int m = 0; m < bank.size(); m++) {
			double sum = 0;
			for (int c = 0; c < channels; c++)
				sum += Math.pow(v[c] - vectors[m * width + c], 2);
			if (width > channels) {
				sum += Math.pow(bank.positionWeight() * MemoryBank.position(place % side, side) - vectors[m * width + channels], 2);
				sum += Math.pow(bank.positionWeight() * MemoryBank.position(place / side, places / side) - vectors[m * width
					+ channels + 1], 2);
			}
			nearest = Math.min(nearest, sum);
		}
		return nearest / bank.scale();
	}

	private static List<float[]> features(float[] image, int height, int width) {
		try (StudentTeacher networks = new StudentTeacher(TEACHER, TEACHER, CPU)) {
			return networks.teacherFeatures(image, 1, height, width);
		}
	}

	@ParameterizedTest
	// A scale so small that blocks near to a place do not hold its nearest vector, one that just parts them, and one without blocks.
	@CsvSource({ "0, 0.5", "1, 0.001", "1, 0.05", "1, 4" })
	void distancesAreThoseOfTheDefinition(float positionWeight, float scale) {
		int side = 160;
		float[] image = image(side, side, 5);
		List<float[]> features = features(image, side, side);
		List<MemoryBank> banks = List.of(bank(0, positionWeight, scale, features), bank(2, positionWeight, scale, features));
		try (MemoryNetwork network = new MemoryNetwork(TEACHER, List.of(banks), CPU)) {
			assertEquals(List.of(4, 16), network.strides(0));
			for (int again = 0; again < 2; again++) {
				List<DistanceMap> maps = network.distances(0, image, 1, side, side).get(0);
				for (int b = 0; b < 2; b++) {
					DistanceMap map = maps.get(b);
					for (int place = 0; place < map.values().length; place += 7) {
						double expected = distance(banks.get(b), features.get(banks.get(b).layer()), map.width(), place);
						assertEquals(expected, map.values()[place], 1e-4 * Math.max(expected, 1 / scale), "layer " + b + ", place " + place);
					}
				}
			}
		}
	}

	@Test
	void severalImagesAtOnceAndOtherSizesAreTheSameAsOneAfterTheOther() {
		float[] first = image(64, 96, 1), second = image(64, 96, 2), both = new float[2 * first.length];
		System.arraycopy(first, 0, both, 0, first.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		List<float[]> features = features(image(64, 64, 3), 64, 64);
		try (MemoryNetwork network = new MemoryNetwork(TEACHER, List.of(List.of(bank(1, 1, 0.1f, features))), CPU)) {
			List<List<DistanceMap>> together = network.distances(0, both, 2, 64, 96);
			network.distances(0, image(80, 80, 4), 1, 80, 80);
			float[] alone = network.distances(0, second, 1, 64, 96).get(0).get(0).values();
			for (int i = 0; i < alone.length; i++)
				assertEquals(alone[i], together.get(1).get(0).values()[i], 1e-4 * alone[i] + 1e-5);
			assertEquals(8 * 12, alone.length);
		}
	}

	/** What ran out of memory may be asked for again. */
	@Test
	void aCallThatFailsAddsNothingToTheMeans() {
		List<float[]> features = features(image(64, 64, 3), 64, 64);
		MemoryBank first = bank(0, 0, 0.1f, features), second = bank(1, 0, 0.1f, features);
		// Of too few channels, at which the engine stops after the first one is done.
		MemoryBank broken = new MemoryBank(1, first.whitening(), first.vectors(), 0, 0.1f);
		CellMeans means = new CellMeans(List.of(new CellMeans.Layer(64, 4), new CellMeans.Layer(128, 8)), 64, 64);
		try (MemoryNetwork network = new MemoryNetwork(TEACHER, List.of(List.of(first, broken), List.of(first, second)), CPU)) {
			assertThrows(EngineException.class, () -> network.distances(0, image(64, 64, 1), 64, 64, means.whole()));
			assertArrayEquals(new float[means.means().length], means.means());
			network.distances(1, image(64, 64, 1), 64, 64, means.whole());
			assertTrue(means.means()[0] > 0);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 5 })
	void aMemoryOutOfWhichTheDeviceRanIsAsGoodAsBefore(int arrays) {
		int side = 160;
		List<float[]> features = features(image(side, side, 5), side, side);
		ScarceManager scarce = ScarceManager.of(CPU);
		try (NDManager manager = scarce.get(); NearestNormal memory = new NearestNormal(manager, bank(1, 1, 0.05f, features))) {
			float[] pooled = new float[20 * 20 * 128], other = new float[10 * 10 * 128];
			Random random = new Random(1);
			for (int i = 0; i < pooled.length; i++)
				pooled[i] = random.nextFloat();
			float[] expected = distances(memory, manager, pooled, 20);
			distances(memory, manager, other, 10);
			try (NDArray input = manager.create(pooled, new Shape(400, 128))) {
				scarce.failAfter(arrays);
				assertThrows(EngineException.class, () -> memory.distances(input, 20, 20));
			}
			assertArrayEquals(expected, distances(memory, manager, pooled, 20));
		}
	}

	private static float[] distances(NearestNormal memory, NDManager manager, float[] pooled, int side) {
		try (NDArray input = manager.create(pooled, new Shape(side * side, 128))) {
			return memory.distances(input, side, side);
		}
	}

	@Test
	void sumsOverCellsOfWhichTheDeviceRanOutAreMadeAnew() {
		ScarceManager scarce = ScarceManager.of(CPU);
		CellMeans means = new CellMeans(List.of(new CellMeans.Layer(4, 4)), 64, 64);
		CellMeans.Part all = means.whole(), half = means.part(0, 0, 0, 0, 64, 32);
		try (NDManager manager = scarce.get(); NDArray features = manager.ones(new Shape(1, 4, 16, 16))) {
			CellSums cells = new CellSums(manager);
			float[] expected = cells.gather(0, features, all).sums();
			scarce.failAfter(0);
			assertThrows(EngineException.class, () -> cells.gather(0, features, half));
			assertArrayEquals(expected, cells.gather(0, features, all).sums());
		}
	}

	@Test
	void replacedVectorsCountAndComeBack() {
		float[] image = image(64, 64, 5);
		List<float[]> features = features(image, 64, 64);
		MemoryBank bank = bank(1, 1, 0.1f, features);
		int width = (int) bank.vectors().shape()[1];
		try (MemoryNetwork network = new MemoryNetwork(TEACHER, List.of(List.of(bank)), CPU)) {
			float[] before = network.distances(0, image, 1, 64, 64).get(0).get(0).values();
			float[][] nothing = new float[VECTORS - 1][];
			network.replace(List.of(List.of(new Replacement(1, nothing))));
			float[] one = network.distances(0, image, 1, 64, 64).get(0).get(0).values();
			float[] first = new float[width];
			System.arraycopy(bank.vectors().floats(), 0, first, 0, width);
			MemoryBank only = new MemoryBank(1, bank.whitening(), Tensor.of(first, 1, width).as(DType.F16), 1, 0.1f);
			for (int place = 0; place < one.length; place++)
				assertEquals(distance(only, features.get(1), 8, place), one[place], 1e-3 * one[place]);
			network.replace(List.of(List.of(new Replacement(0, new float[0][]))));
			float[] after = network.distances(0, image, 1, 64, 64).get(0).get(0).values();
			boolean differs = false;
			for (int i = 0; i < before.length; i++) {
				assertEquals(before[i], after[i], 1e-4 * before[i] + 1e-5);
				differs |= one[i] > 2 * before[i];
			}
			assertTrue(differs);
		}
	}
}
