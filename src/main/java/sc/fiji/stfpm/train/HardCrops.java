package sc.fiji.stfpm.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The crops that the student reproduced worst when it last saw them. Half of every batch of tiles comes from them, so
 * that what is normal but rare, the edge of a specimen say, is learned too; random crops would seldom hit it.
 */
final class HardCrops {
	/** A place in an image, and the largest distance that was found in the crop there, summed over layers. */
	record Crop(int image, int x, int y, float distance) {}

	private static final int KEPT_BATCHES = 4;

	private final int capacity;
	private final List<Crop> crops;

	/** @param crops to start with; empty for a fresh training */
	HardCrops(int batch, List<Crop> crops) {
		capacity = KEPT_BATCHES * batch;
		this.crops = new ArrayList<>(crops);
	}

	/** How many crops of a batch of this size should be drawn from here. */
	int share(int batch) {
		return Math.min(batch / 2, crops.size());
	}

	/** Takes a crop out at random; it comes back with its new distance. */
	Crop draw(Random random) {
		return crops.remove(random.nextInt(crops.size()));
	}

	/** Notes what a step saw; only the hardest are kept. */
	void add(List<Crop> seen) {
		crops.addAll(seen);
		crops.sort(Comparator.comparingDouble(Crop::distance).reversed());
		if (crops.size() > capacity) crops.subList(capacity, crops.size()).clear();
	}

	List<Crop> crops() {
		return List.copyOf(crops);
	}
}
