package sc.fiji.stfpm.ui;

import java.nio.file.Path;

import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.TrainingRecord;

/**
 * Which model judged, whatever its threshold was.
 *
 * @param file the model's, an absolute path
 * @param training from which the file then came; it may be trained anew
 */
public record UsedModel(Path file, TrainingRecord training) {
	public static UsedModel of(Path file, AnomalyModel model) {
		return new UsedModel(absolute(file), model.record());
	}

	static Path absolute(Path file) {
		return file.toAbsolutePath().normalize();
	}
}
