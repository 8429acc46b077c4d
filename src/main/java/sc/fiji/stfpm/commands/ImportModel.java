package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.model.AnomalibCheckpoint;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.ModelReport;
import sc.fiji.stfpm.ui.TextReport;

/** Turns a checkpoint of anomalib's STFPM, student and teacher, into a model file. */
@Plugin(type = Command.class, label = "Import anomalib Checkpoint...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Makes a model file of an STFPM checkpoint of anomalib.")
public class ImportModel extends AnomalyCommand {
	@Parameter(label = "Checkpoint", style = "open", persist = false,
		description = "A .ckpt file of an STFPM model that anomalib trained.")
	private File checkpoint = NONE;

	@Parameter(label = "Model", style = "save", persist = false,
		description = "The model file to write, ending in .stfpm.")
	private File model = NONE;

	@Parameter(label = "Threshold", persist = false,
		description = "auto takes the checkpoint's image threshold; otherwise a positive number, on raw scores.")
	private String threshold = AUTO;

	@Parameter(label = "Replace an existing model file", persist = false,
		description = "Without it, an existing file is an error.")
	private boolean replace = false;

	/** What was imported, with all that was assumed. */
	@Parameter(type = ItemIO.OUTPUT)
	private String report;

	@Override
	public void check() {
		named("checkpoint", checkpoint, "a .ckpt file of anomalib");
		File to = named("model", model, "the model file to write");
		given();
		checkTarget("model", to.toPath(), replace, "'replace=true' replaces it");
	}

	@Override
	public void checkFiles() {
		if (!checkpoint.isFile()) throw new InputProblem("checkpoint", checkpoint + ": no such file", "There is no such file");
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		AnomalyModel imported = InputProblem.at("checkpoint", () -> AnomalibCheckpoint.read(checkpoint.toPath(), given()));
		ModelFile.write(model.toPath(), imported);
		TextReport text = ModelReport.of(model.toPath(), imported);
		report = text.toString();
		text.show();
	}

	private Optional<Float> given() {
		if (threshold.isBlank() || threshold.trim().equalsIgnoreCase(AUTO)) return Optional.empty();
		try {
			float value = Float.parseFloat(threshold.trim());
			if (value > 0 && value < Float.POSITIVE_INFINITY) return Optional.of(value);
		}
		catch (NumberFormatException e) {
			// Said below.
		}
		throw notAllowed("threshold", threshold, AUTO + " or a positive number");
	}
}
