package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.img.array.ArrayImgs;

class ImageSourceTest {
	@TempDir
	Path folder;

	private static float[] values(ImageSource source) throws IOException {
		float[] values = new float[3];
		source.read().read(0, 0, 0, 3, 1, values, 0);
		return values;
	}

	@Test
	void aFileIsReadWhenItIsNeeded() throws IOException {
		Path file = folder.resolve("a.pgm");
		ImageSource source = ImageSource.of(List.of(new Sample(file, "good/a.pgm", false, Sample.GOOD, Optional.empty()))).get(0);
		assertEquals("good/a.pgm", source.name());
		assertThrows(IOException.class, source::read);
		Files.write(file, "P5 3 1 255\n\1\2\3".getBytes(StandardCharsets.ISO_8859_1));
		assertArrayEquals(new float[] { 1, 2, 3 }, values(source));
	}

	@Test
	void anImageInMemoryCanBeReadAgainAndAgain() throws IOException {
		ImageSource source = ImageSource.of("open", ArrayImgs.floats(new float[] { 0.5f, 2, -1 }, 3, 1));
		assertEquals("open", source.name());
		assertArrayEquals(new float[] { 0.5f, 2, -1 }, values(source));
		assertArrayEquals(new float[] { 0.5f, 2, -1 }, values(source));
	}
}
