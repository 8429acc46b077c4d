package sc.fiji.stfpm.testing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import javax.imageio.ImageIO;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/** Folders of made-up colour images, for measuring. */
public final class ImageFolder {
	private ImageFolder() {}

	/**
	 * Writes PNG files of a texture with noise, as large as those of photographs.
	 *
	 * @param side in pixels
	 * @param seed of the first, the next ones follow
	 * @return the files
	 */
	public static List<Path> write(Path folder, int count, int side, long seed) throws IOException {
		Files.createDirectories(folder);
		List<Path> files = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Path file = folder.resolve(String.format(Locale.ROOT, "%04d.png", i));
			if (!Files.exists(file)) ImageIO.write(texture(side, seed + i), "png", file.toFile());
			files.add(file);
		}
		return files;
	}

	/** The same in memory, axes X, Y and channel. */
	public static RandomAccessibleInterval<UnsignedByteType> plane(int side, long seed) {
		int[] rgb = texture(side, seed).getRGB(0, 0, side, side, null, 0, side);
		byte[] values = new byte[3 * rgb.length];
		for (int i = 0; i < values.length; i++)
			values[i] = (byte) (rgb[i % rgb.length] >> 16 - 8 * (i / rgb.length));
		return ArrayImgs.unsignedBytes(values, side, side, 3);
	}

	/** 8 bits a channel; smooth waves that lie elsewhere for every seed, with noise. */
	public static BufferedImage texture(int side, long seed) {
		Random random = new Random(seed);
		double phase = 6 * random.nextDouble();
		BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
		for (int y = 0; y < side; y++)
			for (int x = 0; x < side; x++) {
				double wave = 128 + 50 * Math.sin(x * 0.4 + phase) * Math.cos(y * 0.3);
				int rgb = 0;
				for (double tint : new double[] { 1, 0.9, 0.8 })
					rgb = rgb << 8 | (int) Math.max(0, Math.min(255, wave * tint + 10 * random.nextGaussian()));
				image.setRGB(x, y, rgb);
			}
		return image;
	}
}
