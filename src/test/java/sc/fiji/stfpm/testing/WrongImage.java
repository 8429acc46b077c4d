package sc.fiji.stfpm.testing;

import java.util.Random;

import net.imglib2.img.array.ArrayImgs;
import sc.fiji.stfpm.image.ImagePlane;

/** Makes 8-bit images that no model should judge of right ones, of the same size and channels; and two that it should. */
public enum WrongImage {
	BLACK {
		@Override
		double value(float[] pixels, int i, int width, Random random) {
			return 0;
		}
	},
	WHITE {
		@Override
		double value(float[] pixels, int i, int width, Random random) {
			return 255;
		}
	},
	GREY {
		@Override
		double value(float[] pixels, int i, int width, Random random) {
			return 128;
		}
	},
	/** With a lens cap. */
	DARK_NOISE {
		@Override
		double value(float[] pixels, int i, int width, Random random) {
			return 5 + 3 * random.nextGaussian();
		}
	},
	NOISE {
		@Override
		double value(float[] pixels, int i, int width, Random random) {
			return 128 + 50 * random.nextGaussian();
		}
	},
	/** Three stops too much light. */
	OVEREXPOSED {
		@Override
		double value(float[] pixels, int i, int width, Random random) {
			return 8 * pixels[i] + 60;
		}
	},
	/** Three stops too little. */
	UNDEREXPOSED {
		@Override
		double value(float[] pixels, int i, int width, Random random) {
			return pixels[i] / 8;
		}
	},
	/** Far out of focus: a Gaussian of a twentieth of the shorter side. */
	BLURRED {
		@Override
		float[] prepared(float[] pixels, int width, int height) {
			return blurred(pixels, width, height, Math.min(width, height) / 20.0);
		}
	},
	/** A right image but for its left half: a defect. */
	HALF_BLACK {
		@Override
		double value(float[] pixels, int i, int width, Random random) {
			return i % width < width / 2 ? 0 : pixels[i];
		}
	},
	/** A right image but for a white square in its middle, a quarter of its area: a defect. */
	QUARTER_WHITE {
		@Override
		double value(float[] pixels, int i, int width, Random random) {
			int height = pixels.length / width;
			boolean inside = Math.abs(2 * (i % width) - width) < width / 2 && Math.abs(2 * (i / width) - height) < height / 2;
			return inside ? 255 : pixels[i];
		}
	};

	double value(float[] pixels, int i, int width, Random random) {
		return pixels[i];
	}

	float[] prepared(float[] pixels, int width, int height) {
		return pixels;
	}

	/** The image made of another one. */
	public ImagePlane of(ImagePlane image) {
		int width = image.width(), height = image.height(), channels = image.channels(), area = width * height;
		byte[] made = new byte[channels * area];
		Random random = new Random(1);
		for (int c = 0; c < channels; c++) {
			float[] pixels = new float[area];
			image.read(c, 0, 0, width, height, pixels, 0);
			pixels = prepared(pixels, width, height);
			for (int i = 0; i < area; i++)
				made[c * area + i] = (byte) Math.max(0, Math.min(255, Math.round(value(pixels, i, width, random))));
		}
		return ImagePlane.of(channels == 1 ? ArrayImgs.unsignedBytes(made, width, height) : ArrayImgs.unsignedBytes(made, width, height,
			channels));
	}

	private static float[] blurred(float[] pixels, int width, int height, double sigma) {
		float[] rows = new float[pixels.length], both = new float[pixels.length];
		for (int y = 0; y < height; y++)
			blurLine(pixels, y * width, 1, width, sigma, rows);
		for (int x = 0; x < width; x++)
			blurLine(rows, x, width, height, sigma, both);
		return both;
	}

	/** The border goes on outside. */
	private static void blurLine(float[] from, int first, int step, int count, double sigma, float[] to) {
		int reach = (int) Math.ceil(3 * sigma);
		for (int i = 0; i < count; i++) {
			double sum = 0, weights = 0;
			for (int k = -reach; k <= reach; k++) {
				double weight = Math.exp(-k * k / (2 * sigma * sigma));
				sum += weight * from[first + step * Math.max(0, Math.min(count - 1, i + k))];
				weights += weight;
			}
			to[first + step * i] = (float) (sum / weights);
		}
	}
}
