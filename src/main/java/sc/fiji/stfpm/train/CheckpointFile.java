package sc.fiji.stfpm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;

/**
 * A training's state on disk: a safetensors file as a model is, with the student, the best student and the optimizer's
 * velocities.
 *
 * @param path of the file
 * @param identity of the training: images, options, teacher; a checkpoint of another one is refused
 */
record CheckpointFile(Path path, String identity) {
	private static final String KEY = "stfpm.checkpoint";
	private static final String STUDENT = "student.";
	private static final String BEST = "best.";
	private static final String VELOCITY = "velocity.";

	private record Checkpoint(int version, String identity, int step, int bestStep, double bestValue, int looksSinceBest,
		double loss, double seconds, boolean frozen, List<HardCrops.Crop> hardCrops)
	{}

	void write(TrainingState state) throws IOException {
		Map<String, Tensor> tensors = new LinkedHashMap<>(state.student().toTensors(STUDENT));
		tensors.putAll(state.best().toTensors(BEST));
		Map<String, long[]> shapes = state.student().backbone().tensorShapes();
		state.velocities().forEach((name, values) -> tensors.put(VELOCITY + name, Tensor.of(values, shapes.get(name))));
		Checkpoint header = new Checkpoint(1, identity, state.step(), state.bestStep(), state.bestValue(), state
			.looksSinceBest(), state.loss(), state.seconds(), state.frozen(), state.hardCrops());
		Safetensors.write(path, tensors, Map.of(KEY, Json.text(header)));
	}

	/** @throws IOException naming the file if it is damaged or belongs to another training */
	TrainingState read(Backbone backbone) throws IOException {
		try (Safetensors source = Safetensors.open(path)) {
			Checkpoint header = Json.parse(source.metadata().get(KEY), Checkpoint.class, path);
			if (header.version != 1) throw new IOException(path + " is a checkpoint of version " + header.version
				+ ", this software reads version 1");
			if (!identity.equals(header.identity)) throw new IOException(path
				+ " belongs to another training: images, options or teacher differ. Delete it to start anew. It was written for "
				+ header.identity + "; this training is " + identity);
			Map<String, float[]> velocities = new LinkedHashMap<>();
			for (String name : source.names())
				if (name.startsWith(VELOCITY)) velocities.put(name.substring(VELOCITY.length()), source.tensor(name).floats());
			BackboneWeights student = BackboneWeights.read(source, backbone, STUDENT);
			return new TrainingState(header.step, student, velocities, BackboneWeights.read(source, backbone, BEST),
				header.bestStep, header.bestValue, header.looksSinceBest, header.loss, header.seconds, header.frozen,
				header.hardCrops == null ? List.of() : header.hardCrops);
		}
	}
}
