package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.stfpm.image.ImagePlane;

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

	private static String of(RandomAccessibleInterval<?> image) {
		return Fingerprint.of(ImagePlane.of(image));
	}

	@Test
	void pixelsAreKnownByTheirTypeSizeAndValues() {
		byte[] values = { 1, 2, 3, 4, 5, 6, 7, 8 };
		String print = of(ArrayImgs.unsignedBytes(values.clone(), 4, 2));
		assertEquals(print, of(ArrayImgs.unsignedBytes(values.clone(), 4, 2)));
		assertEquals(16, print.length());
		byte[] first = values.clone(), last = values.clone();
		first[0]++;
		last[7]++;
		List<RandomAccessibleInterval<?>> others = List.of(ArrayImgs.unsignedBytes(values, 2, 4), ArrayImgs.unsignedBytes(values, 2,
			2, 2), ArrayImgs.unsignedBytes(first, 4, 2), ArrayImgs.unsignedBytes(last, 4, 2), ArrayImgs.unsignedBytes(last, 2, 2, 2),
			ArrayImgs.floats(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 4, 2));
		Set<String> prints = others.stream().map(FingerprintTest::of).collect(Collectors.toSet());
		assertEquals(others.size(), prints.size());
		assertFalse(prints.contains(print));
	}
}
