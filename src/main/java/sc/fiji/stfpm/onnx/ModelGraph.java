package sc.fiji.stfpm.onnx;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.StudentModel;
import sc.fiji.stfpm.weights.BackboneWeights;

/** The graph of a model: images with values from 0 to 1 in; the anomaly map, its maximum, and how unlike normal ones each is as a whole out. */
final class ModelGraph {
	/** Names of outputs. */
	static final String MAP = "map", SCORE = "score", UNLIKENESS = "unlikeness";
	private static final String BATCH = "N", HEIGHT = "height", WIDTH = "width";

	private final OnnxGraph graph = new OnnxGraph();
	private final FeatureNodes features = new FeatureNodes(graph);
	private final MapNodes maps = new MapNodes(graph);
	private final AnomalyModel model;
	private final Preprocessing preprocessing;
	private final List<GraphInput> inputs;
	private final PyramidNodes teacher;
	private final String mean;
	private final String deviation;
	/** Channel-normalised features by which images are described as a whole. */
	private final List<String> describing = new ArrayList<>();

	private ModelGraph(AnomalyModel model, BackboneWeights teacher) {
		this.model = model;
		preprocessing = model.preprocessing();
		inputs = GraphInput.of(model);
		this.teacher = new PyramidNodes(graph, teacher, "teacher.");
		mean = graph.constant("mean", floats(preprocessing.mean()), 1, 3, 1, 1);
		deviation = graph.constant("deviation", floats(preprocessing.deviation()), 1, 3, 1, 1);
	}

	static OnnxGraph of(AnomalyModel model, BackboneWeights teacher) {
		return new ModelGraph(model, teacher).build();
	}

	private OnnxGraph build() {
		for (GraphInput input : inputs)
			graph.input(input.name(), BATCH, 3, side(input.size(), HEIGHT), side(input.size(), WIDTH));
		String full = isTiled() ? maps.sides(inputs.get(0).name()) : maps.sides(preprocessing.size(), preprocessing.size());
		String map = model.scoring() instanceof StudentModel student ? product(student, full) : highest((MemoryModel) model.scoring(), full);
		graph.add(new OnnxNode("Identity", map), MAP);
		graph.add(new OnnxNode("ReduceMax", map).set("axes", new long[] { 1, 2, 3 }).set("keepdims", 0), SCORE);
		graph.output(MAP, BATCH, 1, side(preprocessing.size(), HEIGHT), side(preprocessing.size(), WIDTH));
		graph.output(SCORE, BATCH);
		if (model.scoring() instanceof MemoryModel) for (GraphInput input : inputs)
			graph.output(input.coarse(), BATCH, 1, side(input.size() / 4, "coarse_" + HEIGHT), side(input.size() / 4, "coarse_" + WIDTH));
		model.descriptors().filter(ImageDescriptors::tells).ifPresent(normal -> {
			graph.add(new OnnxNode("Identity", new DescriptorNodes(graph).unlikeness(describing, normal)), UNLIKENESS);
			graph.output(UNLIKENESS, BATCH);
		});
		return graph;
	}

	private boolean isTiled() {
		return preprocessing.mode() == Mode.TILES;
	}

	private Object side(int known, String unknown) {
		return isTiled() ? (Object) unknown : known;
	}

	private String product(StudentModel student, String full) {
		int count = student.backbone().stages().size();
		String image = prepared(inputs.get(0));
		List<String> expected = teacher.features(image, count), found = new PyramidNodes(graph, student.weights(), "student.").features(image, count);
		List<String> distances = new ArrayList<>();
		for (int l = 0; l < count; l++) {
			describing.add(features.normalised(expected.get(l)));
			distances.add(features.between(describing.get(l), features.normalised(found.get(l))));
		}
		return maps.product(distances, student.formula(), maps.sides(expected.get(0)), full);
	}

	/** Of the channels that are looked at one by one the highest, on one footing; else the map alone. */
	private String highest(MemoryModel memory, String full) {
		List<List<String>> parts = new ArrayList<>();
		for (int part = 0; part < memory.parts(); part++)
			parts.add(new ArrayList<>());
		for (GraphInput input : inputs) {
			String coarse = graph.add(new OnnxNode("Identity", coarse(memory, input)), input.coarse());
			parts.get(input.part()).add(maps.resized(coarse, full));
		}
		List<String> sums = new ArrayList<>();
		for (int part = 0; part < parts.size(); part++) {
			String sum = maps.summed(parts.get(part));
			sums.add(memory.gains().isEmpty() ? sum : maps.gained(sum, memory.level(), memory.gains().get(part)));
		}
		return maps.highest(sums);
	}

	private String coarse(MemoryModel memory, GraphInput input) {
		List<MemoryBank> banks = memory.banks().get(input.scale());
		List<String> pyramid = teacher.features(prepared(input), banks.stream().mapToInt(MemoryBank::layer).max().orElseThrow() + 1);
		List<String> distances = new ArrayList<>();
		for (MemoryBank bank : banks) {
			String normalised = features.normalised(pyramid.get(bank.layer()));
			if (memory.firstScale(input.part()) == input.scale()) describing.add(normalised);
			int side = input.size() / memory.backbone().stages().get(bank.layer()).stride();
			distances.add(features.nearest("memory" + input.scale() + ".layer" + (bank.layer() + 1), bank, normalised, side, side));
		}
		// The first layer is a quarter of the input, rounded up as its convolutions do.
		return maps.coarse(distances, maps.sides(pyramid.get(0)));
	}

	/** The image as the networks see it. */
	private String prepared(GraphInput input) {
		return graph.add(new OnnxNode("Div", graph.add(new OnnxNode("Sub", input.name(), mean)), deviation));
	}

	private static float[] floats(double[] values) {
		float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return floats;
	}
}
