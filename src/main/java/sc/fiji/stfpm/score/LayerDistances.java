package sc.fiji.stfpm.score;

import java.util.List;

import sc.fiji.stfpm.network.DistanceMap;

/**
 * The distances of all layers of one image, or of one scale of it.
 *
 * @param height rows of the network's input, in pixels
 * @param width columns of the network's input, in pixels
 * @param layers a map for each layer
 */
public record LayerDistances(int height, int width, List<DistanceMap> layers) {
	public LayerDistances {
		layers = List.copyOf(layers);
	}

	/** What the maps take in memory. */
	public long bytes() {
		return layers.stream().mapToLong(map -> (long) map.values().length * Float.BYTES).sum();
	}
}
