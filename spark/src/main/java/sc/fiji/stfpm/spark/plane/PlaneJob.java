package sc.fiji.stfpm.spark.plane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.BlockSurvey;
import sc.fiji.stfpm.detect.LargeDetection;
import sc.fiji.stfpm.detect.LargePlane;
import sc.fiji.stfpm.files.FolderTree;
import sc.fiji.stfpm.image.ImageFile;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PlaneGrid;
import sc.fiji.stfpm.pyramid.OmeZarr;
import sc.fiji.stfpm.pyramid.OmeZarrBlocks;
import sc.fiji.stfpm.pyramid.ValueRange;
import sc.fiji.stfpm.spark.cluster.ExecutorDetectors;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;
import sc.fiji.stfpm.spark.cluster.JobProgress;
import sc.fiji.stfpm.spark.cluster.SharedModel;
import sc.fiji.stfpm.spark.detect.ScoreTable;
import sc.fiji.stfpm.ui.JudgedPlane;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.PlaneFindings;
import sc.fiji.stfpm.ui.PlaneName;
import sc.fiji.stfpm.ui.PlanePictures;
import sc.fiji.stfpm.ui.ResultFolder;

/**
 * Judges one plane on a cluster: to the last bit what a single machine finds in it. Tasks look at groups of tiles, then make blocks of the
 * map; each leaves a file when it is done, so that a run that was killed at any moment, and is started again, does only what has no file. In
 * the end the driver joins them.
 */
public final class PlaneJob {
	/**
	 * What is to be done.
	 *
	 * @param image file, or folder of OME-Zarr, that every executor sees
	 * @param slice from 1; 0 for the only one
	 * @param frame from 1; 0 for the only one
	 * @param output folder, which every executor sees
	 * @param map whether to write the map, as OME-Zarr
	 * @param overlay whether to write a picture of the plane with map and outlines over it
	 * @param tilesEach tiles that a task looks at, from 1
	 * @param level of the blocks that a task makes: 512 pixels a side, times 2 for each, from 0
	 */
	public record Plan(String image, int slice, int frame, String output, boolean map, boolean overlay, int tilesEach, int level) {}

	/**
	 * What was found, and done for it.
	 *
	 * @param found of the plane
	 * @param tiles of this run
	 * @param tilesBefore of earlier runs
	 * @param seconds of this run, by the clock
	 */
	public record Summary(PlaneFindings found, int tiles, int tilesBefore, double seconds) {
		/** One line for people. */
		public String text() {
			return String.format(Locale.ROOT, "%s: %s, score %.4g, %d regions; %d tiles in this run, %d before; %.1f s, %.3f s a megapixel", found
				.image(), found.decision(), found.score(), found.regions().size(), tiles, tilesBefore, seconds, seconds / (found.width() * (double) found
					.height() / 1e6));
		}
	}

	private final SparkContext spark;
	private final SparkSession session;
	private final SharedModel model;
	private final Plan plan;
	private final Progress progress;
	private final Path file;
	private final Path output;
	private final JudgedWith made;

	/** @throws IOException if image or output are no paths that every executor sees */
	public PlaneJob(SparkSession session, SharedModel model, Plan plan, Progress progress) throws IOException {
		this.session = session;
		this.model = model;
		this.plan = plan;
		this.progress = progress;
		spark = session.sparkContext();
		file = shared(plan.image);
		output = shared(plan.output);
		made = model.judgedWith(model.read(), "cpu", "");
	}

	private Path shared(String name) throws IOException {
		if (HadoopFiles.hasScheme(name) && !name.startsWith("file:")) throw new IOException(name + ": a plane is judged in pieces of a file, of which"
			+ " each executor reads its own; expected a path that all of them see, such as that of a network share");
		org.apache.hadoop.fs.Path path = HadoopFiles.path(name, spark.hadoopConfiguration());
		return HadoopFiles.local(path).orElseThrow(() -> new IOException(name + ": no path of this machine, found " + path));
	}

	/**
	 * Judges what is missing.
	 *
	 * @return empty where an earlier run has judged the plane
	 * @throws IOException if the image cannot be read, nothing can be written, or the output has results of another model
	 */
	public Optional<Summary> run() throws IOException {
		long began = System.nanoTime();
		PlaneName name = name();
		try (ResultFolder results = new ResultFolder(output, made, true, plan.overlay ? EnumSet.of(ResultFolder.Picture.OVERLAYS) : Set.of())) {
			if (results.isDone(name)) return Optional.empty();
			// One thread: the detector here only says what the pieces are, and what they make together.
			try (ExecutorDetectors.Lease lease = ExecutorDetectors.borrow(model, 1)) {
				return Optional.of(new Run(name, results, lease, began).judge());
			}
		}
	}

	private PlaneName name() throws IOException {
		String image = file.getFileName().toString();
		try (ImageFile opened = ImageFile.open(file)) {
			if (opened.slices() * opened.frames() == 1 && plan.slice <= 1 && plan.frame <= 1) return PlaneName.only(image);
			if (plan.slice == 0 && opened.slices() > 1 || plan.frame == 0 && opened.frames() > 1) throw new IOException(file + " has " + opened.slices()
				+ " slices and " + opened.frames() + " frames; name one by --slice and --frame");
			return new PlaneName(image, Math.max(1, plan.slice), Math.max(1, plan.frame), false);
		}
	}

	/** One plane with the folders of its results open. */
	private final class Run {
		private final PlaneName name;
		private final ResultFolder results;
		private final long began;
		private final PlanePieces pieces;
		private final ImagePlane image;
		private final LargePlane plane;
		private final OmeZarrBlocks zarr;
		private final PlaneGrid grid;
		private final Broadcast<SharedModel> shared;
		private final PlaneCounts counts = PlaneCounts.in(spark);

		Run(PlaneName name, ResultFolder results, ExecutorDetectors.Lease lease, long began) throws IOException {
			this.name = name;
			this.results = results;
			this.began = began;
			String source = name.source(file);
			image = OpenPlane.of(file.toString(), name.slice(), name.frame(), source);
			pieces = pieces(source, lease);
			plane = pieces.open(lease.detector());
			zarr = pieces.zarr(image.width(), image.height());
			grid = zarr.grid();
			shared = JavaSparkContext.fromSparkContext(spark).broadcast(model);
		}

		/** Folders are named by all that what is in them depends on. */
		private PlanePieces pieces(String source, ExecutorDetectors.Lease lease) throws IOException {
			Path work = results.unfinished(name);
			PlanePieces unnamed = new PlanePieces(file.toString(), name.slice(), name.frame(), source, work.toString(), plan.tilesEach, null, null,
				plan.level);
			LargePlane known = unnamed.open(lease.detector());
			Path tiles = folder(work, "tiles-" + known.tilesKey().substring(0, 16) + "-" + plan.tilesEach);
			Path blocks = folder(work, "blocks-" + known.surveyKey().substring(0, 16) + "-" + plan.level + (plan.map ? "-map" : ""));
			removeOthers(work, Set.of(tiles, blocks));
			Files.createDirectories(tiles);
			Files.createDirectories(blocks);
			return new PlanePieces(file.toString(), name.slice(), name.frame(), source, tiles.toString(), plan.tilesEach, blocks.toString(), plan.map
				? blocks.resolve("map").toString() : null, plan.level);
		}

		private Path folder(Path work, String ending) {
			return work.resolveSibling(work.getFileName() + "." + ending);
		}

		/** What is there of another model, or of an image that has changed. */
		private void removeOthers(Path work, Set<Path> keep) throws IOException {
			List<Path> others;
			try (Stream<Path> all = Files.list(work.getParent())) {
				others = all.filter(one -> one.getFileName().toString().startsWith(work.getFileName() + ".") && !keep.contains(one)).toList();
			}
			for (Path other : others)
				FolderTree.delete(other);
		}

		Summary judge() throws IOException {
			List<Integer> groups = missing(plane.groups(), plane::isLookedAt), blocks = missing(grid.count(), pieces::hasBlock);
			int left = groups.stream().mapToInt(plane::tilesOf).sum(), before = plane.tiles() - left;
			progress.note(String.format(Locale.ROOT, "Teacher %s; %d x %d pixels; %d tiles, of which %d are done, and %d blocks, of which %d are done;"
				+ " %d processors", made.model().teacher().label(), image.width(), image.height(), plane.tiles(), before, grid.count(), grid.count()
					- blocks.size(), spark.defaultParallelism()));
			each(groups, new TileTask(shared, pieces, counts), counts.tiles(), before, plane.tiles(), "Tiles");
			// A map that has its name already was complete.
			boolean isNamed = blocks.isEmpty() && plan.map && !Files.exists(Path.of(pieces.map())) && Files.exists(results.zarrMap(name));
			if (plan.map && !isNamed) zarr.begin();
			each(blocks, new BlockTask(shared, pieces, image.width(), image.height(), counts), counts.blocks(), grid.count() - blocks.size(), grid
				.count(), "Blocks of the map");
			PlaneFindings found = join(isNamed);
			FolderTree.delete(Path.of(pieces.blocks()));
			FolderTree.delete(Path.of(pieces.tiles()));
			return new Summary(found, left, before, seconds());
		}

		private PlaneFindings join(boolean isNamed) throws IOException {
			List<BlockSurvey> surveys = new ArrayList<>();
			ValueRange range = new ValueRange();
			for (int block = 0; block < grid.count(); block++) {
				PlanePieces.BlockResult result = pieces.read(grid, block);
				surveys.add(result.survey());
				range.add(result.range());
			}
			try (LargeDetection found = plane.join(grid, surveys)) {
				if (plan.map && !isNamed) {
					zarr.end(range, image.pixelSize(), PlanePictures.title(name));
					OmeZarr.move(Path.of(pieces.map()), results.zarrMap(name));
				}
				JudgedPlane judged = plan.overlay ? JudgedPlane.of(name, file, image, found) : new JudgedPlane(name, file, image, image.pixelSize(),
					found);
				PlaneFindings said = PlaneFindings.of(judged, results.writePictures(judged));
				ScoreTable table = new ScoreTable(session, new org.apache.hadoop.fs.Path(output.toUri()));
				table.add(HadoopFiles.path(file.toString(), spark.hadoopConfiguration()).toString(), said, made, (long) (1000 * seconds()));
				results.add(said);
				return said;
			}
		}

		private List<Integer> missing(int count, IntPredicate isDone) {
			return IntStream.range(0, count).filter(number -> !isDone.test(number)).boxed().toList();
		}

		private void each(List<Integer> numbers, VoidFunction<Integer> task, LongAccumulator done, long before, long total, String what) {
			if (numbers.isEmpty()) return;
			spark.setJobDescription(what + " of " + name);
			try (JobProgress told = new JobProgress(spark, done, before, total, what, progress)) {
				JavaSparkContext.fromSparkContext(spark).parallelize(numbers, numbers.size()).foreach(task);
			}
			finally {
				spark.setJobDescription(null);
			}
		}

		private double seconds() {
			return (System.nanoTime() - began) / 1e9;
		}
	}
}
