package sc.fiji.stfpm.profile;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class JmhRatiosTest {
	private static final Map<String, Double> TIMES = Map.of("network.NetworkJmh.reference", 10.0, "score.MapJmh.reference", 2.0,
		"network.NetworkJmh.teacher", 50.0, "image.ImageJmh.readPng", 50.0);

	@Test
	void theFastestIterationCounts() {
		String json = "[{ 'benchmark': 'sc.fiji.stfpm.image.ImageJmh.readPng', 'primaryMetric': { 'rawData': [[7.5, 3.5], [4]] } }]";
		assertEquals(Map.of("image.ImageJmh.readPng", 3.5), JmhRatios.times(json.replace('\'', '"')));
	}

	@Test
	void timesAreDividedByTheirReference() {
		assertEquals(Map.of("network.NetworkJmh.teacher", 5.0, "image.ImageJmh.readPng", 25.0), JmhRatios.of(TIMES));
	}

	@Test
	void aMachineTwiceAsFastHasTheSameRatios() {
		Map<String, Double> faster = Map.of("network.NetworkJmh.reference", 5.0, "score.MapJmh.reference", 1.0, "network.NetworkJmh.teacher", 25.0,
			"image.ImageJmh.readPng", 25.0);
		assertEquals(JmhRatios.of(TIMES), JmhRatios.of(faster));
	}

	@Test
	void whatIsSlowerThanTheLimitIsNamed() {
		Map<String, Double> baseline = Map.of("a", 1.0, "b", 1.0), now = Map.of("a", 1.2, "b", 1.4, "new", 9.0);
		String message = assertThrows(IllegalStateException.class, () -> JmhRatios.check(now, baseline, 1.3)).getMessage();
		assertTrue(message.contains("b: 1.40 times") && !message.contains("a:") && !message.contains("new"), message);
		assertDoesNotThrow(() -> JmhRatios.check(now, baseline, 1.5));
	}

	@Test
	void theTableHasTheRatioToTheBaseline() {
		assertTrue(JmhRatios.table(Map.of("a", 3.0), Map.of("a", 2.0)).contains("| a | 3.00 | 1.50 |"));
	}

	@Test
	void theBaselineHasBenchmarksThatThereAre() throws IOException {
		Map<String, Double> baseline = JmhRatios.read(Path.of("src/test/benchmark/baseline.json"));
		assertTrue(baseline.size() > 10, baseline.toString());
		for (String name : baseline.keySet())
			assertTrue(hasBenchmark(name), name);
	}

	private static boolean hasBenchmark(String name) {
		int dot = name.lastIndexOf('.');
		try {
			Method[] methods = Class.forName("sc.fiji.stfpm." + name.substring(0, dot)).getDeclaredMethods();
			return Arrays.stream(methods).anyMatch(method -> method.getName().equals(name.substring(dot + 1)) && method.isAnnotationPresent(Benchmark.class));
		}
		catch (ClassNotFoundException e) {
			return false;
		}
	}
}
