package sc.fiji.stfpm.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.dataset.PathPattern;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.report.CoursePlot;
import sc.fiji.stfpm.report.RunReport;
import sc.fiji.stfpm.ui.FolderDetection;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.MapFormat;
import sc.fiji.stfpm.ui.PlaneResults;
import sc.fiji.stfpm.ui.ResultFolder;

/** {@code stfpm detect}. */
@Command(name = "detect", mixinStandardHelpOptions = true, sortOptions = false,
	description = "Judges images, or all images of folders; prints scores, or writes maps, overlays, scores.csv and regions.csv.",
	footer = { "", "Exit codes: 0 all judged, 1 a failure or skipped files, 2 wrong usage, 3 something is anomalous or not comparable and", "--fail-on-anomalous was given." })
final class DetectVerb implements Callable<Integer> {
	private static final String FROM_INPUT = "-";
	private static final int ANOMALOUS = 3;

	@Spec
	private CommandSpec spec;

	@Mixin
	private ModelOptions model;

	@Parameters(arity = "1..*", paramLabel = "IMAGE|FOLDER",
		description = "What to judge: files, folders, or patterns such as 'day*/**.tif'; - for names that standard input has, one a line.")
	private List<String> inputs;

	@Option(names = { "-o", "--output" }, paramLabel = "FOLDER",
		description = "Where results go. Without it nothing is written, and the score of each image is printed.")
	private Path output;

	@Option(names = "--no-maps", description = "Write no anomaly maps.")
	private boolean noMaps;

	@Option(names = "--map-format", paramLabel = "tiff|zarr", defaultValue = "tiff",
		description = "How maps are written: as TIFF, of planes beyond 64 megapixels in tiles with smaller copies, or as OME-Zarr. Default: ${DEFAULT-VALUE}.")
	private MapFormat mapFormat;

	@Option(names = "--no-overlays", description = "Write no overlays.")
	private boolean noOverlays;

	@Option(names = { "-r", "--recursive" }, description = "Also judge the images in folders below.")
	private boolean recursive;

	@Option(names = "--resume", description = "Go on with an earlier run to the same output: do only what is missing.")
	private boolean resume;

	@Option(names = "--report", paramLabel = "FILE",
		description = "Also write a page for whoever decides: which images fail, where and how strongly, with pictures.")
	private Path report;

	@Mixin
	private JudgingOptions judging;

	@Option(names = "--ignore", paramLabel = "MASK|FOLDER|background", defaultValue = IgnoreRule.NOTHING,
		description = "Pixels that do not count: those where a mask image is above 0; or a folder that has a mask for each image, by its name; or the background that parts lie on.")
	private String ignore;

	@Option(names = "--json", description = "Print a line of JSON for each image and what is anomalous in it; all else goes to standard error.")
	private boolean json;

	@Option(names = "--fail-on-anomalous", description = "End with exit code 3 where an image is anomalous, or not comparable with the normal ones.")
	private boolean failOnAnomalous;

	@Override
	public Integer call() throws IOException {
		if (resume && output == null) throw new ParameterException(spec.commandLine(), "--resume needs the --output of the earlier run");
		judging.check(spec.commandLine());
		if (report != null) RunReport.prepare(report);
		PrintWriter out = spec.commandLine().getOut(), err = spec.commandLine().getErr();
		ConsoleProgress progress = new ConsoleProgress(err);
		try (AnomalyDetector opened = model.open(judging::calibration)) {
			AnomalyDetector detector = judging.pixelRule().map(opened::withPixelRule).orElse(opened).withMinimumArea(judging.minimumArea());
			progress.note("Teacher " + detector.model().teacher().label() + "; device " + detector.devices());
			IgnoreRule ignored = IgnoreRule.of(ignore);
			JudgedWith made = JudgedWith.of(detector, model.file().getFileName().toString()).ignoring(ignored);
			ResultLines lines = new ResultLines(out, json, made);
			List<Path> paths = paths();
			boolean one = paths.size() == 1 && (!Files.isDirectory(paths.get(0)) || ImageReader.isImageFolder(paths.get(0)));
			FolderDetection.Listener listener = json || output == null || one ? lines : FolderDetection.Listener.NONE;
			FolderDetection.Summary summary = report == null ? judge(detector, paths, made, ignored, listener, progress)
				: reported(detector, paths, made, ignored, listener, progress);
			PrintWriter summed = json ? err : out;
			summed.println(summary.text(detector.model().calibration().threshold()));
			if (output != null) summed.println("Results in " + output.toAbsolutePath().normalize());
			if (report != null) summed.println("Report in " + report.toAbsolutePath().normalize());
			if (!summary.isWell()) return 1;
			return failOnAnomalous && summary.notNormal() > 0 ? ANOMALOUS : 0;
		}
	}

	private FolderDetection.Summary judge(AnomalyDetector detector, List<Path> paths, JudgedWith made, IgnoreRule ignored, FolderDetection.Listener listener,
		ConsoleProgress progress) throws IOException
	{
		FolderDetection detection = new FolderDetection(detector, progress, listener).ignoring(ignored);
		FolderDetection.Summary summary = detection.run(paths, recursive, () -> output == null ? PlaneResults.NONE
			: new ResultFolder(output, made, resume, pictures()));
		if (output != null) CoursePlot.write(output);
		return summary;
	}

	private FolderDetection.Summary reported(AnomalyDetector detector, List<Path> paths, JudgedWith made, IgnoreRule ignored, FolderDetection.Listener listener,
		ConsoleProgress progress) throws IOException
	{
		try (RunReport page = new RunReport("Inspection of " + String.join(", ", inputs), made)) {
			try {
				FolderDetection.Summary summary = judge(detector, paths, made, ignored, FolderDetection.Listener.of(page, listener), progress);
				page.notListed(summary.before());
				page.write(report);
				return summary;
			}
			catch (CancellationException e) {
				page.stopped();
				page.write(report);
				throw e;
			}
		}
	}

	private List<Path> paths() throws IOException {
		List<Path> paths = new ArrayList<>();
		for (String input : inputs)
			if (input.equals(FROM_INPUT)) for (String line : lines())
				paths.add(Path.of(line));
			else paths.addAll(PathPattern.expand(input));
		return paths;
	}

	private static List<String> lines() throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
			return reader.lines().filter(line -> !line.isBlank()).toList();
		}
	}

	private Set<ResultFolder.Picture> pictures() {
		Set<ResultFolder.Picture> pictures = EnumSet.noneOf(ResultFolder.Picture.class);
		if (!noMaps) pictures.add(mapFormat.picture());
		if (!noOverlays) pictures.add(ResultFolder.Picture.OVERLAYS);
		return pictures;
	}
}
