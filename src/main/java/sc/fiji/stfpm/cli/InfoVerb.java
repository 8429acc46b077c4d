package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.ui.EngineReport;
import sc.fiji.stfpm.ui.ModelReport;
import sc.fiji.stfpm.ui.TextReport;

/** {@code stfpm info}. */
@Command(name = "info", mixinStandardHelpOptions = true,
	description = "Describes a model, or without one the engine, its devices and the teachers.")
final class InfoVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "A model file.")
	private Path model;

	@Override
	public Integer call() throws IOException {
		TextReport report = model == null ? EngineReport.get() : ModelReport.of(model, ModelFile.read(model));
		spec.commandLine().getOut().print(report);
		return 0;
	}
}
