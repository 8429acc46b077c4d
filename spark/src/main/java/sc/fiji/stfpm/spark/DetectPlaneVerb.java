package sc.fiji.stfpm.spark;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.apache.spark.sql.SparkSession;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.cli.ConsoleProgress;
import sc.fiji.stfpm.cli.JudgingOptions;
import sc.fiji.stfpm.pyramid.OmeZarrBlocks;
import sc.fiji.stfpm.spark.plane.PlaneJob;

/** {@code detect-plane}. */
@Command(name = "detect-plane", mixinStandardHelpOptions = true, sortOptions = false,
	description = { "Judges one huge plane, of which executors look at parts; the model must see images in tiles.",
		"Started again with the same output, it goes on with what is missing.",
		"Image and output are paths that every executor sees." },
	footer = { "", "Exit codes: 0 judged, 1 a failure, 2 wrong usage." })
final class DetectPlaneVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Parameters(paramLabel = "IMAGE", description = "What to judge: a tiled TIFF, or a folder of OME-Zarr.")
	private String image;

	@Mixin
	private ModelChoice model;

	@Mixin
	private JudgingOptions judging;

	@Option(names = { "-o", "--output" }, required = true, paramLabel = "FOLDER",
		description = "Where results go: scores and regions as Parquet and CSV, the map as OME-Zarr.")
	private String output;

	@Option(names = "--slice", paramLabel = "N", description = "Of images with several: which one, from 1.")
	private int slice;

	@Option(names = "--frame", paramLabel = "N", description = "Of images with several: which one, from 1.")
	private int frame;

	@Option(names = "--no-map", description = "Write no anomaly map.")
	private boolean noMap;

	@Option(names = "--overlay", description = "Also write a smaller picture of the plane with map and outlines over it, as PNG; the driver reads all of the plane for it.")
	private boolean overlay;

	@Option(names = "--tiles-per-task", paramLabel = "N", defaultValue = "4",
		description = "As many are lost, and looked at again, where a task is. To go on with what is there, name the same. Default: ${DEFAULT-VALUE}.")
	private int tilesPerTask;

	@Option(names = "--block", paramLabel = "PIXELS", defaultValue = "4096",
		description = "Side of the blocks of the map that a task makes: 512, 1024, 2048 and so on. Default: ${DEFAULT-VALUE}.")
	private int block;

	@Override
	public Integer call() throws IOException {
		judging.check(spec.commandLine());
		if (spec.commandLine().getParseResult().hasMatchedOption("--slice") && slice < 1 || spec.commandLine().getParseResult().hasMatchedOption(
			"--frame") && frame < 1) throw new ParameterException(spec.commandLine(), "--slice and --frame count from 1");
		if (tilesPerTask < 1) throw new ParameterException(spec.commandLine(), "--tiles-per-task must be at least 1, found " + tilesPerTask);
		if (block < OmeZarrBlocks.CHUNK || Integer.bitCount(block) != 1) throw new ParameterException(spec.commandLine(),
			"--block must be 512, 1024, 2048 and so on, found " + block);
		try (SparkSession session = StfpmSpark.session("detect-plane " + image)) {
			PlaneJob.Plan plan = new PlaneJob.Plan(image, slice, frame, output, !noMap, overlay, tilesPerTask, Integer.numberOfTrailingZeros(block
				/ OmeZarrBlocks.CHUNK));
			Optional<PlaneJob.Summary> summary = new PlaneJob(session, model.read(session, judging), plan, new ConsoleProgress(spec.commandLine().getErr()))
				.run();
			spec.commandLine().getOut().println(summary.map(PlaneJob.Summary::text).orElse(image + " was judged before"));
			spec.commandLine().getOut().println("Results in " + output);
			return 0;
		}
	}
}
