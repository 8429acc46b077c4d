package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By what an image file is known again under any name: the start of the SHA-256 of its bytes. */
public final class Fingerprint {
	private static final int BYTES = 8;

	private Fingerprint() {}

	/**
	 * 16 lower-case hexadecimal digits.
	 *
	 * @throws IOException if the file cannot be read
	 */
	public static String of(Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file); DigestInputStream digested = new DigestInputStream(in, MessageDigest
			.getInstance("SHA-256")))
		{
			digested.transferTo(OutputStream.nullOutputStream());
			return HexFormat.of().formatHex(digested.getMessageDigest().digest(), 0, BYTES);
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}
}
