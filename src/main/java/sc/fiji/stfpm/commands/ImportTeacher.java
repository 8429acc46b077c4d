package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.ui.ImageJProgress;

/** Copies a teacher's weight file to where training and detection find it. */
@Plugin(type = Command.class, label = "Import Teacher Weights...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Makes a file of ImageNet weights available as a teacher, by its name.")
public class ImportTeacher extends AnomalyCommand {
	@Parameter(label = "Weight file", style = "open", persist = false,
		description = "A safetensors or PyTorch (.pth) file of a ResNet-18 or Wide-ResNet-50-2 with torchvision's names.")
	private File weights = NONE;

	@Parameter(label = "Replace an existing file of this name", persist = false,
		description = "Without it, an existing file is an error.")
	private boolean replace = false;

	/** The teacher's name, backbone and the start of its hash. */
	@Parameter(type = ItemIO.OUTPUT)
	private String teacher;

	@Override
	void work(ImageJProgress shown) throws IOException {
		File file = named("weights", weights, "a weight file");
		Teacher imported = TeacherStore.importFile(file.toPath(), replace);
		teacher = imported.label();
		shown.note("Imported teacher " + teacher + " into " + TeacherStore.folder() + "; use it as teacher=" + imported
			.name());
	}
}
