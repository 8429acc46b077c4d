package sc.fiji.stfpm.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that {@code src/test/scripts/zarr-fixtures} wrote by zarr-python, and our own. */
class ZarrArrayTest {
	private static final Path FIXTURES = Path.of("src/test/resources/sc/fiji/stfpm/zarr");

	@TempDir
	Path folder;

	/** All values of a 2-D array, row by row. */
	private static double[] values(ZarrArray array) throws IOException {
		int height = (int) array.shape()[0], width = (int) array.shape()[1], rows = array.chunks()[0], columns = array.chunks()[1];
		double[] values = new double[width * height];
		for (int cy = 0; cy * rows < height; cy++)
			for (int cx = 0; cx * columns < width; cx++) {
				ZarrArray.Values chunk = array.chunk(cy, cx);
				for (int y = cy * rows; y < Math.min(height, (cy + 1) * rows); y++)
					for (int x = cx * columns; x < Math.min(width, (cx + 1) * columns); x++)
						values[y * width + x] = chunk.get((y - cy * rows) * columns + x - cx * columns);
			}
		return values;
	}

	@ParameterizedTest
	@ValueSource(strings = { "blosc-lz4", "blosc-lz4-blocks", "blosc-lz4hc-float", "blosc-zstd-bits", "blosc-zstd-bits-float",
		"blosc-zlib-plain", "blosc-stored", "zstd", "lz4", "zlib", "gzip", "raw", "half", "column-major", "slashes" })
	void whatOtherSoftwareWroteIsRead(String name) throws IOException {
		ZarrArray array = ZarrArray.open(FIXTURES.resolve(name));
		double[] expected = new double[(int) (array.shape()[0] * array.shape()[1])];
		for (int i = 0; i < expected.length; i++)
			expected[i] = array.kind() == 'f' ? i * 37 % 251 / 8.0 : i * 37 % 251;
		assertArrayEquals(expected, values(array));
	}

	@Test
	void chunksThatAreMissingHaveTheFillValue() throws IOException {
		ZarrArray array = ZarrArray.open(FIXTURES.resolve("holes"));
		assertEquals(5, array.chunk(0, 0).get(0));
		assertEquals(-3, array.chunk(1, 1).get(0));
	}

	@ParameterizedTest
	@CsvSource({ "blosc-blosclz, blosclz", "bz2, bz2", "filtered, delta" })
	void whatIsNotReadIsNamed(String name, String what) {
		IOException e = assertThrows(IOException.class, () -> ZarrArray.open(FIXTURES.resolve(name)).chunk(0, 0));
		assertTrue(e.getMessage().contains(what) && e.getMessage().contains(name), e.getMessage());
	}

	@ParameterizedTest
	@ValueSource(strings = { "blosc-lz4", "blosc-zstd-bits", "zstd", "lz4", "zlib", "gzip", "raw" })
	void aChunkThatIsCutShortOrDamagedIsAnErrorThatNamesIt(String name) throws IOException {
		Files.copy(FIXTURES.resolve(name).resolve(".zarray"), folder.resolve(".zarray"));
		byte[] bytes = Files.readAllBytes(FIXTURES.resolve(name).resolve("0.0"));
		Random random = new Random(1);
		for (int length : new int[] { 0, 3, 15, 20, bytes.length / 2, bytes.length - 1 }) {
			Files.write(folder.resolve("0.0"), Arrays.copyOf(bytes, length));
			IOException e = assertThrows(IOException.class, () -> ZarrArray.open(folder).chunk(0, 0), name + " " + length);
			assertTrue(e.getMessage().contains("0.0"), e.getMessage());
		}
		for (int i = 0; i < 300; i++) {
			byte[] damaged = bytes.clone();
			damaged[random.nextInt(Math.min(40, bytes.length))] = (byte) random.nextInt();
			Files.write(folder.resolve("0.0"), damaged);
			try {
				ZarrArray.open(folder).chunk(0, 0);
			}
			catch (IOException expected) {
				assertTrue(expected.getMessage().contains("0.0"), expected.getMessage());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{\"zarr_format\": 3}", "{\"zarr_format\": 2, \"shape\": [5], \"chunks\": [0], \"dtype\": "
		+ "\"<u2\", \"fill_value\": 0, \"order\": \"C\"}", "{\"zarr_format\": 2, \"shape\": [5], \"chunks\": [3000000000], \"dtype\": \"<u2\","
			+ " \"fill_value\": 0, \"order\": \"C\"}" })
	void damagedMetadataAreAnErrorThatNamesThem(String text) throws IOException {
		Files.writeString(folder.resolve(".zarray"), text);
		IOException e = assertThrows(IOException.class, () -> ZarrArray.open(folder));
		assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
	}

	@ParameterizedTest
	@CsvSource({ "f, 32", "u, 16", "u, 8" })
	void whatIsWrittenIsReadToTheLastBit(char kind, int bits) throws IOException {
		ZarrWriter writer = new ZarrWriter(folder, new long[] { 300, 500 }, new int[] { 256, 256 }, kind, bits);
		writer.begin();
		Random random = new Random(bits);
		float[] values = new float[44 * 244];
		for (int i = 0; i < values.length; i++)
			values[i] = kind == 'f' ? random.nextFloat() : random.nextInt(1 << bits);
		writer.write(values, 244, 44, List.of(1L, 1L));
		ZarrArray array = ZarrArray.open(folder);
		ZarrArray.Values chunk = array.chunk(1, 1);
		for (int y = 0; y < 44; y++)
			for (int x = 0; x < 244; x++)
				assertEquals(values[y * 244 + x], (float) chunk.get(y * 256 + x));
		assertEquals(0, chunk.get(255));
		assertEquals(0, array.chunk(0, 0).get(0));
	}
}
