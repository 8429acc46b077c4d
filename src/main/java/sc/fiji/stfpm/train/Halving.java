package sc.fiji.stfpm.train;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.stfpm.Reasons;

/**
 * A batch of images of which none depends on another, looked at in halves where the device has no memory for all of it. What comes out is
 * the same.
 */
final class Halving {
	/** Looks at part of a batch. */
	@FunctionalInterface
	interface Look<T> {
		/**
		 * @param from the first image
		 * @param count at least 1
		 * @return one result an image
		 */
		List<T> at(int from, int count);
	}

	private Halving() {}

	/**
	 * The results of all images, in order.
	 *
	 * @throws RuntimeException the engine's own, where there is no memory for one image either
	 */
	static <T> List<T> of(int count, Look<T> look) {
		return part(0, count, look);
	}

	private static <T> List<T> part(int from, int count, Look<T> look) {
		try {
			return look.at(from, count);
		}
		catch (RuntimeException e) {
			if (count == 1 || !Reasons.isEngineMemory(e)) throw e;
		}
		// Outside of the catch, so that nothing of the failed look is kept by its exception.
		int half = count / 2;
		List<T> results = new ArrayList<>(part(from, half, look));
		results.addAll(part(from + half, count - half, look));
		return results;
	}
}
