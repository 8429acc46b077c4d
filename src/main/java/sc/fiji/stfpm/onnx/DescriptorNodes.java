package sc.fiji.stfpm.onnx;

import java.util.List;

import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.memory.ImageDescriptors;

/** How unlike normal images an image is as a whole, with the arithmetic of {@code memory.CellMeans} and {@code memory.ImageDescriptors}. */
final class DescriptorNodes {
	/** Of a side of the grid of cells. */
	private static final int SIDE = 3;

	private final OnnxGraph graph;

	DescriptorNodes(OnnxGraph graph) {
		this.graph = graph;
	}

	/**
	 * @param layers channel-normalised features [N, C, h, w] of each layer, of each channel that is looked at by itself
	 * @return [N], above 1 for an image that is not comparable
	 */
	String unlikeness(List<String> layers, ImageDescriptors normal) {
		String[] means = layers.stream().map(this::means).toArray(String[]::new);
		String features = graph.add(new OnnxNode("Transpose", graph.add(new OnnxNode("Concat", means).set("axis", 1))).set("perm", new long[] { 0, 2,
			1 }));
		String mean = graph.constant("normal.mean", normal.mean(), normal.mean().length);
		String descriptor = graph.add(new OnnxNode("MatMul", graph.add(new OnnxNode("Sub", features, mean)), graph.constant("normal.projection",
			projection(normal), normal.mean().length, ImageDescriptors.WIDTH)));
		String one = graph.add(new OnnxNode("Reshape", descriptor, graph.list(0, 1, CellMeans.CELLS, ImageDescriptors.WIDTH)));
		String others = graph.constant("normal.descriptors", normal.vectors().floats(), 1, normal.images().size(), CellMeans.CELLS,
			ImageDescriptors.WIDTH);
		String squares = graph.add(new OnnxNode("ReduceSumSquare", graph.add(new OnnxNode("Sub", one, others))).set("axes", new long[] { 3 }).set(
			"keepdims", 0));
		String cells = graph.add(new OnnxNode("ReduceMin", squares).set("axes", new long[] { 1 }).set("keepdims", 0));
		return graph.add(new OnnxNode("Div", graph.add(new OnnxNode("Sqrt", counting(cells))), graph.constant("normal.limit", new float[] { normal
			.limit() }, 1)));
	}

	/** What differences from the mean are multiplied by, then projected: one matrix. */
	private static float[] projection(ImageDescriptors normal) {
		float[] matrix = normal.projection().clone();
		for (int i = 0; i < matrix.length; i++)
			matrix[i] *= normal.scale()[i / ImageDescriptors.WIDTH];
		return matrix;
	}

	/** Of the cells [N, 9] the one that counts, [N]: the largest of the smallest. */
	private String counting(String cells) {
		String ascending = graph.addFirst(new OnnxNode("TopK", cells, graph.list(ImageDescriptors.COUNTS + 1)).set("largest", 0));
		return graph.add(new OnnxNode("ReduceMax", ascending).set("axes", new long[] { 1 }).set("keepdims", 0));
	}

	/** The mean of features [N, C, h, w] over each cell, [N, C, 9]; 0 where a cell has none. */
	private String means(String features) {
		String shape = graph.add(new OnnxNode("Shape", features));
		String rows = members(shape, 2), columns = graph.add(new OnnxNode("Transpose", members(shape, 3)).set("perm", new long[] { 1, 0 }));
		String sums = graph.add(new OnnxNode("MatMul", graph.add(new OnnxNode("MatMul", rows, features)), columns));
		String counts = graph.add(new OnnxNode("Mul", graph.add(new OnnxNode("ReduceSum", rows, graph.list(1))), graph.add(new OnnxNode("ReduceSum",
			columns, graph.list(0)))));
		String means = graph.add(new OnnxNode("Div", sums, graph.add(new OnnxNode("Max", counts, graph.constant("one", new float[] { 1 }, 1)))));
		return graph.add(new OnnxNode("Reshape", means, graph.list(0, -1, CellMeans.CELLS)));
	}

	/** Which places along an axis are in which third of it: [3, places] of 0 and 1. */
	private String members(String shape, int axis) {
		String places = graph.add(new OnnxNode("Gather", shape, graph.scalar(axis)));
		String index = graph.add(new OnnxNode("Range", graph.scalar(0), places, graph.scalar(1)));
		String third = graph.add(new OnnxNode("Div", graph.add(new OnnxNode("Mul", index, graph.scalar(SIDE))), places));
		String thirds = graph.add(new OnnxNode("Reshape", graph.list(0, 1, 2), graph.list(SIDE, 1)));
		return graph.add(new OnnxNode("Cast", graph.add(new OnnxNode("Equal", third, thirds))).set("to", OnnxGraph.FLOAT));
	}
}
