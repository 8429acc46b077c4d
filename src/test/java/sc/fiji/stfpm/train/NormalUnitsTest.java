package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.Orientation.Rectangle;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.LearnedImages;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.testing.Models;

class NormalUnitsTest {
	private static final int WIDTH = 517, HEIGHT = 330;

	private static NormalUnits units(int images, String patches, long seed) throws IOException {
		List<ImageSource> normals = IntStream.range(0, images).mapToObj(i -> ImageSource.of("image" + i, ArrayImgs.unsignedBytes(WIDTH,
			HEIGHT))).toList();
		TrainingOptions options = TrainingOptions.preset(Preset.MEMORY).mode(Mode.TILES).patches(Patching.parse(patches)).seed(seed).build();
		Preprocessing preprocessing = Preprocessing.imageNet(Mode.TILES, 64, Preprocessing.Resampling.ANTIALIASED, ChannelMapping.AUTO,
			PixelType.UINT8, 0, 255);
		ComputeDevice cpu = ComputeDevice.of("cpu");
		try (Looker looker = Looker.atAll(normals, Models.teacher().weights(), cpu, TrainingProgress.NONE)) {
			LearnedImages learned = ImageSurvey.of(looker, images, options, TrainingProgress.NONE).images();
			return NormalUnits.of(new TrainingTask(normals, Models.teacher(), options, preprocessing, learned, looker, cpu, TrainingProgress.NONE,
				Optional.empty(), false));
		}
	}

	private static List<NormalUnits.Unit> places(NormalUnits units) {
		return units.all().stream().map(units::get).toList();
	}

	/** 517 / 100 and 330 / 100, rounded: 5 x 3. */
	@Test
	void patchesCoverEachImageOnceAndBeginAtTheStride() throws IOException {
		NormalUnits units = units(2, "100", 0);
		assertEquals(30, units.count());
		int[] times = new int[WIDTH * HEIGHT];
		for (int number : units.all()) {
			NormalUnits.Unit unit = units.get(number);
			Rectangle place = unit.place();
			assertEquals(0, place.x() % Preprocessing.STRIDE);
			assertEquals(0, place.y() % Preprocessing.STRIDE);
			for (int y = place.y(); unit.image() == 1 && y < place.y() + place.height(); y++)
				for (int x = place.x(); x < place.x() + place.width(); x++)
					times[y * WIDTH + x]++;
		}
		assertTrue(IntStream.of(times).allMatch(n -> n == 1));
		assertEquals(WIDTH * HEIGHT / 15.0, units.patches().area(), 1e-9);
		assertEquals(15, units.patches().anImage());
		assertEquals(30, units.judged().size());
	}

	@Test
	void ofSeveralImagesAPatchIsJudgedWithoutItsImage() throws IOException {
		NormalUnits units = units(2, "100", 0);
		assertTrue(units.leavesOut(0, 14) && !units.leavesOut(0, 15));
		assertTrue(!units.mayStandIn(0, 14) && units.mayStandIn(0, 15));
	}

	@Test
	void ofASingleImageItIsJudgedWithoutItsNeighbours() throws IOException {
		NormalUnits units = units(1, "100", 0);
		int middle = 5 + 2;
		assertTrue(units.leavesOut(middle, middle) && units.leavesOut(middle, 1) && units.leavesOut(middle, middle + 6));
		assertFalse(units.leavesOut(middle, 5) || units.leavesOut(middle, 9));
		assertFalse(units.mayStandIn(5, 7), "where the one between is left out, both are");
		assertTrue(units.mayStandIn(5, 8));
		assertEquals(11, units.judged().size(), "but for four corners");
		assertFalse(units.judged().contains(0) || units.judged().contains(4) || units.judged().contains(10) || units.judged().contains(14));
	}

	@Test
	void aSingleImageIsCutByItselfAndSeveralAreNot() throws IOException {
		assertEquals(5 * 8, units(1, "auto", 0).count(), "of 64 pixels, the only side that gives forty");
		assertEquals(2, units(2, "auto", 0).count());
	}

	@Test
	void drawsWithTheSeedEvenlyOverImages() throws IOException {
		NormalUnits units = units(2, "64,11", 1);
		assertEquals(11, units.count());
		assertEquals(5, places(units).stream().filter(unit -> unit.image() == 0).count());
		assertEquals(40, units.patches().anImage());
		assertEquals(places(units), places(units(2, "64,11", 1)));
		assertNotEquals(places(units), places(units(2, "64,11", 2)));
	}

	@Test
	void patchesOfAnImageFollowEachOther() throws IOException {
		List<Integer> shuffled = units(2, "100", 0).shuffled(2, 3);
		assertEquals(30, shuffled.stream().distinct().count());
		assertEquals(1, shuffled.subList(0, 15).stream().map(unit -> unit / 15).distinct().count());
		assertNotEquals(shuffled.stream().sorted().toList(), shuffled);
	}
}
