package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class NormalImageTest {
	private static List<NormalImage> images(float... scores) {
		return NormalImage.byScore(NormalImage.of(IntStream.range(0, scores.length).mapToObj(i -> "good/" + i + ".png").toList(), scores));
	}

	private static Optional<String> apart(float threshold, float... scores) {
		return NormalImage.apartText(images(scores), threshold);
	}

	@Test
	void imagesThatAloneSetTheThresholdAreSaid() {
		assertEquals(Optional.of("The first 3 are far apart from all others, which score 0.45 at most, and set the threshold: if what they show is not normal, train without"
			+ " them, and look again, as others that were like them then stand apart"), apart(87, 21, 72, 24, 87, 39, 38, 26, 70));
		String advice = NormalImage.advice(images(1, 9, 2, 3), 9);
		assertEquals("Least like the other normal images, with their scores in parts of the threshold: good/1.png (1.00), good/3.png (0.33), good/2.png (0.22),"
			+ " good/0.png (0.11). If one of them is not normal, train without it. The first is far apart from all others, which score 0.33 at most, and sets the"
			+ " threshold: if what it shows is not normal, train without it, and look again, as others that were like it then stand apart", advice);
	}

	@Test
	void nothingIsSaidWithoutAGap() {
		assertTrue(apart(9, 9, 7.2f, 5.8f, 4.6f, 3.6f, 2.6f, 2.5f, 2.4f, 2.3f, 2.2f, 2.1f).isEmpty(), "step by step");
		assertTrue(apart(5, 5, 5, 5, 5).isEmpty());
		assertTrue(apart(9, 1, 9).isEmpty(), "of two images nobody knows which is the odd one");
		assertTrue(apart(9, 1, 8, 9).isEmpty(), "those are most of all");
		assertTrue(apart(7, 7).isEmpty());
		assertTrue(NormalImage.advice(images(5, 5, 5), 5).endsWith("train without it"));
	}

	/** As where of many images some may lie above it. */
	@Test
	void nothingIsSaidOfImagesThatDoNotSetTheThreshold() {
		assertTrue(apart(3.2f, 1, 2, 3, 3, 9).isEmpty());
	}
}
