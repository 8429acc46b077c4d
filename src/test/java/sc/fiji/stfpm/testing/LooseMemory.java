package sc.fiji.stfpm.testing;

import java.io.IOException;
import java.nio.file.Path;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;

/** A model of a memory that knows next to nothing, so that parts of an image are false alarms. */
public final class LooseMemory {
	private LooseMemory() {}

	/** A model for images of 8 bits, without its teacher. */
	public static AnomalyModel model(Mode mode) {
		AnomalyModel model = Models.memory(mode, 64);
		MemoryModel memory = (MemoryModel) model.scoring();
		return model.withScoring(new MemoryModel(memory.backbone(), memory.scales().stream().map(scale -> new MemoryModel.Scale(scale.size(),
			scale.banks().stream().map(bank -> bank.withScale(0.01f)).toList())).toList()));
	}

	/** Writes it with its teacher and a threshold by which a part of an image is anomalous and what was accepted is not. */
	public static void write(Path file, ImagePlane image) throws IOException {
		AnomalyModel model = model(Mode.WHOLE).selfContained(Models.teacher().weights());
		ModelFile.write(file, model);
		try (AnomalyDetector detector = AnomalyDetector.open(file)) {
			float score = detector.detect(image, Progress.NONE).score();
			ModelFile.write(file, model.withCalibration(model.calibration().byHand(Math.max(0.8 * score, 1.5 * model.scoring().level()))));
		}
	}
}
