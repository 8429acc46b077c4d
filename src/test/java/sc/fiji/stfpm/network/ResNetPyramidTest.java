package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.FoldedConvolution;

class ResNetPyramidTest {
	private static final int WIDTH = 37;

	/** One band, one and a bit, three, and one more row than three. */
	@ParameterizedTest
	@ValueSource(ints = { 512, 521, 1536, 1537 })
	void featuresOfATallImageMadeInBandsAreThoseOfTheWhole(int height) throws IOException {
		BackboneWeights weights = EmbeddedTeacher.DEFAULT.get().weights();
		Random random = new Random(1);
		float[] values = new float[3 * height * WIDTH];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextGaussian();
		try (NoGradient off = new NoGradient(); NDManager manager = ComputeDevice.of("cpu").newManager()) {
			NDArray image = ChannelsLast.create(manager, values, 1, 3, height, WIDTH);
			List<NDArray> banded = pyramid(manager, weights, true).forward(image), whole = pyramid(manager, weights, false).forward(image);
			for (int layer = 0; layer < whole.size(); layer++) {
				assertEquals(whole.get(layer).getShape(), banded.get(layer).getShape());
				assertArrayEquals(whole.get(layer).toFloatArray(), banded.get(layer).toFloatArray(), 1e-4f);
			}
		}
	}

	private static ResNetPyramid pyramid(NDManager manager, BackboneWeights weights, boolean frozen) {
		return new ResNetPyramid(weights.backbone(), c -> new FoldedConv(manager, FoldedConvolution.of(weights, c)), frozen);
	}
}
