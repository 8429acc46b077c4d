package sc.fiji.stfpm.model;

import java.io.IOException;
import java.util.Map;

import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorSource;

/**
 * A student in a model file: its weights as tensors with torchvision's names under {@code student.}, all else in the description.
 *
 * @param sha256 of the weights, see {@link BackboneWeights#sha256()}
 * @param formula how distances become a map
 * @param course how its training went
 */
record StudentSection(String sha256, MapFormula formula, TrainingCourse course) {
	private static final String PREFIX = "student.";

	static StudentSection of(StudentModel model) {
		return new StudentSection(model.sha256(), model.formula(), model.course());
	}

	static Map<String, Tensor> tensors(StudentModel model) {
		return model.weights().toTensors(PREFIX);
	}

	/** @throws IOException naming the file and what is missing or damaged */
	StudentModel read(TensorSource source, Backbone backbone) throws IOException {
		BackboneWeights weights = BackboneWeights.read(source, backbone, PREFIX);
		ModelFile.check(source.path(), "student", sha256, weights);
		return new StudentModel(weights, formula, course);
	}
}
