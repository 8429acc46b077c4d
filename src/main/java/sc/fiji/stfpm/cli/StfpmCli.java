package sc.fiji.stfpm.cli;

import java.io.PrintWriter;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.OneLine;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.network.EngineSetup;

/** The command line's entry. Exit codes: 0 for success, 1 for a failure, 2 for wrong usage, 3 see {@link DetectVerb}; 130 and 143 see {@link Interrupt}. */
@Command(name = "stfpm", mixinStandardHelpOptions = true, versionProvider = StfpmCli.Version.class,
	description = "Learns what normal looks like from normal images and shows where others depart from it.",
	subcommands = { TrainVerb.class, DetectVerb.class, EvaluateVerb.class, ThresholdVerb.class,
		CorrectionVerb.Accept.class, CorrectionVerb.Mark.class, CorrectionsVerb.class, BenchmarkVerb.class, ImportVerb.class, ExportVerb.class, TeacherVerb.class, PretrainVerb.class, EngineVerb.class,
		InfoVerb.class },
	footer = { "", "Exit codes: 0 success, 1 failure or skipped files, 2 wrong usage, 3 anomalous (detect --fail-on-anomalous), 130 interrupted, 143 terminated." })
public final class StfpmCli {
	private static final String STACK_TRACES = "stfpm.stacktraces";

	@Spec
	private CommandSpec spec;

	@Option(names = "--threads", scope = ScopeType.INHERIT, paramLabel = "N", description = "Threads that compute, at most. Default: as many as there are processors.")
	private void useThreads(int threads) {
		try {
			EngineSetup.useThreads(threads);
		}
		catch (IllegalArgumentException | IllegalStateException e) {
			throw new ParameterException(spec.commandLine(), "--threads: " + e.getMessage(), e);
		}
	}

	/** Prints the software's version. */
	public static final class Version implements IVersionProvider {
		@Override
		public String[] getVersion() {
			return new String[] { SoftwareVersion.get() };
		}
	}

	/** Runs one verb and ends the virtual machine with its exit code. */
	public static void main(String[] args) {
		System.setProperty("java.awt.headless", "true");
		Interrupt.await();
		int code = run(args, new PrintWriter(System.out, true), new PrintWriter(System.err, true));
		Interrupt.done();
		System.exit(code);
	}

	/** Runs one verb and returns its exit code. */
	public static int run(String[] args, PrintWriter out, PrintWriter err) {
		return run(new StfpmCli(), args, out, err);
	}

	/** Runs a verb of a command with verbs, with this one's errors and exit codes. */
	public static int run(Object command, String[] args, PrintWriter out, PrintWriter err) {
		IExecutionExceptionHandler onFailure = (e, line, parsed) -> {
			err.println("Error: " + OneLine.of(Reasons.of(e)));
			// The message is for users; the trace is for whoever mends a bug.
			if (Boolean.getBoolean(STACK_TRACES) || isBug(e)) e.printStackTrace(err);
			return CommandLine.ExitCode.SOFTWARE;
		};
		int code = new CommandLine(command).setOut(out).setErr(err).setExecutionExceptionHandler(onFailure)
			.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpAutoWidth(true).execute(args);
		// The end of the virtual machine would swallow a text without a line's end.
		out.flush();
		err.flush();
		return code;
	}

	private static boolean isBug(Exception e) {
		return e instanceof NullPointerException || e instanceof IndexOutOfBoundsException || e instanceof ClassCastException;
	}

	private StfpmCli() {}
}
