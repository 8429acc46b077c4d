package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.correct.Corrections;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.ui.CorrectionReport;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.TextReport;

/** Lists what a model was told, and takes some of it back. */
@Plugin(type = Command.class, label = "Corrections...", visible = false, attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Lists what was accepted as normal or marked as anomalous, and takes it back: the model then scores as before.")
public class TakeBackCorrection extends ModelCommand {
	@Parameter(label = "Model", style = "open", persist = false, initializer = "offerLastModel", description = MODEL_HELP)
	private File model = NONE;

	@Parameter(label = "Take back number", min = "0", persist = false,
		description = "0: only list them. Otherwise the number in the list; those behind it move up.")
	private int number = 0;

	/** What the model has, afterwards. */
	@Parameter(type = ItemIO.OUTPUT)
	private String report;

	@Override
	public void checkFiles() {
		readable(model);
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		Path file = named("model", model, MODEL).toPath();
		AnomalyModel now = number == 0 ? readable(model) : InputProblem.at("number", () -> Corrections.takeBack(file, number));
		LastModel.set(model);
		TextReport text = CorrectionReport.of(file, now);
		report = text.toString();
		text.show();
	}

	@SuppressWarnings("unused")
	private void offerLastModel() {
		if (isNone(model)) model = LastModel.get();
	}
}
