package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class WorstPicturesTest {
	@Test
	void theWorstStayWhateverTheOrderAndEachHasItsOwn() throws IOException {
		int[] badness = { 5, 1, 9, 3, 7, 2, 8, 0 };
		try (WorstPictures pictures = new WorstPictures(3, 10)) {
			for (int i = 0; i < badness.length; i++)
				pictures.add(i, badness[i], new byte[] { (byte) i, (byte) badness[i] });
			for (int i = 0; i < badness.length; i++) {
				assertEquals(badness[i] >= 7, pictures.of(i).isPresent(), "image " + i);
				if (badness[i] >= 7) assertArrayEquals(new byte[] { (byte) i, (byte) badness[i] }, pictures.of(i).orElseThrow());
			}
			assertFalse(pictures.wants(6), "it would not stay, so that nobody need draw it");
			assertTrue(pictures.wants(7.5));
		}
	}

	@Test
	void aPictureThatIsTooLargeIsLeftOut() throws IOException {
		try (WorstPictures pictures = new WorstPictures(3, 10)) {
			pictures.add(0, 1, new byte[11]);
			assertTrue(pictures.of(0).isEmpty());
			pictures.add(1, 1, new byte[10]);
			assertEquals(10, pictures.of(1).orElseThrow().length);
		}
	}

	@Test
	void whatIsKeptIsBounded() throws IOException {
		try (WorstPictures pictures = new WorstPictures(5, 100)) {
			for (int i = 0; i < 1000; i++)
				pictures.add(i, i % 17, new byte[100]);
			assertEquals(5, IntStream.range(0, 1000).filter(i -> present(pictures, i)).count());
		}
	}

	private static boolean present(WorstPictures pictures, int image) {
		try {
			return pictures.of(image).isPresent();
		}
		catch (IOException e) {
			throw new AssertionError(e);
		}
	}
}
