package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.ui.LastModel;

/** A command that uses a trained model. The detector stays open for the next command. */
abstract class ModelCommand extends AnomalyCommand {
	static final String MODEL = "a model file made by Train Model...";
	static final String MODEL_HELP = "A model file made by Train Model... from normal images.";
	static final String TEACHER_LABEL = "Teacher (if not found)";
	static final String TEACHER_HELP = "Empty: found by itself. Otherwise the path or name of the teacher that the model was"
		+ " trained with.";
	static final String MINIMUM_LABEL = "Smallest region (pixels)";
	static final String MINIMUM_HELP = "Regions of fewer pixels do not count, neither for scores nor in tables and outlines; 1 counts all.";

	/** The choice that leaves the model's rule for other pixel sizes as it is. */
	static final String AS_LEARNED = "Model";
	static final String PIXELS_HELP = "What happens to an image of another pixel size than the model's. Model: as was chosen at training."
		+ " Rescale: in tiles it is seen at the model's pixel size; whole images are resized anyway, and their field of view is compared."
		+ " Refuse: an error. Ignore: pixels count.";

	/** @throws IllegalArgumentException naming the key where it is none of the choices */
	static void checkPixelScale(String choice) {
		withPixelRule(null, choice);
	}

	/** The detector with the rule for other pixel sizes that was chosen. */
	static AnomalyDetector withPixelRule(AnomalyDetector detector, String choice) {
		if (AS_LEARNED.equalsIgnoreCase(choice)) return detector;
		PixelScale.Rule rule = choice("pixelscale", choice, PixelScale.Rule.values());
		return detector == null ? null : detector.withPixelRule(rule);
	}

	/** @throws IllegalArgumentException naming the key where it is not a number of pixels */
	static void checkMinimum(int minimum) {
		checkRange("minimum", minimum, 1, Integer.MAX_VALUE);
	}

	/** @throws InputProblem where there is none, or it cannot be read */
	static AnomalyModel readable(File model) {
		File file = named("model", model, MODEL);
		return InputProblem.at("model", () -> ModelFile.read(file.toPath()));
	}

	/**
	 * @param teacher path of the model's teacher; empty to find it
	 * @throws InputProblem if the model or its teacher cannot be read or found, or there is no such device
	 */
	static Detectors.Lease borrow(File model, String teacher, String device) {
		File file = named("model", model, MODEL);
		Detectors.Lease lease = InputProblem.at("device", () -> {
			try {
				return Detectors.shared().borrow(file.toPath(), choice(teacher), device);
			}
			catch (IOException e) {
				String why = Reasons.of(e);
				throw new InputProblem(isReadable(file) ? "teacher" : "model", why, why.replace(" (the option 'teacher')", ""));
			}
		});
		LastModel.set(file);
		return lease;
	}

	/** @throws InputProblem where a mask or a folder of masks is missing */
	static IgnoreRule rule(String ignore) {
		return InputProblem.at("ignore", () -> IgnoreRule.of(ignore));
	}

	/** The teacher that was named, or none. */
	static Optional<String> choice(String teacher) {
		return teacher == null || teacher.isBlank() ? Optional.empty() : Optional.of(teacher.trim());
	}

	private static boolean isReadable(File model) {
		try {
			readable(model);
			return true;
		}
		catch (InputProblem e) {
			return false;
		}
	}

	/** What results were made with, a line each. */
	static String origin(File model, AnomalyDetector detector) {
		return String.format(Locale.ROOT, "Model: %s%nTeacher: %s%nThreshold: %s (%s)%nDevice: %s%nSoftware: %s%n", model
			.getAbsolutePath(), detector.model().teacher().label(), detector.model().calibration().threshold(), detector.model()
				.calibration().provenance(), detector.devices().id(), SoftwareVersion.get()) + (detector.minimumArea() > 1
					? "Smallest region: " + detector.minimumArea() + " pixels" + System.lineSeparator() : "");
	}
}
