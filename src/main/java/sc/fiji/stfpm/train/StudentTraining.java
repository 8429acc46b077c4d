package sc.fiji.stfpm.train;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.dataset.Split;
import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.model.StudentModel;
import sc.fiji.stfpm.model.TrainingCourse;
import sc.fiji.stfpm.network.StudentTeacher;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.weights.TensorDigest;

/**
 * Trains a student. Part of the images is held out: those choose the best student and the threshold, and no other image is ever
 * looked at.
 */
final class StudentTraining {
	private final StudentRecipe recipe;
	private final TrainingTask task;

	StudentTraining(StudentRecipe recipe, TrainingTask task) {
		this.recipe = recipe;
		this.task = task;
	}

	Learned run() throws IOException {
		Split<ImageSource> split = Split.of(task.normals(), recipe.heldOut(), task.options().seed());
		task.progress().note("Teacher " + task.teacher().label() + "; device " + task.device() + "; " + split.training().size()
			+ " images to learn from, " + split.heldOut().size() + " held out");
		TrainingImages training = new TrainingImages(split.training(), task.preprocessing());
		TrainingImages heldOut = new TrainingImages(split.heldOut(), task.preprocessing());
		TrainingRun run = new TrainingRun(recipe, task, training, new HeldOut(heldOut, recipe.formula(), task.teacher()
			.weights(), task.device()));
		CheckpointFile file = task.checkpoint().map(path -> new CheckpointFile(path, identity(split))).orElse(null);
		Optional<TrainingState> start = file != null && task.resume() && Files.exists(file.path()) ? Optional.of(file.read(task
			.teacher().weights().backbone())) : Optional.empty();
		start.ifPresent(s -> task.progress().note("Resumed after step " + s.step() + " from " + file.path()));
		TrainingState end = run.run(start, file);
		StudentModel student = new StudentModel(end.best(), recipe.formula(), new TrainingCourse(end.step(), end.bestStep(), end
			.loss(), end.bestValue()));
		return new Learned(student, NormalImage.of(split.heldOut().stream().map(ImageSource::name).toList(), scores(student, heldOut)), training.count(), heldOut.count(), end
			.seconds(), run.report(), run.cancelled() ? Optional.empty() : Optional.of(descriptors(student)), Optional.empty(), run.cancelled());
	}

	private float[] scores(StudentModel student, TrainingImages heldOut) throws IOException {
		float[] scores = new float[heldOut.count()];
		try (StudentTeacher networks = student.network(task.teacher().weights(), task.device())) {
			AnomalyMapper mapper = new AnomalyMapper(networks, task.preprocessing(), student);
			for (int i = 0; i < scores.length; i++) {
				scores[i] = AnomalyMap.score(mapper.map(heldOut.plane(i), TrainingProgress.NONE));
				task.progress().update(i + 1, scores.length, "Setting the threshold");
			}
		}
		return scores;
	}

	private ImageDescriptors descriptors(StudentModel student) throws IOException {
		DescriptorTraining whole = new DescriptorTraining(task, student);
		try (StudentTeacher networks = student.network(task.teacher().weights(), task.device())) {
			AnomalyMapper mapper = new AnomalyMapper(networks, task.preprocessing(), student);
			int done = 0;
			for (int image : whole.wanted()) {
				task.checkCancelled();
				whole.add(image, mapper.look(task.normals().get(image).read(), TrainingProgress.NONE).means());
				task.progress().update(++done, whole.wanted().size(), "Looking at normal images as a whole");
			}
			List<Unlike> others = new ArrayList<>();
			for (int image : whole.sources())
				others.add(Unlike.of(task.normals().get(image).read(), task.preprocessing(), student, mapper, ImageOrder.mix(task.options().seed(),
					image)));
			return whole.learn(others);
		}
	}

	/** What a checkpoint must agree with to be resumed. */
	private String identity(Split<ImageSource> split) {
		List<String> names = new ArrayList<>();
		split.training().forEach(s -> names.add(s.name()));
		split.heldOut().forEach(s -> names.add(s.name()));
		return task.options() + " " + Json.text(task.preprocessing()) + CheckpointFile.TEACHER + task.teacher().weights()
			.sha256() + " images " + names + " with the pixels " + TensorDigest.of(String.join(" ", task.images().fingerprints()));
	}
}
