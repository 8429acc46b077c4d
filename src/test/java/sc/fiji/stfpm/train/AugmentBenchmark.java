package sc.fiji.stfpm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.report.SetEvaluation;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;

/**
 * What it is worth to learn normal images mirrored and turned, too: each augmentation on every set, with every seed, in one run. Arguments:
 * a teacher, a preset, seeds such as {@code 0,1,2}, augmentations such as {@code none,flips,turns}, and sets.
 */
final class AugmentBenchmark {
	private AugmentBenchmark() {}

	public static void main(String[] arguments) throws IOException {
		Teacher teacher = TeacherStore.open(arguments[0]);
		System.out.println("| set | learned also | seed | image AUROC | pixel AUROC | false alarms | misses | training, s |\n|---|---|---|---|---|---|---|---|");
		for (String set : List.of(arguments).subList(4, arguments.length))
			for (String augment : arguments[3].split(","))
				for (String seed : arguments[2].split(","))
					row(teacher, Preset.of(arguments[1]), Augment.of(augment), Long.parseLong(seed), Path.of(set));
	}

	private static void row(Teacher teacher, Preset preset, Augment augment, long seed, Path set) throws IOException {
		AnomalyModel model = new Trainer(teacher, TrainingOptions.preset(preset).augment(augment).seed(seed).build(), TrainingProgress.NONE)
			.train(ImageSource.of(ImageSet.open(set).normals())).model();
		try (AnomalyDetector detector = new AnomalyDetector(model, teacher, ComputeDevice.of("auto"))) {
			var all = SetEvaluation.of(detector, set, Progress.NONE).all();
			System.out.printf(Locale.ROOT, "| %s | %s | %d | %s | %s | %s | %s | %.0f |%n", set.getFileName(), augment, seed, three(all.image()
				.auroc()), three(all.pixel().auroc()), three(all.image().falseAlarmRate()), three(all.image().missRate()), model.record()
					.seconds());
		}
	}

	private static String three(OptionalDouble value) {
		return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "";
	}
}
