package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.Cells;
import sc.fiji.stfpm.testing.Cells.Odd;

/**
 * Two channels seen together against separate ones, on cells that are odd in one channel: how many are found, and how far they lie above
 * the threshold. Run by hand.
 */
final class ChannelsBenchmark {
	private static final int NORMALS = 30;
	private static final int EACH = 20;

	private ChannelsBenchmark() {}

	public static void main(String[] args) throws IOException {
		Teacher teacher = Teacher.open(Teacher.EMBEDDED);
		List<ImageSource> normals = new ArrayList<>();
		for (int i = 0; i < NORMALS; i++)
			normals.add(ImageSource.of("cells" + i, Cells.image(i, Odd.NOTHING)));
		System.out.println("| channels | kind | above the threshold | median score / threshold | right channel |\n|---|---|---|---|---|");
		for (String channels : List.of("1,2,1", "1+2")) {
			TrainingOptions options = TrainingOptions.preset(Preset.MEMORY).size(Cells.SIZE).channels(channels).device("cpu").build();
			AnomalyModel model = new Trainer(teacher, options, TrainingProgress.NONE).train(normals).model();
			try (AnomalyDetector detector = new AnomalyDetector(model, teacher, ComputeDevice.of("cpu"))) {
				for (Odd odd : Odd.values())
					judge(detector, channels, odd);
			}
		}
		System.exit(0);
	}

	private static void judge(AnomalyDetector detector, String channels, Odd odd) {
		List<Double> ratios = new ArrayList<>();
		int right = 0;
		for (int i = 0; i < EACH; i++) {
			DetectionResult result = detector.detect(Cells.image(1000 + i, odd));
			ratios.add(result.calibration().ratio(result.score()));
			String found = String.join(",", result.anomalousChannels());
			if (found.equals(odd == Odd.NOTHING ? "" : odd == Odd.NUCLEUS ? "1" : "2")) right++;
		}
		ratios.sort(null);
		System.out.printf(Locale.ROOT, "| %s | %s | %d of %d | %.2f | %s |%n", channels, odd, ratios.stream().filter(ratio -> ratio >= 1).count(),
			EACH, ratios.get(EACH / 2), channels.contains("+") ? right + " of " + EACH : "");
	}
}
