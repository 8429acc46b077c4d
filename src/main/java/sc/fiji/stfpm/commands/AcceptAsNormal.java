package sc.fiji.stfpm.commands;

import java.io.IOException;
import java.nio.file.Path;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.correct.Corrections;
import sc.fiji.stfpm.correct.Part;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.ui.ImageJProgress;

/** Corrects a false alarm. */
@Plugin(type = Command.class, label = "Accept as Normal...", visible = false, attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Corrects a false alarm: the model learns that a part of the open image is normal. Needs a model of the preset memory or thorough.")
public class AcceptAsNormal extends CorrectionCommand {
	@Override
	AnomalyModel change(Path file, AnomalyDetector detector, Part what, DetectionResult found, ImageJProgress shown) throws IOException {
		return Corrections.accept(file, detector, what, found, shown);
	}

	@Override
	String done(AnomalyModel before, AnomalyModel after, Part what) {
		int number = after.accepted().size();
		if (number == before.accepted().size()) return "The model knows " + what.area() + " already, and was not changed";
		return "Accepted as normal: " + what.area() + ", correction " + number + ", " + after.accepted().get(number - 1).count()
			+ " vectors learned";
	}
}
