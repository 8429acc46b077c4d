package sc.fiji.stfpm.onnx;

import static sc.fiji.stfpm.testing.Relative.assertClose;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.StudentTeacher;
import sc.fiji.stfpm.onnx.OnnxRun.Array;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

class PyramidNodesTest {
	private static final int HEIGHT = 66, WIDTH = 81;

	@TempDir
	Path folder;

	/** Of images whose sides no stride divides. */
	@ParameterizedTest
	@EnumSource(Backbone.class)
	void featuresAreThoseOfTheEngine(Backbone backbone) throws Exception {
		BackboneWeights weights = BackboneWeights.random(backbone, 5);
		OnnxGraph graph = new OnnxGraph();
		List<String> layers = new PyramidNodes(graph, weights, "").features(graph.input("image", 1, 3, HEIGHT, WIDTH), 3);
		layers.forEach(layer -> graph.output(layer, 1, "C", "h", "w"));
		Path file = folder.resolve("pyramid.onnx");
		AtomicWrite.to(file, graph.model("pyramid", "test", Map.of())::writeTo);
		float[] image = new float[3 * HEIGHT * WIDTH];
		Random random = new Random(1);
		for (int i = 0; i < image.length; i++)
			image[i] = (float) random.nextGaussian();
		try (OnnxRun run = new OnnxRun(file); StudentTeacher network = new StudentTeacher(weights, weights, ComputeDevice.of("cpu"))) {
			Map<String, Array> found = run.run(Map.of("image", new Array(image, 1, 3, HEIGHT, WIDTH)));
			List<float[]> expected = network.teacherFeatures(image, 1, HEIGHT, WIDTH);
			for (int l = 0; l < layers.size(); l++)
				assertClose("layer " + (l + 1), expected.get(l), found.get(layers.get(l)).values(), 1e-5);
		}
	}
}
