package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.correct.Corrections;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.ui.CorrectionReport;

/** {@code stfpm corrections}. */
@Command(name = "corrections", mixinStandardHelpOptions = true,
	description = "Lists what a model was told by 'accept' and 'mark', and takes it back.")
final class CorrectionsVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
	private Path model;

	@Option(names = "--take-back", paramLabel = "NUMBER", description = "Take this one back; the model then scores as before.")
	private Integer number;

	@Override
	public Integer call() throws IOException {
		spec.commandLine().getOut().print(CorrectionReport.of(model, number == null ? ModelFile.read(model) : Corrections.takeBack(model,
			number)));
		return 0;
	}
}
