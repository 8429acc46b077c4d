package sc.fiji.stfpm.image;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.PGM_Reader;
import net.imglib2.RandomAccessibleInterval;

/**
 * A PGM or PPM file, which ImageJ's own reader reads. That leaves what is missing from a short file black, so the values are
 * counted first.
 *
 * @param plain whether values are written as text
 * @param samples of all pixels
 * @param max the highest value
 * @param start where the values begin
 */
record PortableMap(boolean plain, long samples, int max, long start) {
	/** Whether a file begins as one. */
	static boolean isOne(Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			byte[] start = in.readNBytes(3);
			return start.length == 3 && start[0] == 'P' && "2356".indexOf(start[1]) >= 0 && Character.isWhitespace(start[2]);
		}
	}

	/** See {@link ImageReader#read}. */
	static RandomAccessibleInterval<?> read(Path file) throws IOException {
		header(file).checkComplete(file);
		ImageStack stack = new PGM_Reader().openFile(file.toString());
		ImagePlus image = new ImagePlus(file.getFileName().toString(), stack);
		image.setDimensions(stack.size(), 1, 1);
		return ImagePlusImg.plane(image, 1, 1);
	}

	private static PortableMap header(Path file) throws IOException {
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
			long[] read = new long[1];
			String type = word(in, read);
			long width = Integer.parseInt(word(in, read)), height = Integer.parseInt(word(in, read));
			int max = Integer.parseInt(word(in, read));
			int channels = type.equals("P3") || type.equals("P6") ? 3 : 1;
			ImageSize.check(width, height, channels);
			return new PortableMap(type.equals("P2") || type.equals("P3"), width * height * channels, max, read[0]);
		}
	}

	/** The next word and the one blank behind it; comments are no words. */
	private static String word(InputStream in, long[] read) throws IOException {
		StringBuilder word = new StringBuilder();
		boolean comment = false;
		while (true) {
			int c = in.read();
			if (c < 0) throw new EOFException();
			read[0]++;
			comment = c == '#' || comment && c != '\n' && c != '\r';
			if (!comment && !Character.isWhitespace(c)) word.append((char) c);
			else if (!word.isEmpty()) return word.toString();
		}
	}

	private void checkComplete(Path file) throws IOException {
		long needed = plain ? samples : start + samples * (max > 255 ? 2 : 1);
		long found = plain ? numbers(file) : Files.size(file);
		if (found < needed) throw new IOException("the file is cut short: " + found + (plain ? " values of " : " bytes of ") + needed);
	}

	/** How many there are behind the header's four words. */
	private static long numbers(Path file) throws IOException {
		try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
			return Math.max(0, lines.map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).mapToLong(
				line -> line.split("\\s+").length).sum() - 4);
		}
	}
}
