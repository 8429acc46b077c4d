package sc.fiji.stfpm.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The checksum of a jar by which ImageJ's updater knows it: the SHA-1 of names and contents of its entries in the order of
 * their names. What differs from build to build does not count: nothing of the manifest, no comments in properties.
 */
final class UpdaterChecksum {
	private UpdaterChecksum() {}

	/** Forty lower-case hexadecimal digits. */
	static String of(Path jar) throws IOException {
		MessageDigest digest = sha1();
		try (JarFile file = new JarFile(jar.toFile())) {
			List<JarEntry> entries = Collections.list(file.entries());
			entries.sort(Comparator.comparing(JarEntry::getName));
			for (JarEntry entry : entries) {
				digest.update(entry.getName().getBytes(StandardCharsets.US_ASCII));
				if (entry.getName().equals(JarFile.MANIFEST_NAME)) continue;
				try (InputStream content = file.getInputStream(entry)) {
					if (entry.getName().endsWith(".properties")) digest.update(withoutComments(content.readAllBytes()));
					else update(digest, content);
				}
			}
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private static void update(MessageDigest digest, InputStream content) throws IOException {
		byte[] buffer = new byte[1 << 16];
		for (int n = content.read(buffer); n >= 0; n = content.read(buffer))
			digest.update(buffer, 0, n);
	}

	/**
	 * Of a comment the updater keeps the end of the line. A comment that follows an empty one is kept whole, as the updater
	 * takes the end of that line for its content.
	 */
	private static byte[] withoutComments(byte[] text) {
		ByteArrayOutputStream rest = new ByteArrayOutputStream(text.length);
		boolean atStart = true;
		for (int i = 0; i < text.length; i++) {
			if (atStart && text[i] == '#') {
				boolean empty = true;
				for (; i < text.length && text[i] != '\n'; i++)
					empty &= text[i] == '#';
				atStart = !empty;
			}
			else atStart = text[i] == '\n' && !atStart;
			if (i < text.length) rest.write(text[i]);
		}
		return rest.toByteArray();
	}

	private static MessageDigest sha1() {
		try {
			return MessageDigest.getInstance("SHA-1");
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}
}
