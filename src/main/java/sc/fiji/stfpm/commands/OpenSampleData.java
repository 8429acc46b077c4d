package sc.fiji.stfpm.commands;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.SampleStacks;

/** Opens two stacks of woven fabric: normal ones to train on, normal and damaged ones to judge. */
@Plugin(type = Command.class, menuPath = AnomalyCommand.MENU + "Open Sample Data")
public class OpenSampleData extends AnomalyCommand {
	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus toJudge;

	/** Shown last, so that it is the one to train on. */
	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus normal;

	@Override
	void work(ImageJProgress shown) {
		normal = SampleStacks.normal();
		toJudge = SampleStacks.toJudge();
	}
}
