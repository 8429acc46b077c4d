package sc.fiji.stfpm.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

import net.imglib2.RandomAccessibleInterval;

/** PNG, JPEG, GIF, BMP and TIFF files, read with the Java runtime's own decoders. */
final class RasterFile {
	private RasterFile() {}

	static RandomAccessibleInterval<?> read(Path path) throws IOException {
		return decoded(path, reader -> {
			RasterSamples samples = new RasterSamples();
			int pages = pages(reader);
			for (int i = 0; i < pages; i++)
				samples.add(reader.read(i));
			return samples.toInterval();
		});
	}

	/** As {@link Mask#read}. */
	static Mask readMask(Path path) throws IOException {
		return decoded(path, reader -> {
			Mask mask = null;
			for (int page : maskPages(reader)) {
				RasterSamples samples = new RasterSamples();
				samples.add(reader.read(page));
				mask = mask == null ? samples.toMask() : mask.or(samples.toMask());
			}
			return mask;
		});
	}

	private interface Decoding<T> {
		T of(ImageReader reader) throws IOException;
	}

	private static <T> T decoded(Path path, Decoding<T> decoding) throws IOException {
		try (ImageInputStream in = new FileImageInputStream(path.toFile())) {
			ImageReader reader = decoder(in);
			if (reader == null)
				throw new IOException("not an image in a known format, it starts with the bytes " + firstBytes(in));
			List<String> warnings = new ArrayList<>();
			try {
				reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
				reader.setInput(in);
				T decoded = decoding.of(reader);
				for (String warning : warnings)
					if (warning.contains("EOI") || warning.contains("remature end"))
						throw new IOException("the file is cut short (" + warning + ")");
				return decoded;
			} finally {
				reader.dispose();
			}
		}
	}

	/** Decoders that other plugins register would make pixel values depend on what else is installed. */
	private static ImageReader decoder(ImageInputStream in) {
		Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
		while (readers.hasNext()) {
			ImageReader reader = readers.next();
			if ("java.desktop".equals(reader.getClass().getModule().getName()))
				return reader;
			reader.dispose();
		}
		return null;
	}

	/** How many pages make up the image: one, or one for each channel as ImageJ writes its composites. */
	private static int pages(ImageReader reader) throws IOException {
		if (!isTiff(reader) && !reader.getFormatName().equalsIgnoreCase("gif"))
			return 1;
		int pages = 0;
		for (int i = 0; i < reader.getNumImages(true); i++)
			// TIFF files may carry a thumbnail or a pyramid beside the image.
			if (reader.getWidth(i) == reader.getWidth(0) && reader.getHeight(i) == reader.getHeight(0))
				pages++;
		String description = imageJDescription(reader);
		int channels = number(description, "channels", 1);
		pages = Math.max(pages, number(description, "images", 1));
		if (pages > 1 && pages != channels)
			throw new IOException("the file is a stack of " + pages + " slices, expected a single image: save the slices as"
				+ " separate files, or open the stack in ImageJ and work on the open image");
		return pages;
	}

	/** Which pages make up a mask: in a TIFF all but the reduced copies of a pyramid. */
	private static List<Integer> maskPages(ImageReader reader) throws IOException {
		if (!isTiff(reader)) {
			pages(reader);
			return List.of(0);
		}
		List<Integer> pages = new ArrayList<>();
		int count = reader.getNumImages(true);
		for (int i = 0; i < count; i++) {
			TIFFField kind = TIFFDirectory.createFromMetadata(reader.getImageMetadata(i)).getTIFFField(
				BaselineTIFFTagSet.TAG_NEW_SUBFILE_TYPE);
			if (i > 0 && kind != null && (kind.getAsInt(0) & BaselineTIFFTagSet.NEW_SUBFILE_TYPE_REDUCED_RESOLUTION) != 0)
				continue;
			if (reader.getWidth(i) != reader.getWidth(0) || reader.getHeight(i) != reader.getHeight(0))
				throw new IOException("page " + (i + 1) + " of the mask is " + reader.getWidth(i) + " x " + reader.getHeight(i)
					+ ", the first " + reader.getWidth(0) + " x " + reader.getHeight(0) + ", expected pages of one size");
			pages.add(i);
		}
		int images = number(imageJDescription(reader), "images", 1);
		if (images > count)
			throw new IOException("the mask has " + images + " slices in a form that only ImageJ reads, found " + count
				+ " pages: merge the slices into one");
		return pages;
	}

	private static boolean isTiff(ImageReader reader) throws IOException {
		return reader.getFormatName().toLowerCase().startsWith("tif");
	}

	/** What ImageJ notes in its TIFFs; empty in files of others. */
	private static String imageJDescription(ImageReader reader) throws IOException {
		if (!isTiff(reader))
			return "";
		TIFFField field = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0)).getTIFFField(
			BaselineTIFFTagSet.TAG_IMAGE_DESCRIPTION);
		String description = field == null ? "" : field.getAsString(0);
		return description.startsWith("ImageJ=") ? description : "";
	}

	private static int number(String description, String key, int otherwise) {
		Matcher matcher = Pattern.compile("^" + key + "=(\\d{1,9})\\s*$", Pattern.MULTILINE).matcher(description);
		return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
	}

	private static String firstBytes(ImageInputStream in) throws IOException {
		in.seek(0);
		byte[] start = new byte[4];
		int n = Math.max(in.read(start), 0);
		StringBuilder hex = new StringBuilder();
		for (int i = 0; i < n; i++)
			hex.append(i > 0 ? " " : "").append(String.format("%02x", start[i]));
		return hex.toString();
	}
}
