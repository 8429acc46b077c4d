package sc.fiji.stfpm.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.PGM_Reader;
import net.imglib2.RandomAccessibleInterval;

/** Image files read into memory without a dialog, a log window or a display. Thread-safe. */
public final class ImageReader {
	private static final List<String> EXTENSIONS = List.of("png", "tif", "tiff", "jpg", "jpeg", "bmp", "gif", "pgm", "ppm");

	private ImageReader() {}

	/** The extensions of image files, in lower case and without a dot. */
	public static List<String> extensions() {
		return EXTENSIONS;
	}

	/** Whether a file's name ends as an image's does; the file is not looked at. */
	public static boolean isImage(Path file) {
		String name = file.getFileName().toString();
		return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) && name.contains(".");
	}

	/**
	 * Reads a PNG, TIFF, JPEG, BMP, GIF, PGM or PPM file, recognised by its content: 2-D for grey, 3-D with axes x, y,
	 * channel for RGB and for ImageJ's composite TIFFs. Values are the file's own, unsigned 8-bit, unsigned 16-bit or
	 * float (which 32-bit integers become, too; signed 16-bit gains 32768 as in ImageJ). Alpha is dropped and the colours
	 * below it stay; palettes become grey or RGB, but a lookup table that merely displays grey values (ImageJ saves it
	 * with an image) has no effect; colour profiles and the camera's orientation mark are not applied.
	 *
	 * @return an interval that {@link ImagePlane#of} takes, owned by the caller
	 * @throws IOException naming the file and what was found when it is missing, a folder, not an image, cut short or
	 *           corrupt, CMYK, or a stack of several slices
	 */
	public static RandomAccessibleInterval<?> read(Path file) throws IOException {
		return decoded(file, f -> isPortableMap(f) ? readPortableMap(f) : RasterFile.read(f));
	}

	/** As {@link Mask#read}. */
	static Mask readMask(Path file) throws IOException {
		return decoded(file, f -> isPortableMap(f) ? Mask.of(ImagePlane.of(readPortableMap(f))) : RasterFile.readMask(f));
	}

	private interface Decoder<T> {
		T decode(Path file) throws IOException;
	}

	private static <T> T decoded(Path file, Decoder<T> decoder) throws IOException {
		if (!Files.exists(file))
			throw new IOException(file + ": no such file");
		if (Files.isDirectory(file))
			throw new IOException(file + ": found a folder, expected an image file");
		try {
			if (Files.size(file) == 0)
				throw new IOException("the file is empty");
			return decoder.decode(file);
		} catch (EOFException e) {
			throw new IOException(file + ": the file is cut short", e);
		} catch (IOException e) {
			throw new IOException(file + ": " + e.getMessage(), e);
		} catch (RuntimeException e) {
			// Decoders fail in many ways on damaged files: a negative array size, an index out of range.
			throw new IOException(file + ": the image is damaged or of an unsupported kind (" + e + ")", e);
		}
	}

	private static boolean isPortableMap(Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			byte[] start = in.readNBytes(3);
			return start.length == 3 && start[0] == 'P' && "2356".indexOf(start[1]) >= 0 && Character.isWhitespace(start[2]);
		}
	}

	private static RandomAccessibleInterval<?> readPortableMap(Path file) throws IOException {
		ImageStack stack = new PGM_Reader().openFile(file.toString());
		ImagePlus image = new ImagePlus(file.getFileName().toString(), stack);
		image.setDimensions(stack.size(), 1, 1);
		boolean raw;
		try (InputStream in = Files.newInputStream(file)) {
			raw = "56".indexOf(in.readNBytes(2)[1]) >= 0;
		}
		// The reader leaves the pixels that are missing from a short file black.
		long bytes = (long) stack.getWidth() * stack.getHeight() * stack.size() * stack.getBitDepth() / 8;
		if (raw && Files.size(file) < bytes)
			throw new IOException("the file is cut short: " + Files.size(file) + " bytes, the pixels alone need " + bytes);
		return ImagePlusImg.plane(image, 1, 1);
	}
}
