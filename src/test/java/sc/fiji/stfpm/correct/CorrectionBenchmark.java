package sc.fiji.stfpm.correct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;

/**
 * What accepting false alarms changes: a model learns from 40 normal images, judges 40 further ones, and each false alarm among them
 * is accepted; false alarms among 60 other normal images and misses among all anomalous test images, before, in between and after.
 * No image is in two of these parts. Arguments: a folder in MVTec AD's layout, a teacher, seeds.
 */
final class CorrectionBenchmark {
	private static final int LEARNED = 40, CORRECTED = 40, OTHERS = 60, STEP = 10;

	private CorrectionBenchmark() {}

	public static void main(String[] arguments) throws IOException {
		ImageSet set = ImageSet.open(Path.of(arguments[0]));
		Teacher teacher = TeacherStore.open(arguments[1]);
		System.out.println("| seed | judged | accepted | vectors | threshold | false alarms | missed |\n|---|---|---|---|---|---|---|");
		for (int a = 2; a < arguments.length; a++)
			curve(set, teacher, Long.parseLong(arguments[a]));
	}

	private static void curve(ImageSet set, Teacher teacher, long seed) throws IOException {
		List<Sample> normals = new ArrayList<>(set.normals());
		Collections.shuffle(normals, new Random(seed));
		if (normals.size() < LEARNED + CORRECTED + OTHERS) throw new IOException("Too few normal images: " + normals.size());
		List<Sample> further = normals.subList(LEARNED, LEARNED + CORRECTED);
		List<Sample> others = normals.subList(LEARNED + CORRECTED, LEARNED + CORRECTED + OTHERS);
		List<Sample> anomalous = set.test().stream().filter(Sample::anomalous).toList();
		Path file = Files.createTempFile("corrected", ModelFile.EXTENSION);
		try {
			ModelFile.write(file, new Trainer(teacher, TrainingOptions.preset(Preset.DEFAULT).seed(seed).build(), TrainingProgress.NONE)
				.train(ImageSource.of(normals.subList(0, LEARNED))).model().selfContained(teacher.weights()));
			for (int judged = 0; judged <= CORRECTED; judged += STEP) {
				if (judged > 0) accept(file, further.subList(judged - STEP, judged));
				row(file, seed, judged, others, anomalous);
			}
		}
		finally {
			Files.delete(file);
		}
	}

	private static void accept(Path file, List<Sample> images) throws IOException {
		for (Sample image : images)
			try (AnomalyDetector detector = AnomalyDetector.open(file, Optional.empty(), "auto")) {
				ImagePlane plane = ImagePlane.of(ImageReader.read(image.image()));
				DetectionResult result = detector.detect(plane, Progress.NONE);
				int[] labels = result.labels();
				if (result.anomalous()) Corrections.accept(file, detector, Part.of(image.name(), plane, i -> labels[i] > 0), result, Progress.NONE);
			}
	}

	private static void row(Path file, long seed, int judged, List<Sample> others, List<Sample> anomalous) throws IOException {
		try (AnomalyDetector detector = AnomalyDetector.open(file, Optional.empty(), "auto")) {
			List<Correction> corrections = Correction.of(detector.model());
			System.out.printf(Locale.ROOT, "| %d | %d | %d | %d | %.3f | %.3f | %.3f |%n", seed, judged, corrections.size(), corrections.stream()
				.mapToInt(Correction::vectors).sum(), detector.model().calibration().threshold(), alarms(detector, others), 1 - alarms(
					detector, anomalous));
		}
	}

	private static double alarms(AnomalyDetector detector, List<Sample> images) throws IOException {
		int alarms = 0;
		for (Sample image : images)
			if (detector.detect(ImageReader.read(image.image())).anomalous()) alarms++;
		return (double) alarms / images.size();
	}
}
