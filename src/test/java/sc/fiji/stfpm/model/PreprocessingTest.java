package sc.fiji.stfpm.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.Preprocessing.Resampling;

/** Against torchvision's definition: {@code (value - mean) / std} with ImageNet's numbers, red first. */
class PreprocessingTest {
	private static final int SIZE = 64;
	private static final float RED = (1 - 0.485f) / 0.229f, GREEN = (0.6f - 0.456f) / 0.224f, BLUE = (0.2f - 0.406f) / 0.225f;

	private static ImagePlane colour(int red, int green, int blue) {
		byte[] values = new byte[3 * SIZE * SIZE];
		int[] colour = { red, green, blue };
		for (int i = 0; i < values.length; i++)
			values[i] = (byte) colour[i / (SIZE * SIZE)];
		return ImagePlane.of(ArrayImgs.unsignedBytes(values, SIZE, SIZE, 3));
	}

	private static Preprocessing of(Mode mode, int black, int white) {
		return Preprocessing.imageNet(mode, SIZE, Resampling.ANTIALIASED, ChannelMapping.AUTO, PixelType.UINT8, black, white);
	}

	/** The first value of each channel. */
	private static float[] first(float[] input) {
		int area = input.length / 3;
		return new float[] { input[0], input[area], input[2 * area] };
	}

	@Test
	void aWholeImageIsFedAsTorchvisionDoes() {
		assertArrayEquals(new float[] { RED, GREEN, BLUE }, first(of(Mode.WHOLE, 0, 255).whole(colour(255, 153, 51))), 1e-5f);
	}

	@Test
	void aTileIsFedAsTorchvisionDoes() {
		assertArrayEquals(new float[] { RED, GREEN, BLUE }, first(of(Mode.TILES, 0, 255).region(colour(255, 153, 51), 8, 16, 32,
			32)), 1e-5f);
	}

	@Test
	void blackAndWhiteOfTheTrainingImagesBecomeZeroAndOne() {
		assertArrayEquals(new float[] { RED, GREEN, BLUE }, first(of(Mode.WHOLE, 100, 200).whole(colour(200, 160, 120))), 1e-5f);
	}
}
