package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.ModelReport;
import sc.fiji.stfpm.ui.TextReport;

/** Says what a model is, what it was trained on and where its threshold comes from. */
@Plugin(type = Command.class, label = "Model Information...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Says what a model file holds: what it has learned from, its teacher, size, channels and "
		+ "threshold.")
public class ModelInformation extends ModelCommand {
	@Parameter(label = "Model", style = "open", persist = false, initializer = "offerLastModel",
		description = "A model file made by Train Model...")
	private File model = NONE;

	@Parameter(type = ItemIO.OUTPUT)
	private String report;

	@Override
	public void checkFiles() {
		readable(model);
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		TextReport text = ModelReport.of(named("model", model, MODEL).toPath(), readable(model));
		report = text.toString();
		text.show();
	}

	@SuppressWarnings("unused")
	private void offerLastModel() {
		if (isNone(model)) model = LastModel.get();
	}
}
