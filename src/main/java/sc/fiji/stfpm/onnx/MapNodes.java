package sc.fiji.stfpm.onnx;

import java.util.List;
import java.util.function.BinaryOperator;

import sc.fiji.stfpm.score.MapFormula;

/** From distances to maps [N, 1, h, w], with the arithmetic of {@code score.SummedMap} and {@code score.AnomalyMap}. */
final class MapNodes {
	/** Of the Gaussian, where it is cut off. */
	private static final int RADIUS = 4;

	private final OnnxGraph graph;

	MapNodes(OnnxGraph graph) {
		this.graph = graph;
	}

	/** Rows and columns of a value [N, C, h, w], as a list of two. */
	String sides(String value) {
		return gathered(graph.add(new OnnxNode("Shape", value)), 2, 3);
	}

	/** A list of two rows and columns that are known. */
	String sides(int height, int width) {
		return graph.list(height, width);
	}

	/** Bilinear with half-pixel centres, edges clamped, not antialiased. */
	String resized(String map, String sides) {
		String shape = graph.add(new OnnxNode("Shape", map));
		String sizes = graph.add(new OnnxNode("Concat", gathered(shape, 0, 1), sides).set("axis", 0));
		return graph.add(new OnnxNode("Resize", map, "", "", sizes).set("mode", "linear").set("coordinate_transformation_mode", "half_pixel"));
	}

	private String gathered(String shape, long... axes) {
		return graph.add(new OnnxNode("Gather", shape, graph.list(axes)));
	}

	/** The distances of a memory's layers, summed and smoothed at a quarter of the input's size. */
	String coarse(List<String> layers, String quarter) {
		return smoothed(reduced(layers.stream().map(layer -> resized(layer, quarter)).toList(), this::sum));
	}

	/** The product of the distances of a student's layers, in the input's size. */
	String product(List<String> layers, MapFormula formula, String quarter, String full) {
		if (formula == MapFormula.OFFICIAL) return resized(reduced(layers.stream().map(layer -> resized(layer, quarter)).toList(), this::times),
			full);
		String half = graph.constant("half", new float[] { 0.5f }, 1);
		return reduced(layers.stream().map(layer -> times(resized(layer, full), half)).toList(), this::times);
	}

	/** The sum of maps of one size. */
	String summed(List<String> maps) {
		return reduced(maps, this::sum);
	}

	/** What {@code score.ChannelGain} makes of a map. */
	String gained(String map, float level, float factor) {
		String above = graph.add(new OnnxNode("Relu", graph.add(new OnnxNode("Sub", map, graph.constant("level", new float[] { level }, 1)))));
		return sum(map, times(above, graph.constant("gain", new float[] { factor - 1 }, 1)));
	}

	/** The highest of maps of one size at every place. */
	String highest(List<String> maps) {
		return maps.size() == 1 ? maps.get(0) : graph.add(new OnnxNode("Max", maps.toArray(String[]::new)));
	}

	private static String reduced(List<String> maps, BinaryOperator<String> operation) {
		return maps.stream().reduce(operation).orElseThrow();
	}

	private String sum(String a, String b) {
		return graph.add(new OnnxNode("Add", a, b));
	}

	private String times(String a, String b) {
		return graph.add(new OnnxNode("Mul", a, b));
	}

	/** A Gaussian of standard deviation 1; beyond its borders the map is mirrored, the border itself twice. At least 4 x 4. */
	private String smoothed(String map) {
		String down = graph.add(new OnnxNode("Conv", mirrored(map, 2), gaussian(2 * RADIUS + 1, 1)));
		return graph.add(new OnnxNode("Conv", mirrored(down, 3), gaussian(1, 2 * RADIUS + 1)));
	}

	/** No mode of ONNX's Pad repeats the border. */
	private String mirrored(String map, int axis) {
		long[] before = new long[RADIUS], after = new long[RADIUS];
		for (int i = 0; i < RADIUS; i++) {
			before[i] = RADIUS - 1 - i;
			after[i] = -1 - i;
		}
		String first = graph.add(new OnnxNode("Gather", map, graph.list(before)).set("axis", axis));
		String last = graph.add(new OnnxNode("Gather", map, graph.list(after)).set("axis", axis));
		return graph.add(new OnnxNode("Concat", first, map, last).set("axis", axis));
	}

	private String gaussian(int height, int width) {
		double[] weights = new double[2 * RADIUS + 1];
		double sum = 0;
		for (int k = -RADIUS; k <= RADIUS; k++)
			sum += weights[k + RADIUS] = Math.exp(-k * k / 2.0);
		float[] kernel = new float[weights.length];
		for (int k = 0; k < kernel.length; k++)
			kernel[k] = (float) (weights[k] / sum);
		return graph.constant("gaussian", kernel, 1, 1, height, width);
	}
}
