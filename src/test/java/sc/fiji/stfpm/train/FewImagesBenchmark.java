package sc.fiji.stfpm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;

/**
 * What the highest left-out score is worth as a threshold where there are few normal images: by the memory of all without an image's vectors, as training
 * does it, and by a memory learned anew without the image. Some normal images are drawn, others are judged, normal and anomalous ones. Arguments: a
 * teacher, how many draws, how many images of each kind to judge at most, numbers of images such as {@code 4,6,10}, and sets.
 */
final class FewImagesBenchmark {
	private FewImagesBenchmark() {}

	public static void main(String[] arguments) throws IOException {
		Teacher teacher = TeacherStore.open(arguments[0]);
		System.out.println("| set | images | stated | false alarms; learned anew | missed; learned anew | threshold learned anew / threshold |\n|---|---|---|---|---|---|");
		for (String set : List.of(arguments).subList(4, arguments.length))
			for (String count : arguments[3].split(","))
				row(teacher, set, Integer.parseInt(count), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
	}

	private static void row(Teacher teacher, String set, int count, int draws, int most) throws IOException {
		ImageSet images = ImageSet.open(Path.of(set));
		int[] normal = new int[3], anomalous = new int[3];
		StringBuilder ratios = new StringBuilder();
		for (int seed = 0; seed < draws; seed++) {
			List<Sample> normals = new ArrayList<>(images.normals()), others = new ArrayList<>();
			images.test().forEach(sample -> (sample.anomalous() ? others : normals).add(sample));
			Collections.shuffle(normals, new Random(seed));
			Collections.shuffle(others, new Random(seed));
			List<ImageSource> drawn = ImageSource.of(normals.subList(0, count));
			AnomalyModel model = train(teacher, seed, drawn).model();
			float threshold = model.calibration().threshold(), anew = 0;
			for (int i = 0; i < count; i++) {
				List<ImageSource> rest = new ArrayList<>(drawn);
				rest.remove(i);
				anew = Math.max(anew, scores(train(teacher, seed, rest).model(), teacher, List.of(normals.get(i))).get(0));
			}
			ratios.append(String.format(" %.2f", anew / threshold));
			count(scores(model, teacher, normals.subList(count, Math.min(count + most, normals.size()))), threshold, anew, normal);
			count(scores(model, teacher, others.subList(0, Math.min(most, others.size()))), threshold, anew, anomalous);
		}
		System.out.printf("| `%s` | %d | %.3f | %.3f; %.3f | %.3f; %.3f | %s |%n", Path.of(set).getFileName(), count, 1.0 / (count + 1), (double) normal[1] / normal[0],
			(double) normal[2] / normal[0], 1 - (double) anomalous[1] / anomalous[0], 1 - (double) anomalous[2] / anomalous[0], ratios.toString().strip());
	}

	private static Trainer.Result train(Teacher teacher, int seed, List<ImageSource> images) throws IOException {
		return new Trainer(teacher, TrainingOptions.preset(Preset.MEMORY).seed(seed).build(), TrainingProgress.NONE).train(images);
	}

	private static List<Float> scores(AnomalyModel model, Teacher teacher, List<Sample> samples) throws IOException {
		List<Float> scores = new ArrayList<>();
		try (AnomalyDetector detector = new AnomalyDetector(model, teacher, ComputeDevice.of("auto"))) {
			for (ImageSource source : ImageSource.of(samples))
				scores.add(detector.detect(source.read(), Progress.NONE).score());
		}
		return scores;
	}

	/** @param counts receives how many there are, and how many reach each of the two thresholds */
	private static void count(List<Float> scores, float threshold, float anew, int[] counts) {
		for (float score : scores) {
			counts[0]++;
			if (score >= threshold) counts[1]++;
			if (score >= anew) counts[2]++;
		}
	}
}
