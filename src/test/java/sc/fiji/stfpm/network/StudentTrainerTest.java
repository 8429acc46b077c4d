package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.stfpm.testing.Relative.assertClose;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.testing.Shared;
import sc.fiji.stfpm.testing.Weights;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

class StudentTrainerTest {
	private static final ComputeDevice CPU = ComputeDevice.of("cpu");
	private static final Sgd SGD = new Sgd(0.4, 0.9, 1e-4);
	/** The first step's loss depends on the weights alone, the second's on one gradient. */
	private static final double EXACT = 1e-5;
	/**
	 * From the third step on rounding grows a hundredfold a step: with the same code, double precision, one thread instead of
	 * two or another memory layout each moves these losses by up to 1.7e-3.
	 */
	private static final double TRAJECTORY = 3e-3;
	private static final int[] ANEW = { -1, -1 };

	@ParameterizedTest
	@CsvSource({ "official, MEAN", "anomalib-0.3, HALF_SUM_OVER_BATCH" })
	void tenStepsAreThoseOfPyTorch(String run, Loss loss) throws IOException {
		JsonObject expected;
		try (Reader in = Files.newBufferedReader(Shared.path("conformance/expected-training.json"))) {
			expected = JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject("runs").getAsJsonObject(run);
		}
		float[] input = Weights.tensor("train-input.safetensors", "input");
		BackboneWeights teacher = Weights.resnet18("teacher-resnet18.safetensors");
		try (StudentTrainer trainer = new StudentTrainer(teacher, Weights.resnet18("student-resnet18.safetensors"), CPU,
			1 << 30))
		{
			// From the second step on the teacher's features are those kept from the first.
			int[] ids = IntStream.range(0, 8).toArray();
			int step = 0;
			for (JsonElement value : expected.getAsJsonArray("losses"))
				assertClose("loss of step " + ++step, value.getAsDouble(), trainer.step(input, ids, 128, 128, loss, SGD).loss(), step <= 2
					? EXACT : TRAJECTORY);
			BackboneWeights student = trainer.student();
			for (Map.Entry<String, JsonElement> after : expected.getAsJsonObject("after").entrySet())
				checkTensor(after.getKey(), after.getValue().getAsJsonObject(), student.floats(after.getKey()));
			checkDistances(expected, teacher, student, input, loss == Loss.MEAN ? MapFormula.OFFICIAL : MapFormula.ANOMALIB);
		}
	}

	private static void checkTensor(String name, JsonObject expected, float[] values) {
		double absolute = 0;
		for (float v : values)
			absolute += Math.abs(v);
		assertClose("sum of magnitudes of " + name, expected.get("abs_sum").getAsDouble(), absolute, 2e-2);
	}

	private static void checkDistances(JsonObject expected, BackboneWeights teacher, BackboneWeights student,
		float[] input, MapFormula formula)
	{
		try (StudentTeacher networks = new StudentTeacher(teacher, student, CPU)) {
			var distances = networks.distances(input, 8, 128, 128);
			for (int l = 0; l < 3; l++) {
				double sum = 0;
				int n = 0;
				for (var image : distances) {
					for (float v : image.get(l).values())
						sum += v;
					n += image.get(l).values().length;
				}
				assertClose("mean distance at layer" + (l + 1), expected.getAsJsonArray("eval_distance_mean").get(l)
					.getAsDouble(), sum / n, 2e-2);
			}
			for (int i = 0; i < distances.size(); i++) {
				float max = 0;
				for (float v : AnomalyMap.fuse(distances.get(i), 128, 128, formula))
					max = Math.max(max, v);
				assertClose("maximum of map " + i, expected.getAsJsonArray("map_max").get(i).getAsDouble(), max, 8e-2);
			}
		}
	}

	@Test
	void keptFeaturesChangeNothing() {
		float[] images = StudentTeacherTest.noise(2, 64);
		double[] kept = losses(images, new int[] { 0, 1 }, 1 << 30), anew = losses(images, ANEW, 1 << 30);
		assertArrayEquals(anew, kept, 0);
		assertArrayEquals(anew, losses(images, new int[] { 0, 1 }, 0), 0);
	}

	private static double[] losses(float[] images, int[] ids, long budget) {
		try (StudentTrainer trainer = trainer(budget)) {
			return IntStream.range(0, 4).mapToDouble(i -> trainer.step(images, ids, 64, 64, Loss.MEAN, SGD).loss()).toArray();
		}
	}

	private static StudentTrainer trainer(long budget) {
		return new StudentTrainer(BackboneWeights.random(Backbone.RESNET18, 1), BackboneWeights.random(Backbone.RESNET18, 2),
			CPU, budget);
	}

	@Test
	void trainsTheSameOnEveryThread() throws Exception {
		float[] images = StudentTeacherTest.noise(2, 64);
		double[] here = losses(images);
		assertArrayEquals(here, CompletableFuture.supplyAsync(() -> losses(images)).get());
		ExecutorService pool = Executors.newFixedThreadPool(2);
		try {
			Future<double[]> a = pool.submit(() -> losses(images)), b = pool.submit(() -> losses(images));
			assertArrayEquals(here, a.get(), "beside another training");
			assertArrayEquals(here, b.get());
		}
		finally {
			pool.shutdown();
		}
	}

	private static double[] losses(float[] images) {
		try (StudentTrainer trainer = trainer(0)) {
			double[] losses = new double[3];
			for (int i = 0; i < losses.length; i++) {
				losses[i] = trainer.step(images, ANEW, 64, 64, Loss.MEAN, SGD).loss();
				trainer.reestimateStatistics(List.of(images), 2, 64, 64);
			}
			return losses;
		}
	}

	@Test
	void aRestoredTrainerGoesOnBitForBit() {
		float[] images = StudentTeacherTest.noise(2, 64);
		try (StudentTrainer whole = trainer(0)) {
			whole.step(images, ANEW, 64, 64, Loss.MEAN, SGD);
			whole.step(images, ANEW, 64, 64, Loss.MEAN, SGD);
			try (StudentTrainer resumed = new StudentTrainer(BackboneWeights.random(Backbone.RESNET18, 1), whole.student(), CPU,
				0))
			{
				resumed.setVelocities(whole.velocities());
				for (int i = 0; i < 3; i++)
					assertEquals(whole.step(images, ANEW, 64, 64, Loss.MEAN, SGD).loss(), resumed.step(images, ANEW, 64, 64,
						Loss.MEAN, SGD).loss());
				assertEquals(whole.student().sha256(), resumed.student().sha256());
			}
		}
	}

	@Test
	void reestimatedStatisticsAreTheAverageOverBatches() {
		float[] a = StudentTeacherTest.noise(2, 64), b = new float[a.length];
		for (int i = 0; i < a.length; i++)
			b[i] = 3 * a[i] + 1;
		float[] ofA = statistics(a), ofB = statistics(b), ofBoth = statistics(a, b);
		for (int i = 0; i < ofA.length; i++)
			assertEquals((ofA[i] + ofB[i]) / 2, ofBoth[i], 1e-5 * (Math.abs(ofA[i]) + Math.abs(ofB[i])));
	}

	private static float[] statistics(float[]... batches) {
		try (StudentTrainer trainer = trainer(0)) {
			trainer.reestimateStatistics(java.util.List.of(batches), 2, 64, 64);
			return trainer.student().floats("bn1.running_var");
		}
	}

	@Test
	void aDivergingTrainingIsAnError() {
		float[] images = StudentTeacherTest.noise(2, 64);
		images[0] = Float.NaN;
		try (StudentTrainer trainer = trainer(0)) {
			Exception e = assertThrows(ArithmeticException.class, () -> trainer.step(images, ANEW, 64, 64, Loss.MEAN, SGD));
			assertTrue(e.getMessage().contains("learning rate"), e.getMessage());
		}
	}
}
