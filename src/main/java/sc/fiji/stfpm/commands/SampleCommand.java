package sc.fiji.stfpm.commands;

import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

import ij.ImagePlus;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.SampleStacks;

/** A command that opens a sample as two stacks: normal images to train on, normal and anomalous ones to judge. */
abstract class SampleCommand extends AnomalyCommand {
	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus toJudge;

	/** Shown last, so that it is the one to train on. */
	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus normal;

	/** @throws IllegalArgumentException where there is no such sample */
	abstract SampleStacks sample();

	@Override
	void work(ImageJProgress shown) throws IOException {
		SampleStacks chosen = sample();
		ImagePlus opened = chosen.normal(shown);
		toJudge = chosen.toJudge(shown);
		normal = opened;
	}
}
