package sc.fiji.stfpm.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.StudentModel;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * The graph of a model: images with values from 0 to 1 in, the anomaly map and its maximum out. Several input sizes have an input each.
 */
final class ModelGraph {
	/** Names of the graph's inputs and outputs, the former and {@link #COARSE} with the size behind where there are several. */
	static final String IMAGE = "image", MAP = "map", SCORE = "score", COARSE = "coarse";
	private static final String BATCH = "N", HEIGHT = "height", WIDTH = "width";

	private final OnnxGraph graph = new OnnxGraph();
	private final FeatureNodes features = new FeatureNodes(graph);
	private final MapNodes maps = new MapNodes(graph);
	private final AnomalyModel model;
	private final Preprocessing preprocessing;
	private final List<Integer> sizes;
	private final PyramidNodes teacher;

	private ModelGraph(AnomalyModel model, BackboneWeights teacher) {
		this.model = model;
		preprocessing = model.preprocessing();
		sizes = model.scoring().sizes(preprocessing);
		this.teacher = new PyramidNodes(graph, teacher, "teacher.");
	}

	static OnnxGraph of(AnomalyModel model, BackboneWeights teacher) {
		return new ModelGraph(model, teacher).build();
	}

	/** Names of a value of each of the model's input sizes. */
	static List<String> names(String name, List<Integer> sizes) {
		return sizes.stream().map(size -> sizes.size() > 1 ? name + "_" + size : name).toList();
	}

	private OnnxGraph build() {
		List<String> inputs = names(IMAGE, sizes);
		IntStream.range(0, sizes.size()).forEach(s -> graph.input(inputs.get(s), BATCH, 3, side(sizes.get(s), HEIGHT), side(sizes.get(s), WIDTH)));
		String full = isTiled() ? maps.sides(inputs.get(0)) : maps.sides(preprocessing.size(), preprocessing.size());
		String map = model.scoring() instanceof StudentModel student ? product(student, inputs.get(0), full) : sum((MemoryModel) model.scoring(),
			inputs, full);
		graph.add(new OnnxNode("Identity", map), MAP);
		graph.add(new OnnxNode("ReduceMax", map).set("axes", new long[] { 1, 2, 3 }).set("keepdims", 0), SCORE);
		graph.output(MAP, BATCH, 1, side(preprocessing.size(), HEIGHT), side(preprocessing.size(), WIDTH));
		graph.output(SCORE, BATCH);
		if (model.scoring() instanceof MemoryModel) IntStream.range(0, sizes.size()).forEach(s -> graph.output(names(COARSE, sizes).get(s), BATCH,
			1, side(sizes.get(s) / 4, "coarse_" + HEIGHT), side(sizes.get(s) / 4, "coarse_" + WIDTH)));
		return graph;
	}

	private boolean isTiled() {
		return preprocessing.mode() == Mode.TILES;
	}

	private Object side(int known, String unknown) {
		return isTiled() ? (Object) unknown : known;
	}

	private String product(StudentModel student, String image, String full) {
		int count = student.backbone().stages().size();
		String x = normalised(image);
		List<String> expected = teacher.features(x, count), found = new PyramidNodes(graph, student.weights(), "student.").features(x, count);
		List<String> distances = IntStream.range(0, count).mapToObj(l -> features.between(expected.get(l), found.get(l))).toList();
		return maps.product(distances, student.formula(), maps.sides(expected.get(0)), full);
	}

	private String sum(MemoryModel memory, List<String> images, String full) {
		List<String> all = new ArrayList<>();
		for (int s = 0; s < images.size(); s++) {
			String coarse = graph.add(new OnnxNode("Identity", coarse(memory, s, images.get(s))), names(COARSE, sizes).get(s));
			all.add(maps.resized(coarse, full));
		}
		return maps.summed(all);
	}

	private String coarse(MemoryModel memory, int scale, String image) {
		List<MemoryBank> banks = memory.banks().get(scale);
		List<String> pyramid = teacher.features(normalised(image), banks.stream().mapToInt(MemoryBank::layer).max().orElseThrow() + 1);
		List<String> distances = new ArrayList<>();
		for (MemoryBank bank : banks) {
			int side = sizes.get(scale) / memory.backbone().stages().get(bank.layer()).stride();
			distances.add(features.nearest("memory" + scale + ".layer" + (bank.layer() + 1), bank, pyramid.get(bank.layer()), side, side));
		}
		// The first layer is a quarter of the input, rounded up as its convolutions do.
		return maps.coarse(distances, maps.sides(pyramid.get(0)));
	}

	private String normalised(String image) {
		String mean = graph.constant("mean", floats(preprocessing.mean()), 1, 3, 1, 1);
		String deviation = graph.constant("deviation", floats(preprocessing.deviation()), 1, 3, 1, 1);
		return graph.add(new OnnxNode("Div", graph.add(new OnnxNode("Sub", image, mean)), deviation));
	}

	private static float[] floats(double[] values) {
		float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return floats;
	}
}
