package sc.fiji.stfpm.spark;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

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
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.spark.detect.DetectionJob;
import sc.fiji.stfpm.ui.MapFormat;
import sc.fiji.stfpm.ui.ResultFolder;

/** {@code detect}. */
@Command(name = "detect", mixinStandardHelpOptions = true, sortOptions = false,
	description = { "Judges many images. Started again with the same output, it goes on with what is missing.",
		"Names are paths that every executor sees, or URIs of Hadoop's file systems: hdfs://..., s3a://..." },
	footer = { "", "Exit codes: 0 all judged, 1 a failure or images that could not be judged, 2 wrong usage." })
final class DetectVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Parameters(arity = "0..*", paramLabel = "IMAGE|FOLDER", description = "What to judge: files, folders, or patterns such as 'day*/*.tif'.")
	private List<String> inputs;

	@Option(names = "--list", paramLabel = "FILE", description = "Instead: a text file that names an image a line.")
	private String list;

	@Option(names = "--table", paramLabel = "FILE", description = "Instead: a table with paths of images, Parquet or CSV with a header (.csv).")
	private String table;

	@Option(names = "--column", paramLabel = "NAME", defaultValue = "path", description = "The table's column with the paths. Default: ${DEFAULT-VALUE}.")
	private String column;

	@Mixin
	private ModelChoice model;

	@Mixin
	private JudgingOptions judging;

	@Option(names = { "-o", "--output" }, required = true, paramLabel = "FOLDER",
		description = "Where results go: tables of scores and regions as Parquet, CSV where they are small, maps and overlays where asked for.")
	private String output;

	@Option(names = { "-r", "--recursive" }, description = "Also judge the images in folders below.")
	private boolean recursive;

	@Option(names = "--maps", description = "Also write the anomaly map of each plane.")
	private boolean maps;

	@Option(names = "--map-format", paramLabel = "tiff|zarr", defaultValue = "tiff", description = "How maps are written: as TIFF or as OME-Zarr. Default: ${DEFAULT-VALUE}.")
	private MapFormat mapFormat;

	@Option(names = "--overlays", description = "Also write each image with map and outlines over it, as PNG.")
	private boolean overlays;

	@Option(names = "--ignore", paramLabel = "MASK|FOLDER|background", defaultValue = IgnoreRule.NOTHING,
		description = "Pixels that do not count, as in stfpm detect; every executor must see the masks.")
	private String ignore;

	@Option(names = "--retry", description = "Judge again what an earlier run could not judge, or not write wholly.")
	private boolean retry;

	@Option(names = "--images-per-task", paramLabel = "N", defaultValue = "128",
		description = "Of one task at most: as many are lost, and judged again, where a task is. Default: ${DEFAULT-VALUE}.")
	private int imagesPerTask;

	@Option(names = "--csv-rows", paramLabel = "N", defaultValue = "20000",
		description = "Planes up to which the tables are written as scores.csv and regions.csv, too. Default: ${DEFAULT-VALUE}.")
	private long csvRows;

	@Override
	public Integer call() throws IOException {
		judging.check(spec.commandLine());
		if (Stream.of(inputs, list, table).filter(source -> source != null).count() != 1) throw new ParameterException(spec.commandLine(),
			"Expected what to judge: images or folders, or --list, or --table; one of these");
		if (imagesPerTask < 1) throw new ParameterException(spec.commandLine(), "--images-per-task must be at least 1, found " + imagesPerTask);
		try (SparkSession session = StfpmSpark.session("detect " + output)) {
			DetectionJob.Plan plan = new DetectionJob.Plan(new DetectionJob.Source(inputs, recursive, list, table, column), output, pictures(), ignore,
				imagesPerTask, retry, csvRows);
			DetectionJob.Summary summary = new DetectionJob(session, model.read(session, judging), plan, new ConsoleProgress(spec.commandLine().getErr())).run();
			spec.commandLine().getOut().println(summary.text());
			spec.commandLine().getOut().println("Results in " + output);
			return summary.isWell() ? 0 : 1;
		}
	}

	private Set<ResultFolder.Picture> pictures() {
		Set<ResultFolder.Picture> pictures = EnumSet.noneOf(ResultFolder.Picture.class);
		if (maps) pictures.add(mapFormat.picture());
		if (overlays) pictures.add(ResultFolder.Picture.OVERLAYS);
		return pictures;
	}
}
