package sc.fiji.stfpm.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.imageio.IIOException;

import net.imglib2.RandomAccessibleInterval;

/** Image files read into memory without a dialog, a log window or a display. Thread-safe. */
public final class ImageReader {
	private static final List<String> EXTENSIONS = List.of("png", "tif", "tiff", "jpg", "jpeg", "bmp", "gif", "pgm", "ppm",
		"webp", "zarr");

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

	/** Whether a folder is an image itself: OME-Zarr, or called so. */
	public static boolean isImageFolder(Path folder) {
		return OmeZarrImage.isOne(folder);
	}

	/** Whether a file's name ends as those of images that are not read do, of microscopes say. */
	public static boolean isRefused(Path file) {
		return OtherKind.byName(file).isPresent();
	}

	/**
	 * Reads a PNG, TIFF, WebP, JPEG, BMP, GIF, PGM or PPM file, recognised by its content, or a folder of OME-Zarr: 2-D for grey, 3-D with axes x, y,
	 * channel for RGB, for ImageJ's composite TIFFs, and for TIFFs of more samples a pixel. Values are the file's own, unsigned
	 * 8-bit, unsigned 16-bit or float (which 32-bit integers and half floats become, too; signed 16-bit gains 32768 as in
	 * ImageJ). Alpha is dropped and the colours below it stay; palettes become grey or RGB, but a lookup table that ImageJ
	 * saved with a TIFF has no effect; integer TIFFs of other software in which white is 0 are inverted; colour profiles and
	 * the camera's orientation mark are not applied. {@code docs/files.md} has it all.
	 *
	 * @return an interval that {@link ImagePlane#of} takes, owned by the caller
	 * @throws IOException naming the file and what was found when it is missing, a folder, not an image, cut short or
	 *           corrupt, CMYK, or a stack of several slices
	 */
	public static RandomAccessibleInterval<?> read(Path file) throws IOException {
		return decoded(file, ImageReader::readAny);
	}

	/**
	 * The same, ready to be read, with the size of its pixels and the names of its channels where the file tells.
	 *
	 * @throws IOException as {@link #read}
	 */
	public static ImagePlane readPlane(Path file) throws IOException {
		return decoded(file, f -> {
			if (!Files.isDirectory(f) && PortableMap.isOne(f)) return ImagePlane.of(PortableMap.read(f));
			try (Planes planes = planes(f)) {
				if (planes == null) return ImagePlane.of(RasterFile.read(f).toInterval());
				return ImagePlane.of(single(planes)).withPixelSize(Optional.ofNullable(planes.pixelSize())).withChannelNames(planes
					.channelNames());
			}
		});
	}

	private static RandomAccessibleInterval<?> readAny(Path file) throws IOException {
		if (!Files.isDirectory(file) && PortableMap.isOne(file)) return PortableMap.read(file);
		try (Planes planes = planes(file)) {
			if (planes == null) return RasterFile.read(file).toInterval();
			return single(planes);
		}
	}

	private static RandomAccessibleInterval<?> single(Planes planes) throws IOException {
		int slices = planes.slices() * planes.frames();
		if (slices > 1) throw new IOException("the file is a stack of " + slices + " slices, expected a single image: save the"
			+ " slices as separate files, or open the stack in ImageJ and work on the open image");
		return planes.plane(1, 1);
	}

	/** Null for files that have one plane; kinds that are not read are refused by name. */
	static Planes planes(Path file) throws IOException {
		return Files.isDirectory(file) ? OmeZarrImage.open(file) : tiff(file);
	}

	/** Null where it is none; kinds that are not read are refused by name. */
	private static TiffFile tiff(Path file) throws IOException {
		OtherKind other = OtherKind.of(file).orElse(null);
		if (other != null) throw new IOException(other.refusal());
		return TiffFile.open(file);
	}

	/** As {@link Mask#read}. */
	static Mask readMask(Path file) throws IOException {
		return decoded(file, f -> {
			if (Files.isDirectory(f)) return Mask.of(ImagePlane.of(readAny(f)));
			if (PortableMap.isOne(f)) return Mask.of(ImagePlane.of(PortableMap.read(f)));
			try (TiffFile tiff = tiff(f)) {
				return tiff != null ? tiff.mask() : RasterFile.read(f).toMask();
			}
		});
	}

	interface Decoder<T> {
		T decode(Path file) throws IOException;
	}

	static <T> T decoded(Path file, Decoder<T> decoder) throws IOException {
		if (!Files.exists(file))
			throw new IOException(file + ": no such file");
		if (Files.isDirectory(file) && !isImageFolder(file))
			throw new IOException(file + ": found a folder, expected an image file");
		try {
			if (!Files.isDirectory(file) && Files.size(file) == 0)
				throw new IOException("the file is empty");
			return decoder.decode(file);
		} catch (EOFException e) {
			throw new IOException(file + ": the file is cut short", e);
		} catch (IIOException e) {
			boolean unsupported = String.valueOf(e.getMessage()).matches("(?s).*([Uu]nsupported|not supported|Unknown TIFF Comp).*");
			throw new IOException(file + ": the file is " + (unsupported ? "of a kind that is not read" : "damaged or cut short")
				+ " (" + e.getMessage() + ")", e);
		} catch (IOException e) {
			throw new IOException(file + ": " + e.getMessage(), e);
		} catch (RuntimeException e) {
			// Decoders fail in many ways on damaged files: a negative array size, an index out of range.
			throw new IOException(file + ": the image is damaged or of an unsupported kind (" + e + ")", e);
		}
	}
}
