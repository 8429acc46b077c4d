package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.model.AnomalibCheckpoint;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.ui.ModelReport;

/** {@code stfpm import}. */
@Command(name = "import", mixinStandardHelpOptions = true, sortOptions = false,
	description = "Turns a checkpoint of anomalib's STFPM, student and teacher, into a model file.")
final class ImportVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Parameters(index = "0", paramLabel = "CHECKPOINT", description = "A .ckpt file that anomalib wrote.")
	private Path checkpoint;

	@Option(names = { "-m", "--model" }, required = true, paramLabel = "FILE", description = "The model file to write.")
	private Path model;

	@Option(names = "--threshold", paramLabel = "X",
		description = "On raw scores. Without it, the checkpoint's image threshold.")
	private Float threshold;

	@Option(names = "--force", description = "Replace an existing model file.")
	private boolean force;

	@Override
	public Integer call() throws IOException {
		ModelFile.checkWritable(model, force, "--force replaces it");
		AnomalyModel imported = AnomalibCheckpoint.read(checkpoint, Optional.ofNullable(threshold));
		ModelFile.write(model, imported);
		spec.commandLine().getOut().print(ModelReport.of(model, imported));
		return 0;
	}
}
