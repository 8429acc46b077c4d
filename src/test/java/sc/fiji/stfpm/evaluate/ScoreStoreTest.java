package sc.fiji.stfpm.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreStoreTest {
	/** Blocks of the file and of the reader do not meet. */
	@ParameterizedTest
	@CsvSource({ "0, 1000", "1, 1000", "40000, 1000", "1048576, 1000", "0, 30000" })
	void givesBackWhatItGotFromHighToLow(int budget, int buffer) {
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
				ScoreStore.Descending descending = kept[i].descending(buffer);
				int n = read.length;
				while (descending.next())
					read[--n] = descending.score();
				assertEquals(0, n);
				assertArrayEquals(arrays[i], read);
			}
		}
	}

	/** Closing takes the file away, so that what can still be read was in memory. */
	@Test
	void whatReachesTheBudgetStaysInMemoryAndMoreGoesWithTheFile() {
		ScoreStore store = new ScoreStore(10);
		List<ScoreStore.Scores> kept = List.of(store.add(new float[6]), store.add(new float[4]), store.add(new float[0]));
		ScoreStore.Scores spilled = store.add(new float[1]);
		store.close();
		for (ScoreStore.Scores scores : kept)
			assertEquals(scores.count() > 0, scores.descending(10).next());
		ScoreStore.Descending gone = spilled.descending(10);
		assertThrows(UncheckedIOException.class, gone::next);
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
