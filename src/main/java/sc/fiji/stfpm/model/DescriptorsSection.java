package sc.fiji.stfpm.model;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorDigest;
import sc.fiji.stfpm.weights.TensorSource;

/**
 * Descriptors of the normal images in a model file: tensors under {@code descriptors.}, all else in the description.
 *
 * @param sha256 of the tensors
 * @param images their names, in the tensors' order
 * @param limit null where it is infinite, which JSON has no number for
 */
record DescriptorsSection(String sha256, List<String> images, Float limit) {
	private static final String PREFIX = "descriptors.";
	private static final String MEAN = PREFIX + "mean", SCALE = PREFIX + "scale", VECTORS = PREFIX + "vectors";

	static DescriptorsSection of(ImageDescriptors descriptors) {
		return new DescriptorsSection(TensorDigest.of(tensors(descriptors)), descriptors.images(), descriptors.tells() ? descriptors.limit()
			: null);
	}

	static Map<String, Tensor> tensors(ImageDescriptors descriptors) {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		tensors.put(MEAN, Tensor.of(descriptors.mean(), descriptors.mean().length));
		tensors.put(SCALE, Tensor.of(descriptors.scale(), descriptors.scale().length));
		tensors.put(VECTORS, descriptors.vectors());
		return tensors;
	}

	/** @throws IOException naming the file and the part that is missing or damaged */
	ImageDescriptors read(TensorSource source) throws IOException {
		for (String name : List.of(MEAN, SCALE, VECTORS))
			if (!source.names().contains(name)) throw new IOException(source.path() + " is not complete: it lacks the descriptors of its"
				+ " normal images (" + name + ")");
		try {
			ImageDescriptors descriptors = new ImageDescriptors(images, source.tensor(MEAN).floats(), source.tensor(SCALE).floats(), source
				.tensor(VECTORS), limit == null ? Float.POSITIVE_INFINITY : limit);
			if (!TensorDigest.of(tensors(descriptors)).equals(sha256)) throw new IOException(source.path()
				+ " is damaged: the descriptors of its normal images do not match their checksum");
			return descriptors;
		}
		catch (IllegalArgumentException | IllegalStateException e) {
			throw new IOException(source.path() + " has damaged descriptors: " + e.getMessage(), e);
		}
	}
}
