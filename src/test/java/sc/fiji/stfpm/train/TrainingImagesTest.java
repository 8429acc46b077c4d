package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.testing.Models;

class TrainingImagesTest {
	private static final int SIZE = 64;
	/** Room for four places across and three down. */
	private static final TrainingImages IMAGES = new TrainingImages(List.of(ImageSource.of("texture", Models.texture(SIZE + 3,
		SIZE + 2, 1))), Preprocessing.imageNet(Preprocessing.Mode.TILES, SIZE, Preprocessing.Resampling.ANTIALIASED,
			ChannelMapping.AUTO, PixelType.UINT8, 0, 255));

	@Test
	void cropsComeFromEveryPlaceWhereOneFits() throws IOException {
		Set<Integer> columns = new TreeSet<>(), rows = new TreeSet<>();
		Random random = new Random(1);
		for (int i = 0; i < 100; i++) {
			HardCrops.Crop crop = IMAGES.randomCrop(0, random);
			columns.add(crop.x());
			rows.add(crop.y());
		}
		assertEquals(Set.of(0, 1, 2, 3), columns);
		assertEquals(Set.of(0, 1, 2), rows);
	}

	@Test
	void aCropIsThatPartOfTheImage() throws IOException {
		int values = 3 * SIZE * SIZE;
		float[] crop = new float[2 * values];
		IMAGES.cropInput(new HardCrops.Crop(0, 3, 2, 0), crop, values);
		assertArrayEquals(IMAGES.preprocessing().region(IMAGES.plane(0), 3, 2, SIZE, SIZE), Arrays.copyOfRange(crop, values, 2
			* values));
		assertTrue(crop[0] == 0 && crop[values - 1] == 0, "nothing before the offset");
	}

	/** Patches of one image follow each other. */
	@Test
	void anImageThatIsTooLargeToKeepIsReadOnceWhileItIsTheOneThatIsAskedFor() throws IOException {
		int[] reads = new int[2];
		List<ImageSource> sources = java.util.stream.IntStream.range(0, 2).mapToObj(i -> (ImageSource) new ImageSource() {
			@Override
			public String name() {
				return "image" + i;
			}

			@Override
			public ImagePlane read() {
				reads[i]++;
				return ImagePlane.of(Models.texture(SIZE, SIZE, i));
			}
		}).toList();
		TrainingImages images = new TrainingImages(sources::get, sources.size(), IMAGES.preprocessing(), 0);
		for (int index : new int[] { 0, 0, 0, 1, 1, 0 })
			images.plane(index);
		assertArrayEquals(new int[] { 2, 1 }, reads);
	}
}
