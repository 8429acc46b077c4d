package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
	@TempDir
	private Path folder;

	/** The SHA-256 of "abc" is an example in FIPS 180-2: ba7816bf 8f01cfea 4141... */
	@Test
	void isTheStartOfTheSha256WhateverTheName() throws IOException {
		assertEquals("ba7816bf8f01cfea", Fingerprint.of(Files.writeString(folder.resolve("a.png"), "abc")));
		assertEquals("ba7816bf8f01cfea", Fingerprint.of(Files.writeString(folder.resolve("b.png"), "abc")));
		assertEquals("e3b0c44298fc1c14", Fingerprint.of(Files.createFile(folder.resolve("empty.png"))));
		assertThrows(IOException.class, () -> Fingerprint.of(folder.resolve("missing.png")));
	}
}
