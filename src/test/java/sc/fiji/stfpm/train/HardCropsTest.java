package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class HardCropsTest {
	private static final int BATCH = 2;

	private static List<HardCrops.Crop> crops(int... distances) {
		return IntStream.of(distances).mapToObj(distance -> new HardCrops.Crop(0, distance, 0, distance)).toList();
	}

	@Test
	void theHardestOfAllThatWereSeenAreKept() {
		HardCrops hard = new HardCrops(BATCH, List.of());
		hard.add(crops(3, 9, 1, 7, 5));
		hard.add(crops(2, 8, 4, 6, 10));
		assertEquals(crops(10, 9, 8, 7, 6, 5, 4, 3), hard.crops(), "those of four batches");
	}

	@Test
	void halfOfABatchComesFromThemAsSoonAsThereAreEnough() {
		HardCrops hard = new HardCrops(8, List.of());
		assertEquals(0, hard.share(8));
		hard.add(crops(1, 2, 3));
		assertEquals(3, hard.share(8));
		hard.add(crops(4, 5, 6));
		assertEquals(4, hard.share(8));
	}

	@Test
	void aCropThatIsDrawnComesBackOnlyWithItsNewDistance() {
		HardCrops hard = new HardCrops(BATCH, crops(5, 6));
		HardCrops.Crop drawn = hard.draw(new Random(1));
		assertEquals(1, hard.crops().size());
		hard.add(List.of(new HardCrops.Crop(0, drawn.x(), 0, 0.5f)));
		assertEquals(0.5f, hard.crops().get(1).distance());
	}
}
