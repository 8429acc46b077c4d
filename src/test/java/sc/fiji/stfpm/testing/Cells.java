package sc.fiji.stfpm.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/**
 * Cells in two channels, made from seeds: nuclei, evenly stained discs on a dark background with little noise; and what surrounds
 * them, rings of grains of all brightness. Either channel may have something that no normal image has.
 */
public final class Cells {
	/** Side of an image in pixels. */
	public static final int SIZE = 128;
	private static final int SPACING = 32;
	private static final int VESICLES = 14;

	/** What is odd in an image. */
	public enum Odd {
		NOTHING,
		/** A nucleus with a hole, in the first channel. */
		NUCLEUS,
		/** Bright stripes through a cell, in the second channel. */
		SURROUNDINGS
	}

	private final Random random;
	private final double[][] channels = new double[2][SIZE * SIZE];
	private final int oddX;
	private final int oddY;

	private Cells(long seed) {
		random = new Random(seed);
		int column = random.nextInt(SIZE / SPACING), row = random.nextInt(SIZE / SPACING);
		oddX = column * SPACING + SPACING / 2;
		oddY = row * SPACING + SPACING / 2;
	}

	/** Both channels, axes x, y, channel. */
	public static RandomAccessibleInterval<UnsignedByteType> image(long seed, Odd odd) {
		byte[] pixels = new byte[2 * SIZE * SIZE];
		double[][] values = new Cells(seed).draw(odd);
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) (int) Math.max(0, Math.min(255, Math.round(values[i / (SIZE * SIZE)][i % (SIZE * SIZE)])));
		return ArrayImgs.unsignedBytes(pixels, SIZE, SIZE, 2);
	}

	/**
	 * The same as a composite image of ImageJ.
	 *
	 * @param names of the channels, two or none
	 */
	public static ImagePlus composite(String title, long seed, Odd odd, String... names) {
		ImageStack stack = new ImageStack(SIZE, SIZE);
		double[][] values = new Cells(seed).draw(odd);
		for (int c = 0; c < 2; c++) {
			ImageProcessor plane = new ByteProcessor(SIZE, SIZE);
			for (int i = 0; i < SIZE * SIZE; i++)
				plane.set(i, (int) Math.max(0, Math.min(255, Math.round(values[c][i]))));
			stack.addSlice(names.length == 0 ? null : names[c], plane);
		}
		ImagePlus image = new ImagePlus(title, stack);
		image.setDimensions(2, 1, 1);
		return new CompositeImage(image, CompositeImage.COMPOSITE);
	}

	/** Writes what ImageJ writes of a composite image. */
	public static void saveTiff(Path file, long seed, Odd odd, String... names) throws IOException {
		Files.createDirectories(file.getParent());
		if (!new FileSaver(composite(file.getFileName().toString(), seed, odd, names)).saveAsTiffStack(file.toString())) throw new IOException(
			"Could not write " + file);
	}

	/** Writes an OME-TIFF, as microscopes' software does. */
	public static void saveOmeTiff(Path file, long seed, Odd odd, String... names) throws IOException {
		Files.createDirectories(file.getParent());
		FileInfo info = composite("cells", seed, odd, names).getFileInfo();
		StringBuilder channels = new StringBuilder();
		for (int c = 0; c < names.length; c++)
			channels.append("<Channel ID='Channel:0:").append(c).append("' Name='").append(names[c]).append("' SamplesPerPixel='1'/>");
		info.description = "<?xml version='1.0' encoding='UTF-8'?><OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06'><Image"
			+ " ID='Image:0'><Pixels ID='Pixels:0' DimensionOrder='XYCZT' Type='uint8' SizeX='" + SIZE + "' SizeY='" + SIZE
			+ "' SizeC='2' SizeZ='1' SizeT='1'>" + channels + "</Pixels></Image></OME>";
		info.sliceLabels = null;
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
			new TiffEncoder(info).write(out);
		}
	}

	private double[][] draw(Odd odd) {
		for (int y = SPACING / 2; y < SIZE; y += SPACING)
			for (int x = SPACING / 2; x < SIZE; x += SPACING)
				cell(x + random.nextGaussian(), y + random.nextGaussian(), odd == Odd.NUCLEUS && x == oddX && y == oddY);
		if (odd == Odd.SURROUNDINGS) stripes();
		for (int i = 0; i < SIZE * SIZE; i++) {
			channels[0][i] += 20 + 2 * random.nextGaussian();
			channels[1][i] += 20 + 12 * Math.abs(random.nextGaussian());
		}
		return channels;
	}

	private void cell(double x, double y, boolean hole) {
		double radius = 8 + random.nextDouble();
		for (int py = 0; py < SIZE; py++)
			for (int px = 0; px < SIZE; px++) {
				double r = Math.hypot(px + 0.5 - x, py + 0.5 - y);
				channels[0][py * SIZE + px] += 150 * edge(radius - r);
				if (hole) channels[0][py * SIZE + px] -= 120 * edge(4 - r);
			}
		for (int i = 0; i < VESICLES; i++) {
			double angle = 2 * Math.PI * i / VESICLES, distance = radius + 2 + random.nextDouble();
			spot(x + distance * Math.cos(angle), y + distance * Math.sin(angle), 60 + 60 * random.nextDouble());
		}
	}

	private void spot(double x, double y, double brightness) {
		for (int py = 0; py < SIZE; py++)
			for (int px = 0; px < SIZE; px++)
				channels[1][py * SIZE + px] += brightness * Math.exp(-(Math.pow(px + 0.5 - x, 2) + Math.pow(py + 0.5 - y, 2)) / 4);
	}

	/** 0 outside, 1 inside, a pixel wide. */
	private static double edge(double depth) {
		return Math.max(0, Math.min(1, depth + 0.5));
	}

	private void stripes() {
		for (int py = oddY - 9; py < oddY + 9; py++)
			for (int px = oddX - 9; px < oddX + 9; px++)
				if ((px + py) % 6 < 3) channels[1][py * SIZE + px] += 140;
	}

	/** Whether a pixel lies in the cell that is odd in an odd image of a seed. */
	public static boolean isOdd(long seed, double x, double y) {
		Cells cells = new Cells(seed);
		return Math.abs(x - cells.oddX) <= SPACING / 2 && Math.abs(y - cells.oddY) <= SPACING / 2;
	}
}
