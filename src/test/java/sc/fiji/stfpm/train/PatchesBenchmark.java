package sc.fiji.stfpm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.score.FalseAlarms;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.testing.Models;

/**
 * How many new normal images are called anomalous where few were learned patch by patch, and how many the model says. Some normal images are
 * drawn to learn from, all others are judged. Arguments: a teacher, patches such as {@code 256}, how often, how many of the others at
 * most, numbers of images such as {@code 1,2,4}, and sets, or {@code textures} for synthetic ones.
 */
final class PatchesBenchmark {
	private static final int TEXTURES = 24, SIDE = 768;

	private PatchesBenchmark() {}

	public static void main(String[] arguments) throws IOException {
		Teacher teacher = TeacherStore.open(arguments[0]);
		System.out.println("| set | images learned from | scores | stated for an image | false alarms |\n|---|---|---|---|---|");
		for (String set : List.of(arguments).subList(5, arguments.length)) {
			List<ImageSource> normals = normals(set);
			for (String count : arguments[4].split(","))
				row(teacher, Patching.parse(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), set, normals, Integer.parseInt(
					count));
		}
	}

	private static List<ImageSource> normals(String set) throws IOException {
		if (set.equals("textures")) return IntStream.range(0, TEXTURES).mapToObj(i -> ImageSource.of("texture" + i, Models.texture(SIDE, SIDE,
			i))).toList();
		ImageSet images = ImageSet.open(Path.of(set));
		List<Sample> samples = new ArrayList<>(images.normals());
		images.test().stream().filter(sample -> !sample.anomalous()).forEach(samples::add);
		return ImageSource.of(samples);
	}

	private static void row(Teacher teacher, Patching patches, int times, int most, String set, List<ImageSource> normals, int count)
		throws IOException
	{
		int alarms = 0, judged = 0, scores = 0;
		double stated = 0;
		for (int seed = 0; seed < times; seed++) {
			List<ImageSource> order = new ArrayList<>(normals);
			Collections.shuffle(order, new Random(seed));
			AnomalyModel model = new Trainer(teacher, TrainingOptions.preset(Preset.MEMORY).mode(Mode.TILES).patches(patches).seed(seed).build(),
				TrainingProgress.NONE).train(order.subList(0, count)).model();
			stated += model.calibration().falseAlarms().orElseThrow().expected() / times;
			scores = model.calibration().count();
			try (AnomalyDetector detector = new AnomalyDetector(model, teacher, ComputeDevice.of("auto"))) {
				for (ImageSource other : order.subList(count, Math.min(count + most, order.size()))) {
					Judgement judgement = detector.detect(other.read(), Progress.NONE);
					if (judgement.calibration().isAnomalous(judgement.score())) alarms++;
					judged++;
				}
			}
		}
		System.out.printf("| %s | %d | %d | %s | %s (%d of %d) |%n", Path.of(set).getFileName(), count, scores, FalseAlarms.percent(stated),
			FalseAlarms.percent((double) alarms / judged), alarms, judged);
	}
}
