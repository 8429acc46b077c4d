package sc.fiji.stfpm.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.ui.SampleStacks;

/** Opens the sample that the user chooses. */
@Plugin(type = Command.class, label = "Open Sample Data...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Opens a sample as two stacks: normal images to train on, and others to judge.")
public class OpenSampleData extends SampleCommand {
	@Parameter(label = "Sample", choices = { "Woven fabric", "Blood cells" }, persist = false,
		description = "Woven fabric: threads with damage, drawn by the software. Blood cells: photographs, white cells and"
			+ " platelets among red cells.")
	private String sample = "Blood cells";

	@Override
	SampleStacks sample() {
		return choice("sample", sample, SampleStacks.values());
	}
}
