package sc.fiji.stfpm.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;

/**
 * The state of a pre-training on disk: a safetensors file with the network, the optimizer's velocities and what else is learned.
 *
 * @param path of the file
 * @param recipe of the pre-training; a checkpoint of another one is refused
 */
record PretrainingCheckpoint(Path path, String recipe) {
	private static final String RECIPE = "stfpm.pretraining", STEP = "step";
	private static final String NETWORK = "network.", VELOCITY = "velocity.", HEAD = "head.";

	/** @param step steps done */
	record State(int step, BackboneWeights network, Map<String, float[]> velocities, Map<String, float[]> heads) {}

	boolean exists() {
		return Files.exists(path);
	}

	void write(int step, Lesson lesson) throws IOException {
		Map<String, Tensor> tensors = new LinkedHashMap<>(lesson.network().student().toTensors(NETWORK));
		lesson.network().velocities().forEach((name, values) -> tensors.put(VELOCITY + name, Tensor.of(values, values.length)));
		lesson.heads().forEach((name, values) -> tensors.put(HEAD + name, Tensor.of(values, values.length)));
		Safetensors.write(path, tensors, Map.of(RECIPE, recipe, STEP, Integer.toString(step)));
	}

	/** @throws IOException naming the file if it is damaged or belongs to another pre-training */
	State read() throws IOException {
		try (Safetensors source = Safetensors.open(path)) {
			String found = source.metadata().get(RECIPE);
			if (!recipe.equals(found)) throw new IOException(path + " is no checkpoint of this pre-training. Delete it to start anew,"
				+ " or choose another file. It was written for " + found + "; this is " + recipe);
			Map<String, float[]> velocities = new LinkedHashMap<>(), heads = new LinkedHashMap<>();
			for (String name : source.names()) {
				if (name.startsWith(VELOCITY)) velocities.put(name.substring(VELOCITY.length()), source.tensor(name).floats());
				if (name.startsWith(HEAD)) heads.put(name.substring(HEAD.length()), source.tensor(name).floats());
			}
			return new State(Integer.parseInt(source.metadata().get(STEP)), BackboneWeights.read(source, Backbone.RESNET18, NETWORK),
				velocities, heads);
		}
	}
}
