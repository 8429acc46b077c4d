package sc.fiji.stfpm.network;

import java.util.List;
import java.util.OptionalLong;

import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.weights.Backbone;

/**
 * Frozen networks that tell, layer by layer, how far each place of an image is from what is normal. Holds native memory until
 * closed. Thread-safe: calls wait for each other, the engine uses all cores within one.
 */
public interface DistanceNetwork extends AutoCloseable {
	/** The architecture. */
	Backbone backbone();

	/**
	 * The layers that count, as indices of the backbone's stages, ascending.
	 *
	 * @param scale which of the model's scales, from 0
	 */
	List<Integer> layers(int scale);

	/**
	 * Of each layer that counts the input pixels from one distance to the next.
	 *
	 * @param scale which of the model's scales, from 0
	 */
	default List<Integer> strides(int scale) {
		return layers(scale).stream().map(layer -> backbone().stages().get(layer).stride()).toList();
	}

	/** Bytes of memory that are free on the device now, the least of several; empty where it is the system's memory, or not known. */
	OptionalLong freeBytes();

	/** The networks of one device: these themselves, unless they are on several. */
	default DistanceNetwork first() {
		return this;
	}

	/** The same networks once more, on the same device, for calls at the same time; what does not change is shared. The caller's to close. */
	DistanceNetwork another();

	/**
	 * How far, in input pixels, a distance of the last layer sees: the one at row y depends on no row beyond
	 * {@code y * stride} plus or minus this.
	 */
	int reach();

	/**
	 * Distances of every layer that counts.
	 *
	 * @param scale which of the model's scales the images are at, from 0
	 * @param images {@code n * 3 * height * width} normalised values in [N, C, H, W] order
	 * @return for each image its maps, in the order of the layers, sizes rounded up
	 */
	List<List<DistanceMap>> distances(int scale, float[] images, int n, int height, int width);

	/**
	 * The same of one image, or of a part of one, whose features are gathered as well. Distances are those of what counts of the part.
	 *
	 * @param image {@code 3 * height * width} normalised values in [C, H, W] order, all that is read of the part
	 * @param part where the features go; its layers are those that count, in their order
	 */
	List<DistanceMap> distances(int scale, float[] image, int height, int width, CellMeans.Part part);

	/** Frees the native memory; the object must not be used afterwards. */
	@Override
	void close();
}
