package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

class RowMinimumTest {
	private static final int DIMENSIONS = 7;

	/** Rows that fill parts of 512, and that do not. */
	@ParameterizedTest
	@CsvSource({ "1, 1", "5, 40", "512, 3", "513, 90", "1300, 11" })
	void isTheSmallestProductOfEachRow(int rows, int columns) {
		Random random = new Random(rows);
		float[] left = values(random, rows * DIMENSIONS), right = values(random, columns * DIMENSIONS), expected = new float[rows];
		for (int i = 0; i < rows; i++) {
			double smallest = Double.POSITIVE_INFINITY;
			for (int j = 0; j < columns; j++) {
				double product = 0;
				for (int k = 0; k < DIMENSIONS; k++)
					product += (double) left[i * DIMENSIONS + k] * right[j * DIMENSIONS + k];
				smallest = Math.min(smallest, product);
			}
			expected[i] = (float) smallest;
		}
		try (NoGradient off = new NoGradient(); NDManager manager = ComputeDevice.of("cpu").newManager()) {
			NDArray vectors = manager.create(right, new Shape(columns, DIMENSIONS));
			assertArrayEquals(expected, RowMinimum.ofProduct(manager.create(left, new Shape(rows, DIMENSIONS)), vectors.transpose()), 1e-5f);
		}
	}

	private static float[] values(Random random, int count) {
		float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}
}
