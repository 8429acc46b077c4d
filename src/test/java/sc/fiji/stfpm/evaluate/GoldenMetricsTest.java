package sc.fiji.stfpm.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.stfpm.testing.Shared;

/** Against values from scikit-learn and NumPy on score maps that a formula makes. */
class GoldenMetricsTest {

	@ParameterizedTest
	@CsvSource({ "continuous, 12345, false", "ties_q20, 12345, true", "second, 777, false" })
	void agreesWithTheProjectsCopy(String name, int seed, boolean floor) throws IOException {
		try (Reader reader = new InputStreamReader(getClass().getResourceAsStream("expected-metrics.json"),
			StandardCharsets.UTF_8)) {
			check(JsonParser.parseReader(reader).getAsJsonObject().getAsJsonObject(name), seed, floor);
		}
	}

	@ParameterizedTest
	@CsvSource({ "continuous, 12345, false", "ties_q20, 12345, true", "second, 777, false" })
	void agreesWithTheSharedReference(String name, int seed, boolean floor) throws IOException {
		String json = Files.readString(Shared.path("conformance/expected-metrics.json"));
		check(JsonParser.parseString(json).getAsJsonObject().getAsJsonObject(name), seed, floor);
	}

	private static void check(JsonObject expected, int seed, boolean floor) {
		LcgScores scores = new LcgScores(seed, floor);
		for (int i = 0; i < 3; i++)
			assertEquals(expected.getAsJsonArray("first3").get(i).getAsDouble(), scores.maps[0][i], 1e-15);
		Evaluation evaluation = scores.evaluator().evaluate(OptionalDouble.empty(), 100).all();
		close(expected, "image_auroc", evaluation.image().auroc());
		close(expected, "pixel_auroc", evaluation.pixel().auroc());
		close(expected, "pixel_ap", evaluation.pixel().averagePrecision());
		close(expected, "pixel_f1max", evaluation.pixel().f1Max());
		close(expected, "aupro30", evaluation.pixel().aupro30());
		close(expected, "aupro05", evaluation.pixel().aupro05());
		// The reference holds scores as doubles; the same score as a float is the same threshold.
		assertEquals((float) expected.get("pixel_f1max_thr").getAsDouble(),
			(float) evaluation.pixel().f1Threshold().getAsDouble());
		assertEquals(new Counts(2, 3, 5 * 256 - 78, 78, 6, 0, 0), evaluation.counts());
	}

	private static void close(JsonObject expected, String name, OptionalDouble value) {
		assertEquals(expected.get(name).getAsDouble(), value.getAsDouble(), 1e-9, name);
	}

	/** Golden {@code threshold_tie}: a positive that lies on the threshold is found; left out, F1 would be 2/3. */
	@Test
	void aScoreOnTheThresholdIsFound() {
		assertEquals(1, f1(.5f));
		assertEquals(2 / 3., f1(Math.nextUp(.5f)), 1e-15);
	}

	private static double f1(float threshold) {
		try (Evaluator evaluator = new Evaluator()) {
			evaluator.add("good", "good", false, .2f, null, null, 0, 0);
			evaluator.add("hole 1", "hole", true, .5f, null, null, 0, 0);
			evaluator.add("hole 2", "hole", true, .9f, null, null, 0, 0);
			return evaluator.evaluate(OptionalDouble.of(threshold), 100).all().image().f1AtThreshold().getAsDouble();
		}
	}
}
