package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
	private static List<Sample> normals(int n) {
		return IntStream.range(0, n).mapToObj(i -> new Sample(Path.of(i + ".png"), i + ".png", false, Sample.GOOD, Optional
			.empty())).toList();
	}

	@ParameterizedTest
	@CsvSource({ "10,0.2,2", "2,0.01,1", "2,0.99,1", "5,0.5,3", "209,0.2,42" })
	void everySampleGoesToOneSideAndNeitherIsEmpty(int n, double fraction, int heldOut) {
		List<Sample> all = normals(n);
		Split<Sample> split = Split.of(all, fraction, 1);
		assertEquals(heldOut, split.heldOut().size());
		Set<Sample> together = new HashSet<>(split.training());
		together.addAll(split.heldOut());
		assertEquals(new HashSet<>(all), together);
		assertEquals(n, split.training().size() + split.heldOut().size());
	}

	@Test
	void theSeedDecides() {
		List<Sample> all = normals(12);
		assertEquals(Split.of(all, 0.25, 7), Split.of(all, 0.25, 7));
		assertNotEquals(Split.of(all, 0.25, 7), Split.of(all, 0.25, 8));
		// A recorded value: a model's training record stays reproducible only while this does not change.
		assertEquals(List.of("0.png", "1.png", "3.png"), Split.of(all, 0.25, 7).heldOut().stream().map(Sample::name)
			.toList());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void tooFewImagesAreCounted(int n) {
		String message = assertThrows(IllegalArgumentException.class, () -> Split.of(normals(n), 0.2, 0)).getMessage();
		assertTrue(message.contains("Found " + n + " normal images") && message.contains("at least 2"), message);
	}

	@Test
	void refusesImpossibleFractions() {
		for (double fraction : new double[] { 0, 1, -0.1, Double.NaN })
			assertThrows(IllegalArgumentException.class, () -> Split.of(normals(4), fraction, 0));
	}
}
