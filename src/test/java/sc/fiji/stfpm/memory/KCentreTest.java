package sc.fiji.stfpm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KCentreTest {
	private static float[] cloud(int points, int dimensions, long seed) {
		Random random = new Random(seed);
		float[] values = new float[points * dimensions];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}

	private static float squared(float[] points, int dimensions, int a, int b) {
		float sum = 0;
		for (int d = 0; d < dimensions; d++) {
			float difference = points[a * dimensions + d] - points[b * dimensions + d];
			sum += difference * difference;
		}
		return sum;
	}

	/** By the definition: always the point farthest from all that were chosen. */
	private static int[] greedy(float[] points, int dimensions, int count) {
		int n = points.length / dimensions;
		List<Integer> chosen = new ArrayList<>(List.of(0));
		while (chosen.size() < count) {
			int farthest = 0;
			float most = -1;
			for (int i = 0; i < n; i++) {
				float nearest = Float.POSITIVE_INFINITY;
				for (int c : chosen)
					nearest = Math.min(nearest, squared(points, dimensions, i, c));
				if (nearest > most) {
					most = nearest;
					farthest = i;
				}
			}
			chosen.add(farthest);
		}
		return chosen.stream().mapToInt(i -> i).toArray();
	}

	@ParameterizedTest
	@CsvSource({ "1, 5", "2, 5", "7, 5", "40, 5", "40, 48" })
	void choosesAsTheDefinitionSays(int count, int dimensions) {
		float[] points = cloud(300, dimensions, 3);
		KCentre selection = new KCentre(dimensions, 1);
		selection.add(points);
		selection.choose(count, () -> false);
		assertArrayEquals(greedy(points, dimensions, count), selection.centres());
	}

	/** Of ten groups that are this far apart; where they are far, most centres need not be looked at. */
	@ParameterizedTest
	@ValueSource(floats = { 0, 3, 100 })
	void everyPointIsInTheCellOfItsNearestCentreAlsoWhenPointsComeLater(float apart) {
		float[] first = cloud(200, 6, 4), later = cloud(150, 6, 5), all = new float[first.length + later.length];
		for (float[] points : List.of(first, later))
			for (int i = 0; i < points.length; i++)
				points[i] += apart * (i / 6 % 10 * (i % 6 + 1) % 10);
		System.arraycopy(first, 0, all, 0, first.length);
		System.arraycopy(later, 0, all, first.length, later.length);
		KCentre selection = new KCentre(6, 1);
		selection.add(first);
		selection.choose(20, () -> false);
		selection.add(later);
		selection.choose(30, () -> false);
		int[] centres = selection.centres();
		assertEquals(30, centres.length);
		for (int i = 0; i < 350; i++) {
			float nearest = Float.POSITIVE_INFINITY;
			for (int c : centres)
				nearest = Math.min(nearest, squared(all, 6, i, c));
			assertEquals(nearest, selection.distances()[i], "point " + i);
			assertEquals(nearest, squared(all, 6, i, centres[selection.cells()[i]]), "cell of point " + i);
		}
	}

	/** Without them the outlying points would be missed by chance. */
	@Test
	void outliersAreChosenInManyDimensionsToo() {
		float[] points = cloud(2000, 130, 6);
		for (int i = 0; i < points.length; i++)
			points[i] *= 0.1f;
		for (int d = 0; d < 130; d++)
			points[1234 * 130 + d] += 1;
		KCentre selection = new KCentre(130, 9);
		selection.add(points);
		selection.choose(2, () -> false);
		assertEquals(1234, selection.centres()[1]);
	}

	/** The squared length of a projected vector is that of the vector times chi-squared of 48 over 48, which is off by 16 % on average. */
	@Test
	void aProjectionKeepsDistancesNearlyAsTheyAre() {
		int dimensions = 130, count = 2000;
		float[] points = cloud(count, dimensions, 7);
		KCentre selection = new KCentre(dimensions, 9);
		selection.add(points);
		selection.choose(1, () -> false);
		double off = 0;
		for (int i = 1; i < count; i++)
			off += Math.abs(selection.distances()[i] / squared(points, dimensions, i, 0) - 1) / (count - 1);
		assertEquals(0.16, off, 0.05);
	}

	@Test
	void equalPointsAreChosenOnce() {
		KCentre selection = new KCentre(2, 1);
		selection.add(new float[] { 1, 1, 1, 1, 2, 2, 1, 1, 2, 2 });
		selection.choose(5, () -> false);
		assertArrayEquals(new int[] { 0, 2 }, selection.centres());
	}

	/** The first point is a centre, the farthest from it the second; the last one lies in the middle. */
	@Test
	void aPointBetweenTwoCentresIsInTheCellOfTheEarlierOne() {
		KCentre selection = new KCentre(2, 1);
		selection.add(new float[] { 0, 0, 8, 0, 4, 0 });
		selection.choose(2, () -> false);
		assertArrayEquals(new int[] { 0, 1, 0 }, selection.cells());
	}

	@Test
	void cancels() {
		KCentre selection = new KCentre(2, 1);
		selection.add(cloud(100, 2, 1));
		Exception e = assertThrows(CancellationException.class, () -> selection.choose(10, () -> true));
		assertTrue(e.getMessage().contains("cancelled"), e.getMessage());
	}

	@Test
	void alsoCancelsWhenMuchIsChosenAlready() {
		KCentre selection = new KCentre(2, 1);
		selection.add(cloud(300, 2, 1));
		int[] asked = new int[1];
		assertThrows(CancellationException.class, () -> selection.choose(300, () -> ++asked[0] > 1));
	}
}
