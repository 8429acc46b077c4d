package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.measure.ResultsTable;

import sc.fiji.stfpm.Seed;
import sc.fiji.stfpm.benchmark.Benchmark;
import sc.fiji.stfpm.benchmark.BenchmarkPlan;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.teacher.DefaultTeacher;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.Session;

/** Trains and evaluates all categories of a data set with several teachers, presets and seeds. */
@Plugin(type = Command.class, label = "Run Benchmark...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Trains and evaluates on one labelled set or several, for each teacher, preset and seed, and "
		+ "makes tables of it. What is there already is not done again.")
public class RunBenchmark extends AnomalyCommand {
	@Parameter(label = "Data set", style = "directory", persist = false,
		description = "A folder of categories, or one category: normal images to train on and labelled images to test.")
	private File folder = NONE;

	@Parameter(label = "Results go to", style = "directory", persist = false,
		description = "Keeps models, results and tables; what is there already is not done again.")
	private File output = NONE;

	@Parameter(label = "Teachers", persist = false, initializer = "showTeacher",
		description = "Names or paths, separated by commas. default: " + DefaultTeacher.RULE + ".")
	private String teachers = Teacher.DEFAULT;

	@Parameter(label = "Presets", persist = false,
		description = "memory, fast, official, anomalib-0.3, anomalib-2; several separated by commas.")
	private String presets = Preset.DEFAULT.id();

	@Parameter(label = "Seeds", persist = false, attrs = @Attr(name = ADVANCED), description = "Whole numbers, separated by commas: a training each.")
	private String seeds = Seed.DEFAULT_LIST;

	@Parameter(label = "Images are seen", choices = { "Whole", "Tiles" }, persist = false, attrs = @Attr(name = ADVANCED),
		description = "Whole: resized to the size below. Tiles: at full resolution, for large or finely textured images.")
	private String mode = "Whole";

	@Parameter(label = SIZE_LABEL, persist = false, attrs = @Attr(name = ADVANCED), description = SIZE_HELP)
	private String size = AUTO;

	@Parameter(label = "Training steps", persist = false, attrs = @Attr(name = ADVANCED),
		description = "auto: as the presets say; or a number, for those that have steps.")
	private String steps = AUTO;

	@Parameter(label = "Device", persist = false, description = DEVICE_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = DEVICES) })
	private String device = AUTO;

	/** The table, as Markdown. */
	@Parameter(type = ItemIO.OUTPUT)
	private String report;

	/** So that the dialog shows, and the recorder writes, which teacher it is. */
	@SuppressWarnings("unused")
	private void showTeacher() {
		if (teachers.equals(Teacher.DEFAULT)) teachers = DefaultTeacher.choiceToShow();
	}

	@Override
	public void check() throws IOException {
		named("folder", folder, "a data set");
		named("output", output, "the folder for the results");
		list("teachers", teachers);
		list("seeds", seeds).forEach(RunBenchmark::seed);
	}

	@Override
	public void checkFiles() {
		if (!folder.exists()) throw new InputProblem("folder", folder + ": no such folder", "There is no such folder");
		InputProblem.at("presets", this::options);
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		Path root = folder.toPath(), results = output.toPath();
		List<Teacher> opened = InputProblem.at("teachers", () -> BenchmarkPlan.teachers(list("teachers", teachers), results));
		List<Long> numbers = list("seeds", seeds).stream().map(RunBenchmark::seed).toList();
		BenchmarkPlan plan = new BenchmarkPlan(BenchmarkPlan.categories(List.of(root), List.of(), shown), opened, options(),
			numbers);
		shown.offerLater("Stops now. What is done stays in the folder of the results, and the next run goes on from there.");
		shown.keepsOnCancel();
		var failures = new Benchmark(plan, results, shown, (run, evaluation, detector) -> {}).run();
		report = Files.readString(results.resolve(Benchmark.TABLE));
		if (!Session.isSilent()) ResultsTable.open(results.resolve(Benchmark.SUMMARY).toString()).show("Benchmark");
		shown.note(report);
		if (!failures.isEmpty()) throw new IOException(failures.size() + " runs failed, the others are in " + results + ": "
			+ failures);
	}

	private List<TrainingOptions.Builder> options() {
		OptionalInt budget = isAuto(steps) ? OptionalInt.empty() : OptionalInt.of(whole("steps", steps, 1, 1_000_000));
		return BenchmarkPlan.presets(list("presets", presets), choice("mode", mode, Mode.values()), sizes("size", size), budget,
			device);
	}

	private static Long seed(String text) {
		try {
			return Long.valueOf(text);
		}
		catch (NumberFormatException e) {
			throw new InputProblem("seeds", "'seeds' has '" + text + "'; seeds are whole numbers, separated by commas",
				"Must be whole numbers, separated by commas");
		}
	}
}
