package sc.fiji.stfpm.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;

/** PNG, JPEG, GIF and BMP files, read with the Java runtime's own decoders, and WebP. */
final class RasterFile {
	/** Formats whose files have a size that their pixels need; a few bytes of WebP may well be a large image of one colour. */
	private static final Set<String> BOUNDED = Set.of("png", "jpeg", "gif");

	private RasterFile() {}

	static RasterSamples read(Path path) throws IOException {
		try (ImageInputStream in = FileStream.open(path)) {
			ImageReader reader = decoder(in, Files.size(path));
			if (reader == null)
				throw new IOException("not an image in a known format, it starts with the bytes " + firstBytes(in));
			List<String> warnings = new ArrayList<>();
			try {
				reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
				reader.setInput(in);
				checkSingle(reader);
				ImageSize.check(reader.getWidth(0), reader.getHeight(0), 1);
				if (BOUNDED.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) ImageSize.checkHeld(reader.getWidth(0), reader
					.getHeight(0), Files.size(path));
				RasterSamples samples = new RasterSamples();
				samples.add(reader.read(0));
				for (String warning : warnings)
					if (warning.contains("EOI") || warning.contains("remature end"))
						throw new IOException("the file is cut short (" + warning + ")");
				return samples;
			} finally {
				reader.dispose();
			}
		}
	}

	/** Decoders that other plugins register would make pixel values depend on what else is installed. */
	private static ImageReader decoder(ImageInputStream in, long size) throws IOException {
		WebPImageReaderSpi webp = new WebPImageReaderSpi();
		if (webp.canDecodeInput(in)) {
			checkLength(in, size);
			return webp.createReaderInstance();
		}
		Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
		while (readers.hasNext()) {
			ImageReader reader = readers.next();
			if ("java.desktop".equals(reader.getClass().getModule().getName()))
				return reader;
			reader.dispose();
		}
		return null;
	}

	/** The decoder makes up what little is missing; the length follows the first four bytes. */
	private static void checkLength(ImageInputStream in, long size) throws IOException {
		in.mark();
		in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
		in.readInt();
		long needed = in.readUnsignedInt() + 8;
		in.setByteOrder(ByteOrder.BIG_ENDIAN);
		in.reset();
		if (size < needed) throw new IOException("the file is cut short: " + size + " bytes of " + needed);
	}

	private static void checkSingle(ImageReader reader) throws IOException {
		String format = reader.getFormatName().toLowerCase();
		int count = format.equals("gif") || format.equals("webp") ? reader.getNumImages(true) : 1;
		if (count > 1)
			throw new IOException("the file is a stack of " + count + " slices, expected a single image: save the slices as"
				+ " separate files, or open the stack in ImageJ and work on the open image");
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
