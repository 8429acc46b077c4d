package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageFiles;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.ui.ResultFolder;

/** {@code stfpm detect}. */
@Command(name = "detect", mixinStandardHelpOptions = true, sortOptions = false,
	description = "Judges an image or all images of a folder; writes maps, overlays, scores.csv and regions.csv.")
final class DetectVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Mixin
	private ModelOptions model;

	@Parameters(index = "0", paramLabel = "IMAGE|FOLDER", description = "What to judge.")
	private Path input;

	@Option(names = { "-o", "--output" }, required = true, paramLabel = "FOLDER", description = "Where results go.")
	private Path output;

	@Option(names = { "-r", "--recursive" }, description = "Also judge the images in folders below.")
	private boolean recursive;

	@Override
	public Integer call() throws IOException {
		Path root = Files.isDirectory(input) ? input : input.toAbsolutePath().getParent();
		List<Path> files = files();
		PrintWriter out = spec.commandLine().getOut();
		int failed = 0, anomalous = 0;
		try (AnomalyDetector detector = model.open();
				ResultFolder results = new ResultFolder(output, detector.model(), detector.device().id());
				ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr()))
		{
			progress.note("Teacher " + detector.model().teacher().label() + "; device " + detector.device());
			for (int i = 0; i < files.size(); i++) {
				if (progress.isCancelled()) throw new CancellationException("Cancelled after " + i + " of " + files.size()
					+ " images; what was finished is in " + output);
				String name = ImageFiles.name(root, files.get(i));
				try {
					anomalous += judge(detector, results, files.get(i), name, progress) ? 1 : 0;
				}
				catch (IOException | RuntimeException e) {
					if (e instanceof CancellationException) throw e;
					failed++;
					results.addFailure(name, e.getMessage());
					progress.note("Skipped " + name + ": " + e.getMessage());
				}
				progress.update(i + 1, files.size(), name);
			}
			out.println(String.format(Locale.ROOT, "%d judged, %d of them anomalous, %d skipped; threshold %.4g", files.size() -
				failed, anomalous, failed, detector.model().calibration().threshold()));
			out.println("Results in " + output.toAbsolutePath().normalize());
		}
		return failed > 0 ? 1 : 0;
	}

	private List<Path> files() throws IOException {
		if (!Files.isDirectory(input)) return List.of(input.toAbsolutePath());
		// Results of an earlier run below the input are no input.
		Path results = output.toAbsolutePath().normalize();
		return ImageFiles.in(input, recursive).stream().filter(f -> !f.toAbsolutePath().normalize().startsWith(results))
			.toList();
	}

	private static boolean judge(AnomalyDetector detector, ResultFolder results, Path file, String name,
		Progress progress) throws IOException
	{
		ImagePlane plane = ImagePlane.of(ImageReader.read(file));
		DetectionResult result = detector.detect(plane, new CancelOnly(progress));
		results.add(name, plane, result);
		return result.anomalous();
	}
}
