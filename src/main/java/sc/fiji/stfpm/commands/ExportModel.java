package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.onnx.OnnxExport;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.ui.ExportReport;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.TextReport;

/** Writes a model as an ONNX file. */
@Plugin(type = Command.class, label = "Export as ONNX...", visible = false, attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Writes a model as an ONNX file, which ONNX Runtime, OpenVINO and others run without ImageJ: from Python, C++ and more.")
public class ExportModel extends ModelCommand {
	@Parameter(label = "Model", style = "open", persist = false, initializer = "offerLastModel", description = MODEL_HELP)
	private File model = NONE;

	@Parameter(label = "ONNX file to write", style = "save", persist = false, description = "The file to write; it gets the ending .onnx.")
	private File output = NONE;

	@Parameter(label = "Replace an existing file", persist = false, description = "Without it, an existing file is an error.")
	private boolean replace = false;

	@Parameter(label = TEACHER_LABEL, required = false, persist = false, description = TEACHER_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = MODEL_TEACHERS) })
	private String teacher = "";

	/** What was written. */
	@Parameter(type = ItemIO.OUTPUT)
	private String report;

	@Override
	public void check() {
		named("model", model, MODEL);
		named("output", output, "the ONNX file to write");
		checkTarget("output", target(), replace, "name another file, or replace it on purpose (replace=true)");
	}

	@Override
	public void checkFiles() {
		exportable();
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		AnomalyModel read = exportable();
		Teacher found = InputProblem.at("teacher", () -> {
			Teacher opened = read.findTeacher(choice(teacher));
			read.checkTeacher(opened);
			return opened;
		});
		Map<String, String> metadata = InputProblem.at("output", () -> OnnxExport.write(target(), read, found, model.getName()));
		LastModel.set(model);
		TextReport text = ExportReport.of(model.toPath(), target(), metadata);
		report = text.toString();
		text.show();
	}

	private AnomalyModel exportable() {
		AnomalyModel read = readable(model);
		InputProblem.at("model", () -> {
			OnnxExport.check(read);
			return null;
		});
		return read;
	}

	private Path target() {
		return withEnding(output, OnnxExport.EXTENSION);
	}

	@SuppressWarnings("unused")
	private void offerLastModel() {
		if (isNone(model)) model = LastModel.get();
	}
}
