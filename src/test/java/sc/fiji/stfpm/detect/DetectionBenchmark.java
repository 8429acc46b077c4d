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
 * Prints images per second of detection with a memory and with a student, from the image to its regions, turn by turn in one run.
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
		try (AnomalyDetector memory = detector(TrainingOptions.preset(Preset.MEMORY), normals); AnomalyDetector student = detector(
			TrainingOptions.preset(Preset.FAST).steps(1), normals))
		{
			double memoryRate = 0, studentRate = 0;
			for (int turn = 0; turn < TURNS; turn++) {
				double m = rate(memory, images), s = rate(student, images);
				if (turn < WARM_UP) continue;
				memoryRate += m / (TURNS - WARM_UP);
				studentRate += s / (TURNS - WARM_UP);
			}
			System.out.println(String.format(Locale.ROOT, "memory %.1f images/s, fast %.1f images/s, ratio %.2f", memoryRate,
				studentRate, memoryRate / studentRate));
		}
	}

	private static AnomalyDetector detector(TrainingOptions.Builder options, List<ImageSource> normals) throws IOException {
		AnomalyModel model = new Trainer(EmbeddedTeacher.get(), options.build(), TrainingProgress.NONE).train(normals).model();
		return new AnomalyDetector(model, EmbeddedTeacher.get(), ComputeDevice.of("auto"));
	}

	private static double rate(AnomalyDetector detector, List<ImagePlane> images) {
		long began = System.nanoTime();
		for (ImagePlane image : images)
			detector.detect(image, Progress.NONE);
		return images.size() / ((System.nanoTime() - began) / 1e9);
	}
}
