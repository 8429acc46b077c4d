package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.dataset.PathPattern;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.ui.FolderDetection;

/** {@code stfpm detect}. */
@Command(name = "detect", mixinStandardHelpOptions = true, sortOptions = false,
	description = "Judges images, or all images of folders; writes maps, overlays, scores.csv and regions.csv.")
final class DetectVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Mixin
	private ModelOptions model;

	@Parameters(arity = "1..*", paramLabel = "IMAGE|FOLDER",
		description = "What to judge: files, folders, or patterns such as 'day*/**.tif'.")
	private List<String> inputs;

	@Option(names = { "-o", "--output" }, required = true, paramLabel = "FOLDER", description = "Where results go.")
	private Path output;

	@Option(names = { "-r", "--recursive" }, description = "Also judge the images in folders below.")
	private boolean recursive;

	@Option(names = "--resume", description = "Go on with an earlier run to the same output: do only what is missing.")
	private boolean resume;

	@Override
	public Integer call() throws IOException {
		PrintWriter out = spec.commandLine().getOut();
		ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
		try (AnomalyDetector detector = model.open()) {
			progress.note("Teacher " + detector.model().teacher().label() + "; device " + detector.device());
			FolderDetection detection = new FolderDetection(detector, progress, FolderDetection.Listener.NONE);
			List<Path> paths = new ArrayList<>();
			for (String input : inputs)
				paths.addAll(PathPattern.expand(input));
			FolderDetection.Summary summary = detection.run(paths, recursive, output, resume);
			out.println(summary.text(detector.model().calibration().threshold()));
			out.println("Results in " + output.toAbsolutePath().normalize());
			return summary.isWell() ? 0 : 1;
		}
	}
}
