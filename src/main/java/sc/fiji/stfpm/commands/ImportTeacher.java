package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
	public void check() {
		named("weights", weights, "a weight file");
	}

	@Override
	public void checkFiles() {
		Path target = TeacherStore.folder().resolve(weights.getName());
		if (!weights.isFile()) throw new InputProblem("weights", weights + ": no such file", "There is no such file");
		if (!replace && Files.exists(target) && !target.toFile().equals(weights.getAbsoluteFile())) throw InputProblem.askable("weights", target
			+ " exists already", "A teacher of this name is there already; rename the file", new InputProblem.Remedy("A teacher "
				+ weights.getName() + " is there already. Replace it?", "replace"));
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		Teacher imported = InputProblem.at("weights", () -> TeacherStore.importFile(weights.toPath(), replace));
		teacher = imported.label();
		shown.note("Imported teacher " + teacher + " into " + TeacherStore.folder() + "; use it as teacher=" + imported
			.name());
	}
}
