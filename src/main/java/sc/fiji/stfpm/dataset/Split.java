package sc.fiji.stfpm.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Normal images divided into those to train on and those held out to choose the best student and the threshold by.
 *
 * @param training at least one sample, in the order of the whole list
 * @param heldOut at least one sample, in the order of the whole list
 */
public record Split<T>(List<T> training, List<T> heldOut) {
	public Split {
		training = List.copyOf(training);
		heldOut = List.copyOf(heldOut);
	}

	/**
	 * Divides at random. The same list, fraction and seed give the same split on every system.
	 *
	 * @param heldOutFraction the part to hold out, between 0 and 1, both excluded; rounded to whole images, but at least one
	 *          image goes to each side
	 * @throws IllegalArgumentException for fewer than two images or a fraction out of range
	 */
	public static <T> Split<T> of(List<T> normals, double heldOutFraction, long seed) {
		if (!(heldOutFraction > 0 && heldOutFraction < 1))
			throw new IllegalArgumentException("The held-out fraction has to lie between 0 and 1, found " + heldOutFraction);
		if (normals.size() < 2)
			throw new IllegalArgumentException("Found " + normals.size() + " normal images, needed are at least 2: one to train"
				+ " on and one to hold out");
		List<Integer> order = new ArrayList<>();
		for (int i = 0; i < normals.size(); i++)
			order.add(i);
		Collections.shuffle(order, new Random(seed));
		int held = (int) Math.min(Math.max(Math.round(normals.size() * heldOutFraction), 1), normals.size() - 1);
		return new Split<>(pick(normals, order.subList(held, order.size())), pick(normals, order.subList(0, held)));
	}

	private static <T> List<T> pick(List<T> samples, List<Integer> indices) {
		return new TreeSet<>(indices).stream().map(samples::get).toList();
	}
}
