package sc.fiji.stfpm.score;

import java.io.Serializable;
import java.util.List;

import sc.fiji.stfpm.network.DistanceMap;

/**
 * The distances of all layers of one image, or of one scale of it.
 *
 * @param height rows of the network's input, in pixels
 * @param width columns of the network's input, in pixels
 * @param layers a map for each layer
 */
public record LayerDistances(int height, int width, List<DistanceMap> layers) implements DistanceField, Serializable {
	public LayerDistances {
		layers = List.copyOf(layers);
	}

	/** What the maps take in memory. */
	public long bytes() {
		return layers.stream().mapToLong(map -> (long) map.values().length * Float.BYTES).sum();
	}

	@Override
	public int count() {
		return layers.size();
	}

	@Override
	public int rows(int layer) {
		return layers.get(layer).height();
	}

	@Override
	public int columns(int layer) {
		return layers.get(layer).width();
	}

	@Override
	public void read(int layer, int row, int from, int to, float[] out) {
		DistanceMap map = layers.get(layer);
		System.arraycopy(map.values(), row * map.width() + from, out, 0, to - from);
	}
}
