package sc.fiji.stfpm.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A normal image that is looked at, or those of its patches that are.
 *
 * @param image its number, from 0
 * @param units numbers of the image or of its patches among all, in the order in which they are looked at; see {@link NormalUnits}
 */
public record Shown(int image, int... units) implements Serializable {
	/** All of some images. */
	static List<Shown> all(int images) {
		return IntStream.range(0, images).mapToObj(i -> new Shown(i, i)).toList();
	}

	/** Units in their order, those of an image that follow each other together. */
	static List<Shown> of(NormalUnits units, List<Integer> order) {
		List<Shown> shown = new ArrayList<>();
		for (int from = 0, to; from < order.size(); from = to) {
			int image = units.get(order.get(from)).image();
			for (to = from + 1; to < order.size() && units.get(order.get(to)).image() == image;)
				to++;
			shown.add(new Shown(image, order.subList(from, to).stream().mapToInt(i -> i).toArray()));
		}
		return shown;
	}

	/**
	 * Divides images into parts of which each has about as many units.
	 *
	 * @param parts how many, where there are as many images
	 * @return the parts in the order of the images, none of them empty
	 */
	public static List<List<Shown>> parts(List<Shown> images, int parts) {
		List<List<Shown>> divided = new ArrayList<>();
		long all = count(images), before = 0;
		for (int i = 0, from = 0; i < images.size(); i++) {
			before += images.get(i).units.length;
			// The part that the next unit would belong to.
			if (before * parts / all <= divided.size()) continue;
			divided.add(images.subList(from, i + 1));
			from = i + 1;
		}
		return divided;
	}

	/** How many units some images have. */
	public static int count(List<Shown> images) {
		return images.stream().mapToInt(one -> one.units.length).sum();
	}
}
