package sc.fiji.stfpm.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.stfpm.model.Description;
import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorDigest;

/**
 * The state of a pre-training on disk: a safetensors file with the network, the optimizer's velocities and what else is learned.
 *
 * @param path of the file
 * @param recipe of the pre-training; a checkpoint of another one is refused
 */
record PretrainingCheckpoint(Path path, String recipe) {
	private static final String KEY = "stfpm.pretraining";
	private static final String NETWORK = "network.", VELOCITY = "velocity.", HEAD = "head.";

	/** @param step steps done */
	record State(int step, BackboneWeights network, Map<String, float[]> velocities, Map<String, float[]> heads) {}

	/** @param sha256 of the tensors */
	private record Checkpoint(String recipe, String sha256, int step) {}

	boolean exists() {
		return Files.exists(path);
	}

	void write(int step, Lesson lesson) throws IOException {
		Map<String, Tensor> tensors = new LinkedHashMap<>(lesson.network().student().toTensors(NETWORK));
		lesson.network().velocities().forEach((name, values) -> tensors.put(VELOCITY + name, Tensor.of(values, values.length)));
		lesson.heads().forEach((name, values) -> tensors.put(HEAD + name, Tensor.of(values, values.length)));
		Safetensors.write(path, tensors, Description.metadata(KEY, new Checkpoint(recipe, TensorDigest.of(tensors), step)));
	}

	/** @throws IOException naming the file if it is damaged or belongs to another pre-training */
	State read() throws IOException {
		try (Safetensors source = Safetensors.open(path)) {
			Checkpoint header = Json.parse(source.metadata().get(KEY), Checkpoint.class, path);
			Description.checked(source, KEY);
			if (!recipe.equals(header.recipe)) throw new IOException(path + " is no checkpoint of this pre-training. Delete it to start"
				+ " anew, or choose another file. It was written for " + header.recipe + "; this is " + recipe);
			Map<String, float[]> velocities = new LinkedHashMap<>(), heads = new LinkedHashMap<>();
			Description.checkedTensors(source, header.sha256).forEach((name, tensor) -> {
				if (name.startsWith(VELOCITY)) velocities.put(name.substring(VELOCITY.length()), tensor.floats());
				if (name.startsWith(HEAD)) heads.put(name.substring(HEAD.length()), tensor.floats());
			});
			return new State(header.step, BackboneWeights.read(source, Backbone.RESNET18, NETWORK), velocities, heads);
		}
	}
}
