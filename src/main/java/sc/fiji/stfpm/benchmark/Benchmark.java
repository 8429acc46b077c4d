package sc.fiji.stfpm.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.network.EngineUnavailableException;
import sc.fiji.stfpm.report.SetEvaluation;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingProgress;

/**
 * Runs a {@link BenchmarkPlan} and keeps all in one folder. What is there already is not done again: a finished run is
 * left, a trained model is only evaluated, a training that was stopped goes on from its checkpoint. Tables are written anew
 * after every run, over all runs in the folder, also those of other plans. No test image has a part in training, in the choice of
 * the student or in the threshold.
 */
public final class Benchmark {
	/** Hears of finished runs. */
	public interface Listener {
		/** @param evaluation of a run that was not there before */
		void evaluated(Path folder, SetEvaluation evaluation, AnomalyDetector detector) throws IOException;
	}

	/** The table to read, in the benchmark's folder. */
	public static final String TABLE = BenchmarkTables.MARKDOWN;
	/** Mean and deviation of each category as CSV, in the same folder. */
	public static final String SUMMARY = BenchmarkTables.SUMMARY;
	private static final String MODEL = "model" + ModelFile.EXTENSION;
	private static final String CHECKPOINT = "training.checkpoint";

	private final BenchmarkPlan plan;
	private final Path output;
	private final TrainingProgress progress;
	private final Listener listener;
	private final Map<String, String> failures = new LinkedHashMap<>();

	/** @param output the folder that keeps runs and tables */
	public Benchmark(BenchmarkPlan plan, Path output, TrainingProgress progress, Listener listener) {
		this.plan = plan;
		this.output = output;
		this.progress = progress;
		this.listener = listener;
	}

	/**
	 * Runs what is missing. A run that fails is noted, with the reason, and the others go on.
	 *
	 * @return the runs that failed, with the reason
	 * @throws CancellationException if cancelled; what was done stays, and the next run goes on there
	 * @throws IOException if the folder cannot be written, or another benchmark is writing there
	 */
	public Map<String, String> run() throws IOException {
		Files.createDirectories(output);
		try (WriteLock lock = WriteLock.ofFolder(output)) {
			return runAll();
		}
	}

	private Map<String, String> runAll() throws IOException {
		List<BenchmarkRun> runs = plan.runs();
		for (int i = 0; i < runs.size(); i++) {
			BenchmarkRun run = runs.get(i);
			if (progress.isCancelled()) throw new CancellationException("The benchmark was cancelled after " + i + " of " + runs
				.size() + " runs");
			try {
				progress.note("Run " + (i + 1) + " of " + runs.size() + ": " + run.label());
				complete(run);
			}
			catch (CancellationException | EngineUnavailableException e) {
				throw e;
			}
			catch (IOException | RuntimeException e) {
				failures.put(run.label(), String.valueOf(e.getMessage()));
				progress.note("Failed: " + run.label() + ": " + e.getMessage());
			}
			BenchmarkTables.write(output, results(output), failures);
		}
		return Map.copyOf(failures);
	}

	private void complete(BenchmarkRun run) throws IOException {
		Path folder = Files.createDirectories(run.folder(output)), file = folder.resolve(RunResult.FILE);
		if (Files.exists(file)) {
			if (!RunResult.read(file).isOf(run)) throw new IOException(file
				+ " is the result of another set of images or of other options; name another output folder, or delete " + folder);
			progress.note("Done already");
			return;
		}
		AnomalyModel model = model(run, folder);
		long began = System.nanoTime();
		try (AnomalyDetector detector = AnomalyDetector.open(folder.resolve(MODEL), Optional.of(run.teacher().origin()).filter(
			origin -> Files.isRegularFile(Path.of(origin))), run.options().device()))
		{
			SetEvaluation evaluation = SetEvaluation.of(detector, run.set().root(), progress);
			double seconds = (System.nanoTime() - began) / 1e9;
			listener.evaluated(folder, evaluation, detector);
			RunResult.of(run, model, evaluation, detector.devices().id(), seconds).write(file);
		}
	}

	private AnomalyModel model(BenchmarkRun run, Path folder) throws IOException {
		Path file = folder.resolve(MODEL), checkpoint = folder.resolve(CHECKPOINT);
		if (Files.exists(file)) {
			AnomalyModel model = ModelFile.read(file);
			if (!run.made(model)) throw new IOException(file
				+ " was trained on other images, with another teacher or with other options; name another output folder, or delete "
				+ folder);
			progress.note("Trained already");
			return model;
		}
		Trainer trainer = new Trainer(run.teacher(), run.options(), progress);
		if (run.options().trainsStudent()) trainer.checkpoint(checkpoint, true);
		AnomalyModel model = trainer.train(ImageSource
			.of(run.set().normals())).model();
		ModelFile.write(file, model);
		Files.deleteIfExists(checkpoint);
		return model;
	}

	/** All results below a folder. */
	static List<RunResult> results(Path output) throws IOException {
		List<Path> files;
		try (Stream<Path> found = Files.walk(output.resolve(BenchmarkRun.RUNS))) {
			files = found.filter(file -> file.getFileName().toString().equals(RunResult.FILE)).sorted().toList();
		}
		List<RunResult> results = new ArrayList<>();
		for (Path file : files)
			results.add(RunResult.read(file));
		return results;
	}
}
