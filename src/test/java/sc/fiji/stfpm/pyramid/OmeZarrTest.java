package sc.fiji.stfpm.pyramid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.cells.CachedCells;
import sc.fiji.stfpm.image.ImageFile;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.zarr.ZarrArray;

class OmeZarrTest {
	@TempDir
	Path folder;

	private static float[] random(int count) {
		Random random = new Random(1);
		float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = random.nextFloat() * 3 - 1;
		return values;
	}

	private List<String> names() throws IOException {
		try (var files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@ParameterizedTest
	@CsvSource({ "1300, 700", "1, 1", "1, 1030", "512, 512", "513, 1" })
	void theFolderHasTheMapToTheLastBit(int width, int height) throws IOException {
		float[] values = random(width * height);
		values[0] = Float.NaN;
		Path zarr = folder.resolve("map.zarr");
		PixelSize size = new PixelSize(0.65, 0.7, "µm");
		OmeZarr.write(zarr, ArrayImgs.floats(values, width, height), Optional.of(size), "a \"b\" µ", Progress.NONE);
		try (ImageFile image = ImageFile.open(zarr)) {
			assertEquals(1, image.slices() * image.frames() * image.channels());
			assertEquals(Optional.of(size), image.pixelSize());
			assertEquals(List.of("a \"b\" µ"), image.channelNames());
			float[] found = new float[values.length];
			ImagePlane.of(image.plane(1, 1)).read(0, 0, 0, width, height, found, 0);
			assertArrayEquals(values, found);
		}
		assertEquals(List.of("map.zarr"), names());
		// Zarr for Python reads nothing else.
		assertTrue(Files.readString(zarr.resolve(".zattrs")).chars().allMatch(c -> c < 0x7f));
		assertTrue(Files.readString(zarr.resolve(".zattrs")).replaceAll("\\s", "").contains("\"axes\":[{\"name\":\"t\",\"type\":\"time\"},{\"name\":\"c\","
			+ "\"type\":\"channel\"},{\"name\":\"z\",\"type\":\"space\"},{\"name\":\"y\""), "the order of keys, in every process");
	}

	/** Everything in a folder, by its name. */
	private static Map<String, String> content(Path zarr) throws IOException {
		Map<String, String> content = new TreeMap<>();
		try (var files = Files.walk(zarr)) {
			for (Path file : files.filter(Files::isRegularFile).toList())
				content.put(zarr.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
		}
		return content;
	}

	@ParameterizedTest
	@CsvSource({ "1300, 700, 0", "2100, 1600, 0", "2100, 1600, 1", "2100, 1600, 2", "1030, 1, 1", "300, 200, 3" })
	void blocksByManyProcessesAreTheWholeByteByByte(int width, int height, int level) throws IOException {
		float[] values = random(width * height);
		Arrays.fill(values, width * height / 2, width * height / 2 + 90, Float.NaN);
		Img<FloatType> map = ArrayImgs.floats(values, width, height);
		Path whole = folder.resolve("whole.zarr"), made = folder.resolve("made"), zarr = folder.resolve("map.zarr");
		Optional<PixelSize> size = Optional.of(new PixelSize(0.65, 0.7, "µm"));
		OmeZarr.write(whole, map, size, "a", Progress.NONE);
		OmeZarrBlocks one = new OmeZarrBlocks(made, width, height, level), other = new OmeZarrBlocks(made, width, height, level);
		one.begin();
		ValueRange range = new ValueRange();
		List<Integer> blocks = new ArrayList<>(IntStream.range(0, one.grid().count()).boxed().toList());
		Collections.shuffle(blocks, new Random(1));
		for (int block : blocks)
			range.add((block % 2 == 0 ? one : other).write(map, block, Progress.NONE));
		// One that a process did again.
		one.write(map, blocks.get(0), Progress.NONE);
		Files.createFile(made.resolve("0").resolve(".stfpm-0b0c4fcb-0f1c-4f52-a8f5-6a3f6e0e5a55.tmp"));
		other.end(range, size, "a");
		OmeZarr.move(made, zarr);
		assertEquals(content(whole), content(zarr));
		assertEquals(List.of("map.zarr", "whole.zarr"), names());
	}

	@Test
	void aBlockThatIsMissingIsFound() throws IOException {
		OmeZarrBlocks zarr = new OmeZarrBlocks(folder, 1300, 700, 0);
		zarr.begin();
		for (int block = 0; block < 5; block++)
			zarr.write(ArrayImgs.floats(1300, 700), block, Progress.NONE);
		IOException e = assertThrows(IOException.class, () -> zarr.end(new ValueRange(), Optional.empty(), "a"));
		assertTrue(e.getMessage().contains("column 2 and row 1 is missing"), e.getMessage());
		assertFalse(Files.exists(folder.resolve(".zattrs")), "the folder is no image");
	}

	@Test
	void smallerCopiesHaveTheHighestOfTheirPixels() throws IOException {
		float[] values = new float[1300 * 700];
		values[699 * 1300 + 1299] = 5;
		values[511 * 1300 + 512] = 7;
		Path zarr = folder.resolve("map.zarr");
		OmeZarr.write(zarr, ArrayImgs.floats(values, 1300, 700), Optional.empty(), "a", Progress.NONE);
		ZarrArray half = ZarrArray.open(zarr.resolve("1")), quarter = ZarrArray.open(zarr.resolve("2"));
		assertArrayEquals(new long[] { 1, 1, 1, 350, 650 }, half.shape());
		assertArrayEquals(new long[] { 1, 1, 1, 175, 325 }, quarter.shape());
		assertEquals(5, half.chunk(0, 0, 0, 0, 1).get(349 * 512 + 649 - 512));
		assertEquals(7, half.chunk(0, 0, 0, 0, 0).get(255 * 512 + 256));
		assertEquals(5, quarter.chunk(0, 0, 0, 0, 0).get(174 * 512 + 324));
		assertEquals(7, quarter.chunk(0, 0, 0, 0, 0).get(127 * 512 + 128));
		assertFalse(Files.exists(zarr.resolve("3")));
	}

	@Test
	void aLazyMapIsComputedOnce() throws IOException {
		AtomicInteger computed = new AtomicInteger();
		// Room for a row of cells, as a reader row by row needs.
		Img<FloatType> map = CachedCells.floats(new long[] { 2100, 1600 }, new int[] { 512, 512 }, 5L * 512 * 512 * 4, (min, size,
			values) -> computed.incrementAndGet());
		OmeZarr.write(folder.resolve("map.zarr"), map, Optional.empty(), "a", Progress.NONE);
		assertEquals(20, computed.get());
	}

	@Test
	void whatIsCancelledOrFailsLeavesTheOldFolder() throws IOException {
		Path zarr = folder.resolve("map.zarr");
		OmeZarr.write(zarr, ArrayImgs.floats(new float[] { 3 }, 1, 1), Optional.empty(), "old", Progress.NONE);
		Progress cancelled = new Progress() {
			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> OmeZarr.write(zarr, ArrayImgs.floats(2, 2), Optional.empty(), "new", cancelled));
		assertEquals(3, ZarrArray.open(zarr.resolve("0")).chunk(0, 0, 0, 0, 0).get(0));
		OmeZarr.write(zarr, ArrayImgs.floats(new float[] { 4 }, 1, 1), Optional.empty(), "new", Progress.NONE);
		assertEquals(4, ZarrArray.open(zarr.resolve("0")).chunk(0, 0, 0, 0, 0).get(0));
		assertEquals(List.of("map.zarr"), names());
	}

	@Test
	void whatAKilledProcessLeftIsNoImageAndIsRemoved() throws IOException {
		Path left = Files.createDirectories(folder.resolve(".stfpm-map.zarr.part").resolve("0"));
		Files.createFile(left.resolve("0"));
		OmeZarr.write(folder.resolve("map.zarr"), ArrayImgs.floats(2, 2), Optional.empty(), "a", Progress.NONE);
		assertEquals(List.of("map.zarr"), names());
	}

	@Test
	void anotherFolderIsNotReplaced() throws IOException {
		Path mine = Files.createDirectory(folder.resolve("map.zarr"));
		Files.writeString(mine.resolve("thesis.txt"), "");
		IOException e = assertThrows(IOException.class, () -> OmeZarr.write(mine, ArrayImgs.floats(2, 2), Optional.empty(), "a",
			Progress.NONE));
		assertTrue(e.getMessage().contains("map.zarr"), e.getMessage());
		assertTrue(Files.exists(mine.resolve("thesis.txt")));
	}
}
