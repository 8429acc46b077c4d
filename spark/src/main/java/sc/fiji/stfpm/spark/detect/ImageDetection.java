package sc.fiji.stfpm.spark.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.files.FolderTree;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;
import sc.fiji.stfpm.spark.cluster.SharedModel;
import sc.fiji.stfpm.ui.FolderDetection;
import sc.fiji.stfpm.ui.JudgedWith;

/** Judges some images one after the other on one machine, as a folder is judged there. */
final class ImageDetection {
	private final AnomalyDetector detector;
	private final DetectionSettings settings;
	private final JudgedWith made;
	private final IgnoreRule ignored;
	private final Configuration conf;
	private final Progress progress;

	/** @throws IOException if the masks of the rule for ignored pixels are not there */
	ImageDetection(AnomalyDetector detector, SharedModel model, DetectionSettings settings, Configuration conf, Progress progress) throws IOException {
		this.detector = detector;
		this.settings = settings;
		this.conf = conf;
		this.progress = progress;
		ignored = IgnoreRule.of(settings.ignored());
		made = model.judgedWith(detector.model(), detector.devices().id(), ignored.text());
	}

	/**
	 * Judges images; whatever happens to one, the others go on.
	 *
	 * @param rows hears of the rows of each image as they are there, in the images' order but for those that cannot be read
	 * @throws IOException if nothing can be written for now on this machine
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	void judge(List<Input> images, Consumer<Row> rows) throws IOException {
		Map<String, String> paths = new LinkedHashMap<>();
		images.forEach(image -> paths.put(image.image(), image.path()));
		RowResults results = new RowResults(settings, made, paths, conf, rows);
		Path copies = Files.createTempDirectory("stfpm-");
		try {
			Map<String, Path> files = new LinkedHashMap<>();
			for (Input image : images)
				try {
					if (!image.problem().isEmpty()) throw new IOException(image.problem());
					files.put(image.image(), HadoopFiles.readable(new org.apache.hadoop.fs.Path(image.path()), copies.resolve(Integer.toString(files
						.size())), conf));
				}
				catch (IOException | RuntimeException e) {
					results.addFailure(image.image(), Reasons.of(e));
				}
			if (files.isEmpty()) return;
			new FolderDetection(detector, progress, FolderDetection.Listener.NONE).ignoring(ignored).run(files, () -> results);
		}
		finally {
			FolderTree.delete(copies);
		}
	}
}
