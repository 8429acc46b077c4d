package sc.fiji.stfpm.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.testing.ImageFolder;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;

/** The model that is measured: the preset {@code memory} of the embedded teacher, learned from made-up images. */
final class MeasuredModel {
	/** For other programs; beside the sources. */
	static final Path TEACHER = Path.of("src/main/resources/sc/fiji/stfpm/teacher/embedded-resnet18.safetensors");

	private MeasuredModel() {}

	/** Trains and writes one that sees images whole, at some side; its images stay beside it. */
	static void write(Path file, int normals, int side) throws IOException {
		List<ImageSource> images = ImageFolder.write(file.resolveSibling("normals"), normals, side, 0).stream().map(image -> ImageSource.of(image
			.getFileName().toString(), image)).toList();
		TrainingOptions options = TrainingOptions.preset(Preset.MEMORY).sizes(List.of(side)).build();
		ModelFile.write(file, new Trainer(EmbeddedTeacher.DEFAULT.get(), options, TrainingProgress.NONE).train(images).model());
	}
}
