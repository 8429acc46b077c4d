package sc.fiji.stfpm.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Convolution;
import sc.fiji.stfpm.weights.FoldedConvolution;
import sc.fiji.stfpm.weights.ResidualBlock;

/** A ResNet cut after layer3, batch norms folded, whose weights are in the graph once, however many images it sees. */
final class PyramidNodes {
	private record Constants(String weight, String bias) {}

	private final OnnxGraph graph;
	private final BackboneWeights weights;
	private final String prefix;
	private final Map<Convolution, Constants> constants = new HashMap<>();

	/** @param prefix of the constants' names, which are torchvision's */
	PyramidNodes(OnnxGraph graph, BackboneWeights weights, String prefix) {
		this.graph = graph;
		this.weights = weights;
		this.prefix = prefix;
	}

	/**
	 * @param images [N, 3, H, W], normalised
	 * @param count how many layers; nothing is computed beyond them
	 * @return features [N, C, H/s, W/s] of each, rounded up
	 */
	List<String> features(String images, int count) {
		Backbone backbone = weights.backbone();
		long pad = Backbone.POOL_KERNEL / 2;
		String x = graph.add(new OnnxNode("MaxPool", relu(conv(backbone.stem(), images))).set("kernel_shape", square(Backbone.POOL_KERNEL)).set(
			"strides", square(Backbone.POOL_STRIDE)).set("pads", new long[] { pad, pad, pad, pad }));
		List<String> features = new ArrayList<>();
		for (Backbone.Stage stage : backbone.stages().subList(0, count)) {
			for (ResidualBlock block : stage.blocks())
				x = residual(block, x);
			features.add(x);
		}
		return features;
	}

	private String residual(ResidualBlock block, String x) {
		String y = x;
		for (int i = 0; i < block.path().size(); i++) {
			String z = conv(block.path().get(i), y);
			y = i < block.path().size() - 1 ? relu(z) : z;
		}
		String identity = block.downsample().map(convolution -> conv(convolution, x)).orElse(x);
		return relu(graph.add(new OnnxNode("Add", y, identity)));
	}

	private String relu(String x) {
		return graph.add(new OnnxNode("Relu", x));
	}

	private String conv(Convolution c, String x) {
		Constants values = constants.computeIfAbsent(c, this::constants);
		long pad = c.padding();
		return graph.add(new OnnxNode("Conv", x, values.weight, values.bias).set("kernel_shape", square(c.kernel())).set("strides", square(c
			.stride())).set("pads", new long[] { pad, pad, pad, pad }));
	}

	private Constants constants(Convolution c) {
		FoldedConvolution folded = FoldedConvolution.of(weights, c);
		return new Constants(graph.constant(prefix + c.weight(), folded.weight(), c.weightShape()), graph.constant(prefix + c.name() + ".bias",
			folded.bias(), c.out()));
	}

	private static long[] square(long side) {
		return new long[] { side, side };
	}
}
