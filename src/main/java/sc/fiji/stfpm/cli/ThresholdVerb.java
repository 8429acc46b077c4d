package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.correct.MarkedThreshold;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.report.LabelledThreshold;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.LabelledRule;
import sc.fiji.stfpm.ui.ThresholdReport;

/** {@code stfpm threshold}. */
@Command(name = "threshold", mixinStandardHelpOptions = true, sortOptions = false,
	description = "Shows a model's threshold and what others would do, or sets it again without training.")
final class ThresholdVerb implements Callable<Integer> {
	/** How to set it. */
	private static final class Rule {
		@ArgGroup(exclusive = true)
		private HeldOutRule heldOut;

		@ArgGroup(exclusive = false)
		private LabelledImages labelled;

		@Option(names = "--marked",
			description = "The best F1 on the held-out normal images and the parts of images that were marked as anomalous.")
		private boolean marked;

		@Option(names = "--value", paramLabel = "T", description = "This threshold, on raw scores.")
		private Double value;
	}

	@Spec
	private CommandSpec spec;

	@Parameters(index = "0", paramLabel = "MODEL", description = "A model file; changed in place unless --output is given.")
	private Path model;

	@ArgGroup(exclusive = true)
	private Rule rule;

	@Option(names = { "-o", "--output" }, paramLabel = "FILE", description = "Write the changed model here instead.")
	private Path output;

	@Option(names = "--force", description = "Let --output replace an existing file.")
	private boolean force;

	private int skipped;

	@Override
	public Integer call() throws IOException {
		Calibration current = ModelFile.read(model).calibration();
		if (rule == null) {
			if (output != null) throw new ParameterException(spec.commandLine(),
				"--output needs a rule for the threshold, such as --false-alarms 0.05");
			spec.commandLine().getOut().print(ThresholdReport.of(model, current));
			return 0;
		}
		if (output != null) ModelFile.checkWritable(output, force, "name another file or add --force to replace it");
		Path target = output == null ? model : output;
		Calibration changed = changed(current);
		ModelFile.recalibrate(model, changed, target);
		spec.commandLine().getOut().print(ThresholdReport.of(target, changed));
		return skipped > 0 ? 1 : 0;
	}

	private Calibration changed(Calibration current) throws IOException {
		try {
			if (rule.value != null) return current.byHand(rule.value);
			if (rule.marked) return MarkedThreshold.choose(ModelFile.read(model), new LabelledRule.BestF1());
			if (rule.heldOut != null) return current.withChoice(rule.heldOut.choice());
			rule.labelled.rule();
		}
		catch (IllegalArgumentException e) {
			throw new ParameterException(spec.commandLine(), e.getMessage(), e);
		}
		ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
		LabelledThreshold chosen = rule.labelled.choose(model, progress);
		skipped = chosen.skipped().size();
		return chosen.calibration();
	}
}
