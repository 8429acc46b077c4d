package sc.fiji.stfpm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;

/**
 * What leaving out images far apart from all others does where few normal images were drawn from a set: how often any is left out, and false alarms and
 * misses with it and without, among the normal images that were not drawn and the anomalous ones. Arguments: a teacher, how many
 * draws, how many images of each kind to judge at most, numbers of images such as {@code 6,10,20}, and sets; one in tiles is written {@code tiles:FOLDER}.
 */
final class LeaveOutBenchmark {
	private static final String TILES = "tiles:";

	private LeaveOutBenchmark() {}

	public static void main(String[] arguments) throws IOException {
		Teacher teacher = TeacherStore.open(arguments[0]);
		System.out.println("| set | images learned from | draws in which some were left out | left out of all drawn | false alarms; with leaving out | missed; with leaving out |\n|---|---|---|---|---|---|");
		for (String set : List.of(arguments).subList(4, arguments.length))
			for (String count : arguments[3].split(","))
				row(teacher, set, Integer.parseInt(count), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
	}

	private static void row(Teacher teacher, String set, int count, int draws, int most) throws IOException {
		ImageSet images = ImageSet.open(Path.of(set.replace(TILES, "")));
		Rates without = new Rates(), with = new Rates();
		int touched = 0, leftOut = 0;
		for (int seed = 0; seed < draws; seed++) {
			List<Sample> normals = new ArrayList<>(images.normals()), anomalous = new ArrayList<>();
			images.test().forEach(sample -> (sample.anomalous() ? anomalous : normals).add(sample));
			if (normals.size() < count + 2) return;
			Collections.shuffle(normals, new Random(seed));
			Collections.shuffle(anomalous, new Random(seed));
			List<Sample> judged = new ArrayList<>(normals.subList(count, Math.min(count + most, normals.size())));
			judged.addAll(anomalous.subList(0, Math.min(most, anomalous.size())));
			TrainingOptions.Builder options = TrainingOptions.preset(Preset.MEMORY).seed(seed);
			if (set.startsWith(TILES)) options.mode(Mode.TILES);
			List<ImageSource> drawn = ImageSource.of(normals.subList(0, count));
			Trainer.Result all = train(teacher, options.leaveOut(false), drawn);
			System.err.printf("%s %d %d:%s%n", set, count, seed, all.normals().stream().map(image -> String.format(" %.3f", image.score() / all.model().calibration()
				.threshold())).collect(Collectors.joining()));
			Rates one = Rates.of(all.model(), teacher, judged);
			without.add(one);
			if (NormalImage.apart(all.normals(), all.model().calibration().threshold()).isEmpty()) {
				with.add(one);
				continue;
			}
			AnomalyModel fewer = train(teacher, options.leaveOut(true), drawn).model();
			Rates rest = Rates.of(fewer, teacher, judged);
			System.err.printf("  left out %d: false alarms %s; %s, missed %s; %s%n", fewer.record().leftOut().size(), one.falseAlarms(), rest.falseAlarms(), one.missed(), rest.missed());
			with.add(rest);
			leftOut += fewer.record().leftOut().size();
			touched++;
		}
		System.out.printf("| `%s` | %d | %d of %d | %.3f | %s; %s | %s; %s |%n", Path.of(set).getFileName(), count, touched, draws, (double) leftOut / draws / count,
			without.falseAlarms(), with.falseAlarms(), without.missed(), with.missed());
	}

	private static Trainer.Result train(Teacher teacher, TrainingOptions.Builder options, List<ImageSource> images) throws IOException {
		return new Trainer(teacher, options.build(), TrainingProgress.NONE).train(images);
	}

	private static final class Rates {
		private int normal, alarms, anomalous, missed;

		static Rates of(AnomalyModel model, Teacher teacher, List<Sample> samples) throws IOException {
			Rates rates = new Rates();
			try (AnomalyDetector detector = new AnomalyDetector(model, teacher, ComputeDevice.of("auto"))) {
				for (Sample sample : samples) {
					boolean called = model.calibration().isAnomalous(detector.detect(ImageSource.of(List.of(sample)).get(0).read(), Progress.NONE).score());
					if (sample.anomalous()) {
						rates.anomalous++;
						rates.missed += called ? 0 : 1;
					}
					else {
						rates.normal++;
						rates.alarms += called ? 1 : 0;
					}
				}
			}
			return rates;
		}

		void add(Rates other) {
			normal += other.normal;
			alarms += other.alarms;
			anomalous += other.anomalous;
			missed += other.missed;
		}

		String falseAlarms() {
			return String.format("%.3f", (double) alarms / Math.max(1, normal));
		}

		String missed() {
			return String.format("%.3f", (double) missed / Math.max(1, anomalous));
		}
	}
}
