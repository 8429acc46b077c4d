package sc.fiji.stfpm.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneTest {
	private static final int SIDE = 64;

	@Test
	void aSeedIsAnImageAndAnotherSeedAnother() {
		float[] once = Scene.draw(3, SIDE, Formulas.endless(), true).rgb();
		assertArrayEquals(once, Scene.draw(3, SIDE, Formulas.endless(), true).rgb());
		assertNotEquals(Arrays.hashCode(once), Arrays.hashCode(Scene.draw(4, SIDE, Formulas.endless(), true).rgb()));
	}

	@Test
	void imagesAreWithinTheRangeAndDifferInBrightness() {
		double darkest = 1, brightest = 0;
		for (int seed = 0; seed < 40; seed++) {
			float[] rgb = Scene.draw(seed, SIDE, Formulas.endless(), true).rgb();
			for (float value : rgb)
				assertTrue(value >= 0 && value <= 1, "seed " + seed + ": " + value);
			double mean = IntStream.range(0, rgb.length).mapToDouble(i -> rgb[i]).average().orElseThrow();
			darkest = Math.min(darkest, mean);
			brightest = Math.max(brightest, mean);
		}
		assertTrue(darkest < 0.3 && brightest > 0.7, darkest + " to " + brightest);
	}

	@Test
	void everyPixelHasAClassAndAllClassesCome() {
		boolean[] seen = new boolean[20];
		for (int seed = 0; seed < 60; seed++)
			for (int label : Scene.draw(seed, SIDE, Formulas.classes(1, seen.length), false).labels())
				seen[label] = true;
		for (int i = 0; i < seen.length; i++)
			assertTrue(seen[i], "class " + i + " in 60 images");
	}

	@Test
	void anEndlessSourceHasNoClasses() {
		for (int label : Scene.draw(1, SIDE, Formulas.endless(), true).labels())
			assertEquals(Formulas.NO_CLASS, label);
	}

	@ParameterizedTest
	@EnumSource
	void everyFamilyStaysInRangeAndVaries(PatternFamily family) {
		for (int seed = 0; seed < 20; seed++) {
			Pattern pattern = family.draw(new SplittableRandom(seed));
			double lowest = 1, highest = 0;
			for (int i = 0; i < 4000; i++) {
				double value = pattern.at(i % 63 * 0.37 - 9, i / 63 * 0.29 - 5);
				assertTrue(value >= 0 && value <= 1, family + " " + seed + ": " + value);
				lowest = Math.min(lowest, value);
				highest = Math.max(highest, value);
			}
			assertTrue(highest - lowest > 0.1, family + " of seed " + seed + " goes from " + lowest + " to " + highest);
		}
	}

	@Test
	void aClassIsTheSameFormulaInEveryImage() {
		Formulas formulas = Formulas.classes(7, 2);
		Formulas.Formula one = null;
		for (int seed = 0; seed < 20; seed++) {
			Formulas.Formula drawn = formulas.draw(new SplittableRandom(seed));
			if (drawn.label() != 1) continue;
			if (one != null) assertEquals(one.pattern().at(0.3, 0.7), drawn.pattern().at(0.3, 0.7));
			one = drawn;
		}
	}
}
