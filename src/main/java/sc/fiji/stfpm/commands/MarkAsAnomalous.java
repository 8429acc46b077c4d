package sc.fiji.stfpm.commands;

import java.io.IOException;
import java.nio.file.Path;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.correct.Correction;
import sc.fiji.stfpm.correct.Corrections;
import sc.fiji.stfpm.correct.Part;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.ui.ImageJProgress;

/** Keeps what is anomalous as an example. */
@Plugin(type = Command.class, label = "Mark as Anomalous...", visible = false, attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Keeps a part of the open image as an example of what is anomalous, which Set Threshold... can use.")
public class MarkAsAnomalous extends CorrectionCommand {
	@Override
	AnomalyModel change(Path file, AnomalyDetector detector, Part what, DetectionResult found, ImageJProgress shown) throws IOException {
		return Corrections.mark(file, detector, what, found);
	}

	@Override
	String done(AnomalyModel before, AnomalyModel after, Part what) {
		return "Marked as anomalous: " + what.area() + ", correction " + Correction.of(after).size();
	}
}
