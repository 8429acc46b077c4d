package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sc.fiji.stfpm.Seed;
import sc.fiji.stfpm.benchmark.Benchmark;
import sc.fiji.stfpm.benchmark.BenchmarkPlan;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.report.EvaluationReport;
import sc.fiji.stfpm.teacher.DefaultTeacher;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.train.TrainingOptions;

/** {@code stfpm benchmark}. */
@Command(name = "benchmark", mixinStandardHelpOptions = true, sortOptions = false, description = {
	"Trains and evaluates every category of data sets with every teacher, preset and seed, and writes tables.",
	"Goes on where it stopped; results of other calls with the same folder join the tables." })
final class BenchmarkVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Parameters(arity = "1..*", paramLabel = "ROOT",
		description = "Data sets: folders of categories, or a category itself, with normal images to train on and labelled test images.")
	private List<Path> roots;

	@Option(names = { "-o", "--output" }, required = true, paramLabel = "FOLDER",
		description = "Keeps models, results and tables.")
	private Path output;

	@Option(names = { "-t", "--teachers" }, split = ",", defaultValue = Teacher.DEFAULT, paramLabel = "NAME|FILE",
		description = "Teachers, as 'stfpm train' takes them. Default: " + DefaultTeacher.RULE + ".")
	private List<String> teachers;

	@Option(names = "--presets", split = ",", defaultValue = "memory", paramLabel = "NAME",
		description = "memory, thorough, fast, official, anomalib-0.3, anomalib-2. Default: ${DEFAULT-VALUE}.")
	private List<String> presets;

	@Option(names = "--seeds", split = ",", defaultValue = Seed.DEFAULT_LIST, paramLabel = "SEED",
		description = "Default: ${DEFAULT-VALUE}.")
	private List<Long> seeds;

	@Option(names = "--categories", split = ",", paramLabel = "NAME", description = "Only these. Default: all.")
	private List<String> only;

	@Option(names = "--mode", defaultValue = "WHOLE",
		description = "WHOLE or TILES, see 'stfpm train'. Default: ${DEFAULT-VALUE}.")
	private Mode mode;

	@Option(names = "--size", split = ",", paramLabel = "PIXELS",
		description = "Side of the network's input, or several for the presets memory and thorough. Default: the presets'.")
	private List<Integer> sizes;

	@Option(names = "--steps", paramLabel = "N", description = "Training steps, instead of the budgets of those presets that have one.")
	private Integer steps;

	@Option(names = "--device", defaultValue = "auto",
		description = "auto, cpu, gpu, gpu:N or mps. Default: ${DEFAULT-VALUE}.")
	private String device;

	@Option(names = "--reports", description = "Also write each run's report, in its folder.")
	private boolean reports;

	@Option(names = "--no-images", description = "Keep pictures of the images out of the reports.")
	private boolean noImages;

	@Override
	public Integer call() throws IOException {
		List<TrainingOptions.Builder> options = options();
		List<Teacher> opened = BenchmarkPlan.teachers(teachers, output);
		ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
		BenchmarkPlan plan = new BenchmarkPlan(categories(progress), opened, options, seeds);
		Benchmark benchmark = new Benchmark(plan, output, progress, (folder, evaluation, detector) -> {
			if (reports) EvaluationReport.of(evaluation, detector, !noImages, progress).write(folder.resolve("report"));
		});
		Map<String, String> failures;
		try {
			failures = benchmark.run();
		}
		catch (CancellationException e) {
			spec.commandLine().getErr().println(e.getMessage() + "; the same command goes on there");
			return 1;
		}
		spec.commandLine().getOut().println(Files.readString(output.resolve(Benchmark.TABLE)));
		spec.commandLine().getOut().println("Tables in " + output.toAbsolutePath().normalize());
		return failures.isEmpty() ? 0 : 1;
	}

	private Map<String, ImageSet> categories(ConsoleProgress progress) throws IOException {
		try {
			return BenchmarkPlan.categories(roots, only == null ? List.of() : only, progress);
		}
		catch (IllegalArgumentException e) {
			throw new ParameterException(spec.commandLine(), e.getMessage(), e);
		}
	}

	private List<TrainingOptions.Builder> options() {
		try {
			return BenchmarkPlan.presets(presets, mode, sizes == null ? List.of() : sizes, steps == null ? OptionalInt.empty()
				: OptionalInt.of(steps), device);
		}
		catch (IllegalArgumentException e) {
			throw new ParameterException(spec.commandLine(), e.getMessage(), e);
		}
	}
}
