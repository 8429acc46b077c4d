package sc.fiji.stfpm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.stfpm.model.Description;
import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorDigest;

/**
 * A training's state on disk: a safetensors file as a model is, with the student, the best student and the optimizer's
 * velocities.
 *
 * @param path of the file
 * @param identity of the training: images, options, teacher; a checkpoint of another one is refused
 */
record CheckpointFile(Path path, String identity) {
	/** Comes before the hash of the teacher's weights in an identity. */
	static final String TEACHER = " teacher ";
	private static final Pattern TEACHER_HASH = Pattern.compile(TEACHER + "([0-9a-f]{64})");
	private static final String KEY = "stfpm.checkpoint";
	private static final String STUDENT = "student.";
	private static final String BEST = "best.";
	private static final String VELOCITY = "velocity.";
	private static final int VERSION = 2;

	/** @param sha256 of the tensors */
	private record Checkpoint(int version, String identity, String sha256, int step, int bestStep, double bestValue, int looksSinceBest,
		double loss, double seconds, boolean frozen, List<HardCrops.Crop> hardCrops)
	{}

	void write(TrainingState state) throws IOException {
		Map<String, Tensor> tensors = new LinkedHashMap<>(state.student().toTensors(STUDENT));
		tensors.putAll(state.best().toTensors(BEST));
		Map<String, long[]> shapes = state.student().backbone().tensorShapes();
		state.velocities().forEach((name, values) -> tensors.put(VELOCITY + name, Tensor.of(values, shapes.get(name))));
		Checkpoint header = new Checkpoint(VERSION, identity, TensorDigest.of(tensors), state.step(), state.bestStep(), state.bestValue(), state
			.looksSinceBest(), state.loss(), state.seconds(), state.frozen(), state.hardCrops());
		Safetensors.write(path, tensors, Description.metadata(KEY, header));
	}

	/** @throws IOException naming the file if it is damaged or belongs to another training */
	TrainingState read(Backbone backbone) throws IOException {
		try (Safetensors source = Safetensors.open(path)) {
			Checkpoint header = Json.parse(source.metadata().get(KEY), Checkpoint.class, path);
			if (header.version != VERSION) throw new IOException(path + " is a checkpoint of version " + header.version
				+ ", this software reads version " + VERSION + ". Delete it to start anew");
			Description.checked(source, KEY);
			if (!identity.equals(header.identity)) throw refused(header.identity);
			Map<String, float[]> velocities = new LinkedHashMap<>();
			Description.checkedTensors(source, header.sha256).forEach((name, tensor) -> {
				if (name.startsWith(VELOCITY)) velocities.put(name.substring(VELOCITY.length()), tensor.floats());
			});
			BackboneWeights student = BackboneWeights.read(source, backbone, STUDENT);
			return new TrainingState(header.step, student, velocities, BackboneWeights.read(source, backbone, BEST),
				header.bestStep, header.bestValue, header.looksSinceBest, header.loss, header.seconds, header.frozen,
				header.hardCrops == null ? List.of() : header.hardCrops);
		}
	}

	private IOException refused(String other) throws IOException {
		String start = path + " belongs to another training: ";
		if (other != null && withoutTeacher(other).equals(withoutTeacher(identity))) {
			String hash = teacher(other), choice = TeacherStore.choice(hash).map(c -> "teacher '" + c + "'").orElse(
				"the file of that teacher");
			return new IOException(start + "its teacher has the weights " + hash.substring(0, 8) + ", this one's has " + teacher(
				identity).substring(0, 8) + ". Name " + choice + " to go on, or delete the checkpoint to start anew");
		}
		return new IOException(start + "images, options or teacher differ. Delete it to start anew. It was written for " + other
			+ "; this training is " + identity);
	}

	private static String withoutTeacher(String identity) {
		return TEACHER_HASH.matcher(identity).replaceFirst(TEACHER);
	}

	private static String teacher(String identity) {
		Matcher hash = TEACHER_HASH.matcher(identity);
		return hash.find() ? hash.group(1) : "";
	}
}
