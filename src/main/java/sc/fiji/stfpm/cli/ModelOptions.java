package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

import picocli.CommandLine.Option;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.score.Calibration;

/** The options of every verb that uses a trained model. */
final class ModelOptions {
	@Option(names = { "-m", "--model" }, required = true, paramLabel = "FILE", description = "The model file.")
	private Path model;

	@Option(names = { "-t", "--teacher" }, paramLabel = "FILE",
		description = "The model's teacher, where it is not found by itself.")
	private String teacher;

	@Option(names = "--device", defaultValue = "auto",
		description = "auto, cpu, gpu, gpu:N or mps; or several, gpus for all GPUs or gpu:0,gpu:1, which judge the images of folders at once. Default: ${DEFAULT-VALUE}.")
	private String device;

	Path file() {
		return model;
	}

	AnomalyDetector open() throws IOException {
		return open(calibration -> calibration);
	}

	/** @param change to the threshold, of which the file hears nothing */
	AnomalyDetector open(UnaryOperator<Calibration> change) throws IOException {
		AnomalyModel read = ModelFile.read(model);
		return AnomalyDetector.open(read.withCalibration(change.apply(read.calibration())), Optional.ofNullable(teacher), device);
	}
}
