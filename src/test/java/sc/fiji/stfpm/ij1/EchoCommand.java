package sc.fiji.stfpm.ij1;

import java.io.File;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

/** Has an input of every kind; one would be remembered, another is offered. */
@Plugin(type = Command.class, label = "Echo Inputs...", initializer = "offerLast")
public class EchoCommand implements Command {
	static volatile EchoCommand last;

	@Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
	String hint = "Choose a model, then go.\nA second line.";
	@Parameter
	ImagePlus image;
	@Parameter(label = "Model file", style = "open", required = false, description = "A trained model (*.stfpm) & more")
	File modelFile = new File("");
	@Parameter(label = "Output folder", style = "directory", required = false, persist = false)
	File outputFolder = new File("");
	@Parameter(label = "Save as", style = "save", required = false, persist = false)
	File saveAs = new File("");
	@Parameter(label = "Name", required = false, persist = false, description = "Any text")
	String name = "plain";
	@Parameter(label = "Device", choices = { "Automatic", "CPU", "GPU" }, persist = false)
	String device = "Automatic";
	@Parameter(label = "Keep images for the threshold", persist = false)
	boolean heldOut = true;
	@Parameter(label = "Overwrite", persist = false)
	Boolean force = false;
	@Parameter(label = "Steps", min = "1", max = "100000", persist = false, description = "How long to train")
	int steps = 2000;
	@Parameter(label = "Seed", persist = false)
	Long seed = 42L;
	@Parameter(label = "Threshold", min = "0", persist = false)
	double threshold = 0.123456789;
	@Parameter(type = ItemIO.OUTPUT)
	String report;

	Thread thread;

	@Override
	public void run() {
		thread = Thread.currentThread();
		report = "done";
		last = this;
	}

	void offerLast() {
		modelFile = new File("offered.stfpm");
	}
}
