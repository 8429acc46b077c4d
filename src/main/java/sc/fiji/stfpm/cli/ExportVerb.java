package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.onnx.OnnxExport;
import sc.fiji.stfpm.ui.ExportReport;

/** {@code stfpm export}. */
@Command(name = "export", mixinStandardHelpOptions = true, sortOptions = false,
	description = "Writes a model as an ONNX file, which ONNX Runtime, OpenVINO and others run without this software.")
final class ExportVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Option(names = { "-m", "--model" }, required = true, paramLabel = "FILE", description = "The model file.")
	private Path model;

	@Option(names = { "-o", "--output" }, required = true, paramLabel = "FILE", description = "The ONNX file to write.")
	private Path output;

	@Option(names = { "-t", "--teacher" }, paramLabel = "FILE",
		description = "The model's teacher, where it is not found by itself.")
	private String teacher;

	@Option(names = "--force", description = "Replace an existing file.")
	private boolean force;

	@Override
	public Integer call() throws IOException {
		OnnxExport.checkWritable(output, force, "name another file or add --force to replace it");
		Map<String, String> metadata = OnnxExport.write(model, Optional.ofNullable(teacher), output);
		spec.commandLine().getOut().print(ExportReport.of(model, output, metadata));
		return 0;
	}
}
