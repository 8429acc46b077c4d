package sc.fiji.stfpm.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

import ij.IJ;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.Session;
import sc.fiji.stfpm.workbench.WorkbenchFrame;

/** Opens the workbench. */
@Plugin(type = Command.class, label = "Anomaly Workbench", visible = false, attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "One window to learn, judge, decide and correct in: normal images on the left, images to judge in the middle, the"
		+ " threshold on the right, the selected image below.")
public class OpenWorkbench extends AnomalyCommand {
	@Override
	void work(ImageJProgress shown) {
		if (Session.isSilent() || IJ.getInstance() == null) throw new IllegalStateException("The workbench is a window, which there is no"
			+ " screen for; run Train Model..., Detect Anomalies in Folder... and the other commands instead");
		WorkbenchFrame.openLater();
	}
}
