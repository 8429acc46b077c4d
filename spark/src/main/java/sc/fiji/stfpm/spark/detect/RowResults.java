package sc.fiji.stfpm.spark.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.files.FolderTree;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;
import sc.fiji.stfpm.ui.JudgedPlane;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.PlaneFindings;
import sc.fiji.stfpm.ui.PlaneName;
import sc.fiji.stfpm.ui.PlanePictures;
import sc.fiji.stfpm.ui.PlaneResults;

/** Results of images as rows, and their pictures as files in the folder of results, wherever that is. */
final class RowResults implements PlaneResults {
	private final DetectionSettings settings;
	private final JudgedWith made;
	/** Paths by names in results. */
	private final Map<String, String> paths;
	private final Configuration conf;
	private final Consumer<Row> rows;
	private long since = System.nanoTime();

	/** @param rows hears of each row as it is there, on the thread that works */
	RowResults(DetectionSettings settings, JudgedWith made, Map<String, String> paths, Configuration conf, Consumer<Row> rows) {
		this.settings = settings;
		this.made = made;
		this.paths = paths;
		this.conf = conf;
		this.rows = rows;
	}

	/** Files that are done are not among those of a task. */
	@Override
	public boolean isDone(PlaneName plane) {
		return false;
	}

	@Override
	public String writePictures(JudgedPlane plane) {
		if (settings.pictures().isEmpty()) return "";
		org.apache.hadoop.fs.Path output = new org.apache.hadoop.fs.Path(settings.output());
		var here = HadoopFiles.local(output);
		if (here.isPresent()) return new PlanePictures(here.get(), made.model(), settings.pictures()).write(plane);
		try {
			Path folder = Files.createTempDirectory("stfpm-");
			try {
				String problem = new PlanePictures(folder, made.model(), settings.pictures()).write(plane);
				HadoopFiles.putAll(folder, output, conf);
				return problem;
			}
			finally {
				FolderTree.delete(folder);
			}
		}
		catch (IOException e) {
			return "map or overlay not written: " + Reasons.of(e);
		}
	}

	@Override
	public void add(JudgedPlane plane, String problem) {
		add(PlaneFindings.of(plane, problem));
	}

	/** A file of its own for each try: two of the same task may run at a time. */
	@Override
	public Path unfinished(PlaneName plane) throws IOException {
		return PlaneResults.NONE.unfinished(plane);
	}

	@Override
	public void addFailure(String name, String reason) {
		add(PlaneFindings.failed(name, made.model().calibration().threshold(), reason));
	}

	private void add(PlaneFindings found) {
		long now = System.nanoTime();
		rows.accept(ScoreRows.of(paths.get(found.image()), found, made, (now - since) / 1_000_000));
		since = now;
	}

	@Override
	public void close() {}
}
