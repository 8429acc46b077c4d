package sc.fiji.stfpm.pyramid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImageFile;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.image.PixelType;

class TiledTiffTest {
	private static final PixelSize SIZE = new PixelSize(0.65, 0.7, "µm");

	@TempDir
	Path folder;

	private static float[] random(int count) {
		Random random = new Random(1);
		float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = random.nextFloat() * 3 - 1;
		return values;
	}

	private static float[] values(RandomAccessibleInterval<?> image) {
		ImagePlane plane = ImagePlane.of(image);
		float[] values = new float[plane.width() * plane.height()];
		plane.read(0, 0, 0, plane.width(), plane.height(), values, 0);
		return values;
	}

	@ParameterizedTest
	@CsvSource({ "1300, 700, 4294967295", "1300, 700, 100", "1, 1, 100", "1, 1030, 4294967295", "512, 512, 100", "513, 1, 4294967295" })
	void theFileHasThePlaneToTheLastBitAndItsCopiesAreNoSlices(int width, int height, long classicBytes) throws IOException {
		float[] values = random(width * height);
		values[0] = Float.NaN;
		Path file = folder.resolve("map.tif");
		TiledTiff.write(file, ArrayImgs.floats(values, width, height), Reduction.MAXIMUM, Optional.of(SIZE), "a <b> & µ", Progress.NONE,
			classicBytes);
		assertEquals(classicBytes == 100 ? 43 : 42, Files.readAllBytes(file)[2]);
		try (ImageFile image = ImageFile.open(file)) {
			assertEquals(1, image.slices() * image.frames() * image.channels());
			assertEquals(Optional.of(SIZE), image.pixelSize());
			assertEquals(List.of("a <b> & µ"), image.channelNames());
			assertArrayEquals(values, values(image.plane(1, 1)));
		}
		assertEquals(List.of("map.tif"), Files.list(folder).map(f -> f.getFileName().toString()).toList());
	}

	@Test
	void integersStayWhatTheyAre() throws IOException {
		Path file = folder.resolve("a.tif");
		short[] values = { 0, 1, 32767, -32768, -1, 7 };
		TiledTiff.write(file, ArrayImgs.unsignedShorts(values, 3, 2), Reduction.MEAN, Optional.empty(), "a", Progress.NONE);
		try (ImageFile image = ImageFile.open(file)) {
			assertEquals(PixelType.UINT16, ImagePlane.of(image.plane(1, 1)).type());
			assertArrayEquals(new float[] { 0, 1, 32767, 32768, 65535, 7 }, values(image.plane(1, 1)));
			assertEquals(Optional.empty(), image.pixelSize());
		}
	}

	@Test
	void whatIsCancelledLeavesTheOldFile() throws IOException {
		Path file = Files.writeString(folder.resolve("map.tif"), "old");
		Progress cancelled = new Progress() {
			private long done;

			@Override
			public void update(long now, long total, String message) {
				done = now;
			}

			@Override
			public boolean isCancelled() {
				return done == 2;
			}
		};
		assertThrows(CancellationException.class, () -> TiledTiff.write(file, ArrayImgs.floats(1200, 600), Optional.empty(), "a",
			cancelled));
		assertEquals("old", Files.readString(file));
		assertEquals(1, Files.list(folder).count());
	}

	@Test
	void severalChannelsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> TiledTiff.write(folder.resolve("a.tif"), ArrayImgs.unsignedBytes(2, 2, 2),
			Reduction.MEAN, Optional.empty(), "a", Progress.NONE));
	}

	@Test
	void aSizeInAnUnknownUnitDoesNotBreakTheFile() throws IOException {
		Path file = folder.resolve("a.tif");
		RandomAccessibleInterval<FloatType> map = ArrayImgs.floats(new float[] { 1, 2 }, 2, 1);
		TiledTiff.write(file, map, Optional.of(new PixelSize(2, 2, "furlong")), "a", Progress.NONE);
		try (ImageFile image = ImageFile.open(file)) {
			assertFalse(image.pixelSize().isPresent());
			assertTrue(image.plane(1, 1) != null);
		}
	}
}
