package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Option;
import sc.fiji.stfpm.detect.AnomalyDetector;

/** The options of every verb that uses a trained model. */
final class ModelOptions {
	@Option(names = { "-m", "--model" }, required = true, paramLabel = "FILE", description = "The model file.")
	private Path model;

	@Option(names = { "-t", "--teacher" }, paramLabel = "FILE",
		description = "The model's teacher, where it is not found by itself.")
	private String teacher;

	@Option(names = "--device", defaultValue = "auto",
		description = "auto, cpu, gpu, gpu:N or mps. Default: ${DEFAULT-VALUE}.")
	private String device;

	Path file() {
		return model;
	}

	AnomalyDetector open() throws IOException {
		return AnomalyDetector.open(model, Optional.ofNullable(teacher), device);
	}
}
