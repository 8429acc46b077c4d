package sc.fiji.stfpm.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ShortProcessor;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import sc.fiji.stfpm.testing.ImageFolder;

/** Reading and resizing of images. */
@State(Scope.Benchmark)
public class ImageJmh {
	private static final int LARGE = 512;
	private static final int SIDE = 256;

	private final float[] bytes = values(256), shorts = values(65536);
	private Path folder;
	private Path png;
	private Path tiff;

	private static float[] values(int levels) {
		Random random = new Random(levels);
		float[] values = new float[LARGE * LARGE];
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextInt(levels);
		return values;
	}

	@Setup
	public void write() throws IOException {
		folder = Files.createTempDirectory("jmh");
		png = ImageFolder.write(folder, 1, SIDE, 1).get(0);
		tiff = folder.resolve("16-bit.tif");
		short[] pixels = new short[LARGE * LARGE];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (short) shorts[i];
		new FileSaver(new ImagePlus("", new ShortProcessor(LARGE, LARGE, pixels, null))).saveAsTiff(tiff.toString());
	}

	@TearDown
	public void delete() throws IOException {
		Files.delete(png);
		Files.delete(tiff);
		Files.delete(folder);
	}

	@Benchmark
	public float[] resize8Bit() {
		return Resize.antialiased(bytes, LARGE, LARGE, SIDE, SIDE, true);
	}

	@Benchmark
	public float[] resize16Bit() {
		return Resize.antialiased(shorts, LARGE, LARGE, SIDE, SIDE, false);
	}

	@Benchmark
	public Object readPng() throws IOException {
		return ImageReader.read(png);
	}

	@Benchmark
	public Object readTiff() throws IOException {
		return ImageReader.read(tiff);
	}
}
