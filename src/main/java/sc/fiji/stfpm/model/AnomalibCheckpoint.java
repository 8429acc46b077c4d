package sc.fiji.stfpm.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.UtcTime;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.torch.TorchCheckpoint;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.TensorSource;

/**
 * Reads an STFPM model that anomalib trained: the {@code .ckpt} file that Lightning wrote, with student and teacher in its
 * state dict. The layouts and where they are known from are in {@code docs/import.md}. Nothing in the file is run.
 */
public final class AnomalibCheckpoint {
	/** Where student and teacher are: since version 0.3, and before it, when hooks on torchvision's networks took the features. */
	private static final List<String> WRAPPERS = List.of(".feature_extractor.", ".backbone.");
	private static final String STUDENT = "model.student_model";
	private static final String TEACHER = "model.teacher_model";

	private AnomalibCheckpoint() {}

	/**
	 * Reads a checkpoint into a self-contained model.
	 *
	 * @param threshold on raw scores, or empty to take the checkpoint's own
	 * @throws IOException naming the file and what is wrong: another model, tensors that are missing or of the wrong shape,
	 *           settings that this software lacks, or no usable threshold
	 * @throws IllegalArgumentException where the threshold is not a positive number
	 */
	public static AnomalyModel read(Path file, Optional<Float> threshold) throws IOException {
		try (TorchCheckpoint source = TorchCheckpoint.openTraining(file)) {
			String wrapper = wrapper(source);
			Backbone backbone = BackboneWeights.detect(source, STUDENT + wrapper);
			BackboneWeights student = BackboneWeights.read(source, backbone, STUDENT + wrapper);
			BackboneWeights teacher = BackboneWeights.read(source, backbone, TEACHER + wrapper);
			AnomalibSettings settings = AnomalibSettings.of(source);
			Calibration calibration = threshold.isPresent() ? Calibration.given(threshold.get(),
				"given by hand when the model was imported") : AnomalibThreshold.of(source);
			return new AnomalyModel(new StudentModel(student, MapFormula.ANOMALIB, course(source)), new TeacherReference(
				backbone.id() + " of " + file.getFileName(), teacher.sha256(), file.toAbsolutePath().normalize().toString()), Optional.of(teacher), preprocessing(source, settings),
				calibration, record(source, settings));
		}
	}

	private static String wrapper(TensorSource source) throws IOException {
		for (String wrapper : WRAPPERS)
			if (source.names().stream().anyMatch(name -> name.startsWith(STUDENT + wrapper))) return wrapper;
		throw new IOException(source.path() + " is not an STFPM checkpoint of anomalib: expected tensors named " + STUDENT
			+ WRAPPERS.get(0) + "conv1.weight and so on, found " + source.names().stream().limit(3).toList() + " and so on");
	}

	private static Preprocessing preprocessing(TensorSource source, AnomalibSettings settings) throws IOException {
		try {
			return Preprocessing.imageNet(Preprocessing.Mode.WHOLE, settings.size(), settings.resampling(), ChannelMapping.AUTO,
				PixelType.UINT8, 0, PixelType.UINT8.nominalMax());
		}
		catch (IllegalArgumentException e) {
			throw new IOException(source.path() + " cannot be imported: " + e.getMessage(), e);
		}
	}

	private static TrainingRecord record(TensorSource source, AnomalibSettings settings) {
		return new TrainingRecord("imported from anomalib", settings.options() + "; from " + source.path().getFileName(), 0, 0,
			0, 0, "an unknown device", settings.engine(), SoftwareVersion.get(), UtcTime.now());
	}

	private static TrainingCourse course(TensorSource source) {
		int steps = steps(source.metadata().getOrDefault("global_step", "0"));
		return new TrainingCourse(steps, steps, Double.NaN, Double.NaN);
	}

	private static int steps(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException e) {
			return 0;
		}
	}
}
