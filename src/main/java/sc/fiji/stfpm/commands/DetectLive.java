package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.LiveDetection;
import sc.fiji.stfpm.ui.LiveModel;
import sc.fiji.stfpm.ui.Session;

/** Switches live detection on or off. Chosen from the menu for an image where it is on, it asks nothing and switches it off. */
@Plugin(type = Command.class, label = "Live Detection...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Judges the open image again whenever it changes, and shows heat map, outlines and score over it: it follows slice,"
		+ " frame, selection and edits. Choose it again to switch it off.")
public class DetectLive extends ModelCommand {
	@Parameter(label = "Image", persist = false, description = "The open image.")
	private ImagePlus image;

	@Parameter(label = "Model", style = "open", persist = false, initializer = "offerLastModel", description = MODEL_HELP
		+ " If the file changes, by a correction say, the new one is used.")
	private File model = NONE;

	@Parameter(label = "Live", persist = false, description = "Whether to switch it on; otherwise it is switched off.")
	private boolean live = true;

	@Parameter(label = TEACHER_LABEL, required = false, persist = false, description = TEACHER_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = MODEL_TEACHERS) })
	private String teacher = "";

	@Parameter(label = "Device", persist = false, description = DEVICE_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = DEVICES) })
	private String device = AUTO;

	@Override
	public boolean isAsking() {
		if (!LiveDetection.isOn(image)) return true;
		live = false;
		return false;
	}

	@Override
	public void check() {
		if (live) refusePlot("image", image);
	}

	@Override
	public void checkFiles() {
		if (live) readable(model);
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		if (!live) {
			LiveDetection.stop(image);
			return;
		}
		if (Session.isSilent()) throw new IllegalStateException("Live detection needs the image's window, which there is not in"
			+ " batch mode or without a screen; use Detect Anomalies... there");
		File file = named("model", model, "a model file made by Train Model...");
		LiveModel opened = InputProblem.at("model", () -> LiveModel.open(file.toPath(), choice(teacher), device));
		LastModel.set(file);
		LiveDetection.start(image, opened);
	}

	@SuppressWarnings("unused")
	private void offerLastModel() {
		if (isNone(model)) model = LastModel.get();
	}
}
