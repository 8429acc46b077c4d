package sc.fiji.stfpm.pretrain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.image.Resize;

/**
 * Pieces of images in a folder and its subfolders, to learn on besides those that are made up. Files are read anew for each piece.
 * Thread-safe.
 */
public final class Photographs {
	/** Pieces may be enlarged by this. */
	private static final double ENLARGED = 2;

	private final Path folder;
	private final List<Path> files;

	private Photographs(Path folder, List<Path> files) {
		this.folder = folder;
		this.files = files;
	}

	/**
	 * @param folder of 8-bit images, grey or colour
	 * @throws IOException if it cannot be listed or holds no image
	 */
	public static Photographs in(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) throw new IOException(folder + ": expected a folder of images, found none");
		try (Stream<Path> all = Files.walk(folder)) {
			List<Path> files = all.filter(Files::isRegularFile).filter(ImageReader::isImage).sorted().toList();
			if (files.isEmpty()) throw new IOException(folder + ": no image in this folder or below, expected some to learn on");
			return new Photographs(folder, files);
		}
	}

	/** How many, and of which folder. */
	String describe() {
		return files.size() + " images of " + folder.getFileName();
	}

	/**
	 * A square piece of one image at some size, turned by quarters and mirrored at random, half of the time seen by another camera.
	 *
	 * @return values from 0 to 1, [3, side, side]; the same for the same seed and files
	 * @throws UncheckedIOException if the file cannot be read or does not have 8 bits, naming it
	 */
	float[] draw(long seed, int side) {
		SplittableRandom random = new SplittableRandom(seed);
		float[] rgb = piece(files.get(random.nextInt(files.size())), random, side);
		if (random.nextBoolean()) new Exposure(random).apply(rgb, side);
		return rgb;
	}

	private static float[] piece(Path file, SplittableRandom random, int side) {
		ImagePlane plane = plane(file);
		int whole = Math.min(plane.width(), plane.height()), least = (int) Math.min(whole, side / ENLARGED);
		int edge = (int) Math.round(least * Math.pow((double) whole / least, random.nextDouble()));
		int left = random.nextInt(plane.width() - edge + 1), top = random.nextInt(plane.height() - edge + 1), turn = random.nextInt(8);
		float[] rgb = new float[3 * side * side], cut = new float[edge * edge];
		for (int c = 0; c < 3; c++) {
			plane.read(Math.min(c, plane.channels() - 1), left, top, edge, edge, cut, 0);
			float[] resized = Resize.antialiased(cut, edge, edge, side, side, true);
			for (int p = 0; p < resized.length; p++)
				rgb[c * side * side + turned(p, side, turn)] = resized[p] / 255;
		}
		return rgb;
	}

	private static ImagePlane plane(Path file) {
		try {
			ImagePlane plane = ImagePlane.of(ImageReader.read(file));
			if (plane.type() != PixelType.UINT8 || plane.channels() != 1 && plane.channels() != 3) throw new IOException(file
				+ ": expected 8 bits, grey or RGB, found " + plane.type() + " and " + plane.channels() + " channels");
			return plane;
		}
		catch (IOException e) {
			throw new UncheckedIOException(e.getMessage(), e);
		}
	}

	/** Where a pixel goes by one of the eight ways to lay a square down. */
	private static int turned(int p, int side, int turn) {
		int x = p % side, y = p / side;
		if ((turn & 1) != 0) x = side - 1 - x;
		if ((turn & 2) != 0) y = side - 1 - y;
		return (turn & 4) != 0 ? x * side + y : y * side + x;
	}
}
