package sc.fiji.stfpm.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.testing.ImageFolder;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;

/** The model that is measured: the preset {@code memory} of the embedded teacher, learned from made-up images. */
public final class MeasuredModel {
	/** For other programs; beside the sources. */
	static final Path TEACHER = Path.of("src/main/resources/sc/fiji/stfpm/teacher/embedded-resnet18.safetensors");

	/** Names the file of the model that benchmarks in other processes measure. */
	static final String PROPERTY = "benchmark.model";

	private MeasuredModel() {}

	/** The model that this process was told to measure. */
	public static AnomalyModel read() throws IOException {
		return ModelFile.read(Path.of(System.getProperty(PROPERTY)));
	}

	/** The same, ready to detect. */
	public static AnomalyDetector open() throws IOException {
		return AnomalyDetector.open(Path.of(System.getProperty(PROPERTY)));
	}

	/** Trains and writes one that sees images whole, at some side; its images stay beside it. */
	static void write(Path file, int normals, int side) throws IOException {
		List<ImageSource> images = ImageFolder.write(file.resolveSibling("normals"), normals, side, 0).stream().map(image -> ImageSource.of(image
			.getFileName().toString(), image)).toList();
		TrainingOptions options = TrainingOptions.preset(Preset.MEMORY).sizes(List.of(side)).build();
		ModelFile.write(file, new Trainer(EmbeddedTeacher.DEFAULT.get(), options, TrainingProgress.NONE).train(images).model());
	}
}
