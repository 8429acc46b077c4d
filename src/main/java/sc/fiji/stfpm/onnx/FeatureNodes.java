package sc.fiji.stfpm.onnx;

import sc.fiji.stfpm.memory.MemoryBank;

/** From features to distances, a layer each, with the arithmetic of the package {@code network}. */
final class FeatureNodes {
	/** {@code f / max(|f|_2, 1e-12)}. */
	private static final float NORM_FLOOR = 1e-12f;
	/** Vectors that places are compared with at a time: what that takes is 4 bytes for each of them and each place. */
	private static final int VECTORS = 512;

	private final OnnxGraph graph;

	FeatureNodes(OnnxGraph graph) {
		this.graph = graph;
	}

	/** @return {@code f / max(|f|_2, 1e-12)} over channels, for features [N, C, h, w] */
	String normalised(String features) {
		String length = graph.add(new OnnxNode("ReduceL2", features).set("axes", new long[] { 1 }));
		String floor = graph.constant("norm_floor", new float[] { NORM_FLOOR }, 1);
		return graph.add(new OnnxNode("Div", features, graph.add(new OnnxNode("Max", length, floor))));
	}

	/** @return {@code sum_c (t^ - s^)^2} [N, 1, h, w], for a layer's normalised features of teacher and student */
	String between(String teacher, String student) {
		return squared(graph.add(new OnnxNode("Sub", teacher, student)));
	}

	/**
	 * Squared distances to the nearest vector of a memory, on the layer's scale.
	 *
	 * @param name of the memory, which its constants' names begin with
	 * @param features [N, C, h, w], normalised
	 * @param height h, where positions count
	 * @param width w
	 * @return [N, 1, h, w]
	 */
	String nearest(String name, MemoryBank bank, String features, int height, int width) {
		String places = whitened(name, bank, features);
		if (bank.positionWeight() > 0) places = withPositions(name, bank, places, height, width);
		float[] vectors = bank.vectors().floats();
		int dimensions = (int) bank.vectors().shape()[1];
		String nearest = null;
		for (int from = 0; from < bank.size(); from += VECTORS) {
			String some = nearest(name, places, vectors, from, Math.min(bank.size(), from + VECTORS), dimensions);
			nearest = nearest == null ? some : graph.add(new OnnxNode("Min", nearest, some));
		}
		// |v - m|^2 = |v|^2 + (|m|^2 - 2 v m)
		String distance = graph.add(new OnnxNode("Relu", graph.add(new OnnxNode("Add", squared(places), nearest))));
		return graph.add(new OnnxNode("Div", distance, graph.constant(name + ".scale", new float[] { bank.scale() }, 1)));
	}

	private String whitened(String name, MemoryBank bank, String features) {
		int channels = bank.whitening().channels();
		String pooled = graph.add(new OnnxNode("AveragePool", features).set("kernel_shape", new long[] { 3, 3 }).set("strides",
			new long[] { 1, 1 }).set("pads", new long[] { 1, 1, 1, 1 }).set("count_include_pad", 0));
		String mean = graph.constant(name + ".mean", bank.whitening().mean(), 1, channels, 1, 1);
		float[] matrix = bank.whitening().matrix().clone();
		float root = (float) (1 / Math.sqrt(channels));
		for (int i = 0; i < matrix.length; i++)
			matrix[i] *= root;
		return graph.add(new OnnxNode("Conv", graph.add(new OnnxNode("Sub", pooled, mean)), graph.constant(name + ".whitening", matrix, channels,
			channels, 1, 1)));
	}

	private String withPositions(String name, MemoryBank bank, String places, int height, int width) {
		float[] positions = new float[MemoryBank.POSITION * height * width];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				positions[y * width + x] = bank.positionWeight() * MemoryBank.position(x, width);
				positions[(height + y) * width + x] = bank.positionWeight() * MemoryBank.position(y, height);
			}
		String one = graph.constant(name + ".positions", positions, 1, MemoryBank.POSITION, height, width);
		String images = graph.add(new OnnxNode("Gather", graph.add(new OnnxNode("Shape", places)), graph.list(0)));
		String shape = graph.add(new OnnxNode("Concat", images, graph.list(MemoryBank.POSITION, height, width)).set("axis", 0));
		return graph.add(new OnnxNode("Concat", places, graph.add(new OnnxNode("Expand", one, shape))).set("axis", 1));
	}

	/** {@code |m|^2 - 2 v m} of the nearest of some vectors: they are the outputs of a convolution of 1 x 1. */
	private String nearest(String name, String places, float[] vectors, int from, int to, int dimensions) {
		float[] weight = new float[(to - from) * dimensions], squares = new float[to - from];
		for (int i = 0; i < to - from; i++) {
			double square = 0;
			for (int k = 0; k < dimensions; k++) {
				float value = vectors[(from + i) * dimensions + k];
				weight[i * dimensions + k] = -2 * value;
				square += (double) value * value;
			}
			squares[i] = (float) square;
		}
		String products = graph.add(new OnnxNode("Conv", places, graph.constant(name + ".vectors", weight, to - from, dimensions, 1, 1), graph
			.constant(name + ".squares", squares, to - from)));
		return graph.add(new OnnxNode("ReduceMin", products).set("axes", new long[] { 1 }));
	}

	private String squared(String values) {
		return graph.add(new OnnxNode("ReduceSumSquare", values).set("axes", new long[] { 1 }));
	}
}
