package sc.fiji.stfpm.spark.detect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.dataset.NaturalOrder;
import sc.fiji.stfpm.files.FolderTree;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.score.Verdict;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;
import sc.fiji.stfpm.spark.cluster.JobProgress;
import sc.fiji.stfpm.spark.cluster.RunLock;
import sc.fiji.stfpm.spark.cluster.SharedModel;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.PlaneFindings;
import sc.fiji.stfpm.ui.ResultFolder;
import sc.fiji.stfpm.ui.ResultMarker;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Judges images on a cluster, once each. The table of scores in the output folder is what is done: a task's rows come into it with one
 * renaming when the task has ended, so that a run that was killed at any moment, and is started again, has only to judge what has no row. Spark
 * sees to it that of a task that ran twice one comes in. All else in the folder is made of that table.
 */
public final class DetectionJob {
	/** Where the summary is, below the output. */
	public static final String SUMMARY = "summary.json";
	private static final String LIST = "inputs.txt";
	private static final String REWRITTEN = "rewritten";
	private static final String RUNNING = "_running";
	private static final StructType INPUT = new StructType().add(ScoreRows.PATH, DataTypes.StringType, false).add("line", DataTypes.StringType,
		false);
	/** Of tasks for each processor, where there are few images. */
	private static final int FEWEST_TASKS = 4;

	/** Where images come from: of one kind, the others are null. */
	public record Source(List<String> inputs, boolean recursive, String list, String table, String column) {}

	/**
	 * What is to be done.
	 *
	 * @param output folder, which is made where it is not there
	 * @param ignored see {@link IgnoreRule#of}
	 * @param imagesPerTask at most; what is lost when a task is
	 * @param retry whether images of an earlier run that could not be judged, or of which a picture is missing, are judged again
	 * @param csvRows planes up to which tables are written as CSV, too
	 */
	public record Plan(Source source, String output, Set<ResultFolder.Picture> pictures, String ignored, int imagesPerTask, boolean retry,
		long csvRows)
	{}

	/**
	 * What has become of the planes, those of earlier runs included.
	 *
	 * @param files of this run
	 * @param judged planes
	 * @param failed planes or whole files
	 * @param incomplete planes of which a picture is missing
	 * @param before files that were done before
	 * @param seconds of this run, by the clock
	 * @param cores of the cluster
	 */
	public record Summary(long files, long judged, long anomalous, long notComparable, long failed, long incomplete, long before, double megapixels,
		double seconds, int cores)
	{
		/** Whether something was judged and nothing went wrong. */
		public boolean isWell() {
			return failed == 0 && incomplete == 0 && judged > 0;
		}

		/** One line for people. */
		public String text() {
			return String.format(Locale.ROOT, "%d planes judged, %d of them anomalous, %d not comparable, %d failed, %d not wholly written; %d files in"
				+ " this run, %d before; %.1f s, %.2f files a second, %.2f a core", judged, anomalous, notComparable, failed, incomplete, files, before,
				seconds, files / seconds, files / seconds / cores);
		}
	}

	/**
	 * Images, each once.
	 *
	 * @param rows paths, and the lines that tasks read
	 * @param known how many they are, if that need not be found out, which takes a small cluster seconds
	 */
	private record Inputs(Dataset<Row> rows, OptionalLong known) {
		static Inputs distinct(Dataset<String> lines) {
			return new Inputs(rows(lines).dropDuplicates(ScoreRows.PATH), OptionalLong.empty());
		}

		static Dataset<Row> rows(Dataset<String> lines) {
			MapFunction<String, Row> pathAndLine = line -> RowFactory.create(Input.of(line).path(), line);
			return lines.map(pathAndLine, Encoders.row(INPUT));
		}

		long count() {
			return known.orElseGet(rows::count);
		}
	}

	private final SparkSession session;
	private final SparkContext spark;
	private final Configuration conf;
	private final SharedModel model;
	private final Plan plan;
	private final Progress progress;
	private final Path output;
	private final FileSystem files;
	private final JudgedWith made;
	private final ScoreTable scores;

	/**
	 * @param model that judges
	 * @throws IOException if the output is no place for files
	 */
	public DetectionJob(SparkSession session, SharedModel model, Plan plan, Progress progress) throws IOException {
		this.session = session;
		this.model = model;
		this.plan = plan;
		this.progress = progress;
		spark = session.sparkContext();
		conf = spark.hadoopConfiguration();
		output = HadoopFiles.path(plan.output, conf);
		files = output.getFileSystem(conf);
		scores = new ScoreTable(session, output);
		AnomalyModel read = model.read();
		made = model.judgedWith(read, "cpu", IgnoreRule.of(plan.ignored).text());
	}

	/**
	 * Judges what is missing.
	 *
	 * @throws IOException if there is no image, nothing can be written, or the output has results of another model
	 */
	public Summary run() throws IOException {
		long began = System.nanoTime();
		files.mkdirs(output);
		try (RunLock lock = RunLock.take(output, "the application " + spark.applicationId() + " of " + System.getProperty("user.name"), conf)) {
			checkMarker();
			removeLeftovers();
			if (plan.retry) dropFailed();
			Inputs inputs = inputs();
			long all = inputs.count(), missing = scores.exists() ? missing(inputs.rows).count() : all;
			if (all == 0) throw new IOException((plan.source.list != null ? plan.source.list : plan.source.table) + " names no image");
			int cores = spark.defaultParallelism();
			progress.note(String.format(Locale.ROOT, "Teacher %s; %d images, of which %d are done; %d processors", made.model().teacher().label(), all,
				all - missing, cores));
			if (missing > 0) judge(missing(inputs.rows), missing, all, cores);
			scores.writeRegions();
			Summary summary = summary(missing, all - missing, (System.nanoTime() - began) / 1e9, cores);
			writeCsv(summary);
			HadoopFiles.putText(Json.text(summary) + "\n", below(SUMMARY), conf);
			HadoopFiles.delete(below(LIST), conf);
			return summary;
		}
	}

	private Path below(String name) {
		return new Path(output, name);
	}

	private void checkMarker() throws IOException {
		ResultMarker marker = ResultMarker.of(made);
		Path file = below(ResultMarker.NAME);
		var earlier = HadoopFiles.text(file, conf);
		if (earlier.isPresent()) ResultMarker.parse(earlier.get(), java.nio.file.Path.of(file.getName())).checkSame(marker, java.nio.file.Path.of(output.toUri().getPath()));
		HadoopFiles.putText(marker.text(), file, conf);
	}

	/** Of pictures that executors had begun when they were killed. */
	private void removeLeftovers() throws IOException {
		HadoopFiles.delete(below(REWRITTEN), conf);
		var here = HadoopFiles.local(output);
		if (here.isPresent()) ResultFolder.removeLeftovers(here.get());
	}

	private Inputs inputs() throws IOException {
		if (plan.source.inputs == null) {
			Broadcast<SerializableConfiguration> shared = broadcastConf();
			MapFunction<Row, String> line = row -> Input.named(row.getString(0), shared.value().value()).line();
			return Inputs.distinct(named().map(line, Encoders.STRING()));
		}
		InputList list = new InputList(plan.source.recursive, conf);
		list.write(plan.source.inputs, below(LIST));
		if (list.others() > 0) progress.note(list.others() + " files are no images by their names, and left out");
		Dataset<String> lines = session.read().textFile(below(LIST).toString());
		return list.isOverlapping() ? Inputs.distinct(lines) : new Inputs(Inputs.rows(lines), OptionalLong.of(list.images()));
	}

	/** Names that a table, or a list, has in its one column. */
	private Dataset<Row> named() throws IOException {
		if (plan.source.list != null) return session.read().text(HadoopFiles.path(plan.source.list, conf).toString()).filter(col("value").rlike("\\S"));
		String table = HadoopFiles.path(plan.source.table, conf).toString(), column = plan.source.column;
		Dataset<Row> read = table.toLowerCase(Locale.ROOT).endsWith(".csv") ? session.read().option("header", "true").csv(table) : session.read().parquet(
			table);
		if (!List.of(read.columns()).contains(column)) throw new IOException(plan.source.table + " has no column " + column + ", only " + String.join(
			", ", read.columns()) + "; name it by --column");
		return read.select(col("`" + column + "`").cast(DataTypes.StringType)).na().drop();
	}

	private Broadcast<SerializableConfiguration> broadcastConf() {
		return JavaSparkContext.fromSparkContext(spark).broadcast(new SerializableConfiguration(conf));
	}

	/** Lines of the images that have no row yet. */
	private Dataset<String> missing(Dataset<Row> inputs) throws IOException {
		Dataset<Row> left = scores.exists() ? without(inputs, scores.rows().select(ScoreRows.PATH)) : inputs;
		return left.select("line").as(Encoders.STRING());
	}

	/** Rows of which the path is not among others. */
	private static Dataset<Row> without(Dataset<Row> rows, Dataset<Row> paths) {
		return rows.join(paths.distinct(), CollectionConverters.asScala(List.of(ScoreRows.PATH)).toSeq(), "left_anti");
	}

	private void judge(Dataset<String> missing, long count, long all, int cores) throws IOException {
		int tasks = (int) Math.min(Integer.MAX_VALUE / 2, Math.max((count + plan.imagesPerTask - 1) / plan.imagesPerTask, Math.min(count,
			(long) FEWEST_TASKS * cores)));
		// An image that ended this process would do it again.
		boolean isolated = spark.isLocal() && files.exists(below(RUNNING));
		if (isolated) progress.note("The last run here ended without notice; each image is judged in a process of its own kind");
		HadoopFiles.putText("", below(RUNNING), conf);
		JavaSparkContext context = JavaSparkContext.fromSparkContext(spark);
		DetectionCounts counts = DetectionCounts.in(spark);
		DetectionSettings settings = new DetectionSettings(output.toString(), plan.pictures, plan.ignored, isolated);
		DetectionTask task = new DetectionTask(context.broadcast(model), broadcastConf(), settings, counts);
		spark.setJobDescription("Judging " + count + " images");
		try (JobProgress told = new JobProgress(spark, counts.images(), all - count, all, "Judging images", progress)) {
			missing.repartition(tasks).mapPartitions(task, Encoders.row(ScoreRows.SCHEMA)).write().mode(SaveMode.Append)
				// Each task's file comes into the table when the task ends, not all when the job does.
				.option("mapreduce.fileoutputcommitter.algorithm.version", "2").parquet(below(ScoreTable.SCORES).toString());
		}
		finally {
			spark.setJobDescription(null);
			HadoopFiles.delete(below(RUNNING), conf);
		}
	}

	private Summary summary(long run, long before, double seconds, int cores) throws IOException {
		Row row = scores.rows().agg(count(when(col(ScoreRows.SCORE).isNotNull(), 1)), count(when(col(ScoreRows.DECISION).equalTo(Verdict.ANOMALOUS.toString()), 1)),
			count(when(col(ScoreRows.DECISION).equalTo(Verdict.NOT_COMPARABLE.toString()), 1)), count(when(isFailed(), 1)), count(when(col(ScoreRows.SCORE)
				.isNotNull().and(col(ScoreRows.ERROR).isNotNull()), 1)), sum(col("width").cast(DataTypes.DoubleType).multiply(col("height")).divide(
					lit(1e6)))).first();
		return new Summary(run, row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), before, row.isNullAt(5) ? 0 : row
			.getDouble(5), seconds, cores);
	}

	private static Column isFailed() {
		return col(ScoreRows.DECISION).equalTo(PlaneFindings.FAILED);
	}

	/** As a single machine writes them, for people. */
	private void writeCsv(Summary summary) throws IOException {
		if (summary.judged + summary.failed > plan.csvRows) {
			progress.note("No CSV of more than " + plan.csvRows + " planes; the tables are in " + below(ScoreTable.SCORES) + " and " + below(ScoreTable.REGIONS));
			return;
		}
		NaturalOrder byName = new NaturalOrder();
		List<PlaneFindings> found = scores.rows().collectAsList().stream().map(ScoreRows::read).sorted(Comparator.comparing(PlaneFindings::image, byName)
			.thenComparing(PlaneFindings::frame).thenComparing(PlaneFindings::slice)).toList();
		java.nio.file.Path folder = Files.createTempDirectory("stfpm-");
		try {
			try (ResultFolder tables = new ResultFolder(folder, made, false, Set.of())) {
				for (PlaneFindings one : found)
					tables.add(one);
			}
			for (String table : ResultFolder.TABLES)
				HadoopFiles.put(folder.resolve(table), below(table), conf);
		}
		finally {
			FolderTree.delete(folder);
		}
	}

	/**
	 * Takes the rows of images that are to be judged again out of the table: the files that have such rows are written anew without them, and the
	 * old ones deleted before the new ones come in, so that whatever happens in between, no image has rows twice.
	 */
	private void dropFailed() throws IOException {
		if (!scores.exists()) return;
		Dataset<Row> bad = scores.rows().filter(isFailed().or(col(ScoreRows.ERROR).isNotNull())).select(ScoreRows.PATH).distinct();
		List<Path> parts = scores.rows().withColumn("part", input_file_name()).join(bad, ScoreRows.PATH).select("part").distinct().as(Encoders
			.STRING()).collectAsList().stream().map(part -> new Path(URI.create(part))).toList();
		if (parts.isEmpty()) return;
		Path rewritten = below(REWRITTEN);
		without(session.read().schema(ScoreRows.SCHEMA).parquet(parts.stream().map(Path::toString).toArray(String[]::new)), bad).coalesce(parts.size())
			.write().mode(SaveMode.Overwrite).parquet(rewritten.toString());
		for (Path old : parts)
			files.delete(old, false);
		for (FileStatus each : files.listStatus(rewritten, file -> file.getName().startsWith("part-")))
			if (!files.rename(each.getPath(), new Path(parts.get(0).getParent(), each.getPath().getName()))) throw new IOException(each.getPath()
				+ ": could not be moved to " + parts.get(0).getParent());
		HadoopFiles.delete(rewritten, conf);
	}
}
