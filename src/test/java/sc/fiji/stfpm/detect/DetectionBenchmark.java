package sc.fiji.stfpm.detect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.EngineSetup;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;

/**
 * Prints images per second of detection with a memory at one size and at three and with a student, from the image to its regions, turn by turn in one run.
 * {@code mvn -q -Pbenchmark-detection}, on made-up grey images; with {@code -Dbenchmark.set=FOLDER} on those of a labelled set.
 */
final class DetectionBenchmark {
	private static final int SIDE = 256;
	private static final int NORMALS = 60;
	private static final int IMAGES = 40;
	private static final int TURNS = 8;
	/** The first ones are slower while Java still compiles. */
	private static final int WARM_UP = 3;

	private DetectionBenchmark() {}

	public static void main(String[] args) throws IOException {
		List<ImageSource> normals = new ArrayList<>();
		List<ImagePlane> images = new ArrayList<>();
		if (args.length > 0) {
			ImageSet set = ImageSet.open(Path.of(args[0]));
			normals.addAll(ImageSource.of(set.normals()));
			for (Sample sample : set.test().subList(0, Math.min(IMAGES, set.test().size())))
				images.add(ImagePlane.of(ImageReader.read(sample.image())));
		}
		else {
			for (int i = 0; i < NORMALS; i++)
				normals.add(ImageSource.of("normal " + i, Models.texture(SIDE, SIDE, i)));
			for (int i = 0; i < IMAGES; i++)
				images.add(ImagePlane.of(Models.texture(SIDE, SIDE, 1000 + i)));
		}
		System.out.println(EngineSetup.description());
		try (AnomalyDetector memory = detector(TrainingOptions.preset(Preset.MEMORY), normals); AnomalyDetector thorough = detector(
			TrainingOptions.preset(Preset.THOROUGH), normals); AnomalyDetector student = detector(TrainingOptions.preset(Preset.FAST)
				.steps(1), normals))
		{
			double[] rates = new double[3];
			for (int turn = 0; turn < TURNS; turn++) {
				double[] now = { rate(memory, images), rate(thorough, images), rate(student, images) };
				for (int i = 0; i < now.length && turn >= WARM_UP; i++)
					rates[i] += now[i] / (TURNS - WARM_UP);
			}
			System.out.println(String.format(Locale.ROOT, "memory %.1f images/s, thorough %.1f, fast %.1f; memory %.2f and thorough %.2f"
				+ " times as fast as fast", rates[0], rates[1], rates[2], rates[0] / rates[2], rates[1] / rates[2]));
		}
	}

	private static AnomalyDetector detector(TrainingOptions.Builder options, List<ImageSource> normals) throws IOException {
		AnomalyModel model = new Trainer(EmbeddedTeacher.DEFAULT.get(), options.build(), TrainingProgress.NONE).train(normals).model();
		return new AnomalyDetector(model, EmbeddedTeacher.DEFAULT.get(), ComputeDevice.of("auto"));
	}

	private static double rate(AnomalyDetector detector, List<ImagePlane> images) {
		long began = System.nanoTime();
		for (ImagePlane image : images)
			detector.detect(image, Progress.NONE);
		return images.size() / ((System.nanoTime() - began) / 1e9);
	}
}
