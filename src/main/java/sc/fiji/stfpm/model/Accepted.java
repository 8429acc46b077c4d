package sc.fiji.stfpm.model;

import java.util.List;

import sc.fiji.stfpm.weights.Tensor;

/**
 * What a memory has learned of a part of an image that a person accepted as normal.
 *
 * @param vectors that the memory lacked, half precision, [n, D]; for every scale those of its banks, in their order
 */
public record Accepted(Example example, List<List<Tensor>> vectors) {
	public Accepted {
		vectors = vectors.stream().map(List::copyOf).toList();
	}

	/** How many vectors there are in all. */
	public int count() {
		return vectors.stream().flatMap(List::stream).mapToInt(tensor -> (int) tensor.shape()[0]).sum();
	}
}
