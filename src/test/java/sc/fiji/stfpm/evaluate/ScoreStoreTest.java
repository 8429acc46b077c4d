package sc.fiji.stfpm.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreStoreTest {
	/** Blocks of the file and of the reader do not meet. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 40_000, 1 << 20 })
	void givesBackWhatItGotFromHighToLow(int budget) {
		Random random = new Random(budget);
		float[][] arrays = new float[5][];
		try (ScoreStore store = new ScoreStore(budget)) {
			ScoreStore.Scores[] kept = new ScoreStore.Scores[arrays.length];
			for (int i = 0; i < arrays.length; i++) {
				arrays[i] = new float[i * 12_345];
				for (int j = 0; j < arrays[i].length; j++)
					arrays[i][j] = random.nextInt(1000) / 7f;
				kept[i] = store.add(arrays[i].clone());
			}
			for (int i = 0; i < arrays.length; i++) {
				Arrays.sort(arrays[i]);
				float[] read = new float[arrays[i].length];
				ScoreStore.Descending descending = kept[i].descending(1000);
				int n = read.length;
				while (descending.next())
					read[--n] = descending.score();
				assertEquals(0, n);
				assertArrayEquals(arrays[i], read);
			}
		}
	}

	@Test
	void leavesNoFileBehind() throws Exception {
		long before = files();
		try (ScoreStore store = new ScoreStore(0)) {
			store.add(new float[10]);
		}
		assertEquals(before, files());
	}

	private static long files() throws Exception {
		try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return all.filter(file -> file.getFileName().toString().startsWith("stfpm-scores")).count();
		}
	}
}
