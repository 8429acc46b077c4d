package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

import sc.fiji.stfpm.image.ImagePlane;

/** By what an image is known again under any name: the start of the SHA-256 of a file's bytes, or of pixels. */
public final class Fingerprint {
	private static final int BYTES = 8;

	private Fingerprint() {}

	/**
	 * 16 lower-case hexadecimal digits; of a folder of OME-Zarr those of all of its files.
	 *
	 * @throws IOException if the file cannot be read
	 */
	public static String of(Path file) throws IOException {
		MessageDigest digest = sha256();
		if (!Files.isDirectory(file)) add(digest, file);
		else try (Stream<Path> files = Files.walk(file)) {
			for (Path each : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
				digest.update(ImageFiles.name(file, each).getBytes(StandardCharsets.UTF_8));
				add(digest, each);
			}
		}
		return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
	}

	private static void add(MessageDigest digest, Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file); DigestInputStream digested = new DigestInputStream(in, digest)) {
			digested.transferTo(OutputStream.nullOutputStream());
		}
	}

	/** 16 lower-case hexadecimal digits, the same for the same size, type and values, whatever file they are in. */
	public static String of(ImagePlane plane) {
		MessageDigest digest = sha256();
		digest.update((plane.type() + " " + plane.width() + " " + plane.height() + " " + plane.channels()).getBytes(
			StandardCharsets.US_ASCII));
		float[] row = new float[plane.width()];
		ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
		for (int channel = 0; channel < plane.channels(); channel++)
			for (int y = 0; y < plane.height(); y++) {
				plane.read(channel, 0, y, row.length, 1, row, 0);
				bytes.clear().asFloatBuffer().put(row);
				digest.update(bytes);
			}
		return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}
}
