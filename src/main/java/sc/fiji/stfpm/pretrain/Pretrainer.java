package sc.fiji.stfpm.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;

/**
 * Makes a teacher: a ResNet-18 that learns on synthetic images, and on pieces of photographs where some are given. The embedded
 * teachers were made by it ({@code docs/teachers.md} has the commands). Use from one thread.
 */
public final class Pretrainer {
	private final PretrainingOptions options;
	private final Teacher imitated;
	private final Teacher start;
	private final Photographs photographs;
	private final ComputeDevice device;

	/**
	 * @param imitated whose features are learned; empty where the task is another
	 * @param start whose weights are the first ones; empty for random ones
	 * @param photographs which half of the images are pieces of; empty where all are to be synthetic
	 * @throws IllegalArgumentException if the task lacks what it needs or is given what it does not use, or a teacher is no ResNet-18
	 */
	public Pretrainer(PretrainingOptions options, Optional<Teacher> imitated, Optional<Teacher> start,
		Optional<Photographs> photographs, ComputeDevice device)
	{
		this.options = options;
		this.imitated = imitated.orElse(null);
		this.start = start.orElse(null);
		this.photographs = photographs.orElse(null);
		this.device = device;
		boolean distils = options.task() == PretrainingTask.DISTIL;
		if (distils != imitated.isPresent()) throw new IllegalArgumentException(distils
			? "The task distil needs a teacher to imitate" : "The task " + options.task() + " imitates no teacher");
		if (photographs.isPresent() && options.task() == PretrainingTask.CLASSIFY) throw new IllegalArgumentException("The task "
			+ options.task() + " takes no photographs: no formula made them");
		imitated.ifPresent(Pretrainer::checkBackbone);
		start.ifPresent(Pretrainer::checkBackbone);
	}

	private static void checkBackbone(Teacher teacher) {
		if (teacher.weights().backbone() != Backbone.RESNET18) throw new IllegalArgumentException("Expected a " + Backbone.RESNET18
			.id() + ", found " + teacher.label());
	}

	/** Everything that the weights depend on but the machine, in one line. */
	public String recipe() {
		String from = start == null ? "random weights of seed " + options.seed() : start.label();
		String besides = photographs == null ? "" : "; half of the images are pieces of " + photographs.describe();
		return options.describe(imitated == null ? "" : imitated.label()) + besides + "; started from " + from;
	}

	/**
	 * Trains.
	 *
	 * @param checkpoint file for the state, replaced every few minutes and on a cancel
	 * @param resume whether to go on from the checkpoint where it exists
	 * @throws java.util.concurrent.CancellationException when cancelled
	 * @throws IOException if the checkpoint belongs to another pre-training or cannot be written or read
	 */
	public BackboneWeights train(Path checkpoint, boolean resume, Progress progress) throws IOException {
		PretrainingCheckpoint file = new PretrainingCheckpoint(checkpoint, recipe());
		PretrainingCheckpoint.State state = resume && file.exists() ? file.read() : null;
		progress.note("Pre-training on " + device + ": " + recipe());
		if (state != null) progress.note("Going on after step " + state.step() + " from " + checkpoint);
		BackboneWeights first = state != null ? state.network() : start != null ? start.weights() : BackboneWeights.random(
			Backbone.RESNET18, options.seed());
		try (Lesson lesson = options.task() == PretrainingTask.DISTIL ? Lesson.distil(imitated.weights(), first, options, device)
			: Lesson.classify(first, options, device))
		{
			if (state != null) {
				lesson.network().setVelocities(state.velocities());
				lesson.setHeads(state.heads());
			}
			return new Pretraining(options, lesson, new SceneBatches(options, photographs), progress).run(state == null ? 0 : state.step(), file);
		}
	}

	/**
	 * Writes a teacher's file: a safetensors file with torchvision's names, convolutions as f16, batch norms as f32.
	 *
	 * @param name of the teacher, for people
	 * @return the teacher as it is in the file
	 */
	public Teacher write(BackboneWeights weights, String name, Path file) throws IOException {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		weights.toTensors("").forEach((tensor, values) -> tensors.put(tensor, values.shape().length == 4 ? values.as(DType.F16)
			: values));
		Map<String, String> metadata = new LinkedHashMap<>();
		metadata.put("name", options.task() == PretrainingTask.NOTHING ? name + " (untrained)" : name);
		metadata.put("backbone", Backbone.RESNET18.id());
		metadata.put(Teacher.RECIPE, recipe());
		metadata.put("software", SoftwareVersion.get());
		metadata.put("format", "pt");
		Safetensors.write(file, tensors, metadata);
		return Teacher.open(file);
	}
}
