package sc.fiji.stfpm.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The order in which images are shown: every pass over them in a new order, all of it following from the seed, so that a
 * resumed training goes on as if it had never stopped.
 */
final class ImageOrder {
	private final int images;
	private final long seed;
	private long pass = -1;
	private List<Integer> order = List.of();

	ImageOrder(int images, long seed) {
		this.images = images;
		this.seed = seed;
	}

	/** The image at a position of the endless row of passes. */
	int at(long position) {
		if (position / images != pass) {
			pass = position / images;
			order = new ArrayList<>(IntStream.range(0, images).boxed().toList());
			Collections.shuffle(order, new Random(mix(seed, pass)));
		}
		return order.get((int) (position % images));
	}

	/** A seed of its own for each pair, so that neighbouring seeds and numbers do not share streams. */
	static long mix(long seed, long number) {
		long z = seed * 0x9E3779B97F4A7C15L + number + 0x632BE59BD9B4E019L;
		z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
		z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
		return z ^ (z >>> 31);
	}
}
