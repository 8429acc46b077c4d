package sc.fiji.stfpm.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.apache.spark.sql.SparkSession;

import picocli.CommandLine.Option;
import sc.fiji.stfpm.cli.JudgingOptions;
import sc.fiji.stfpm.files.FolderTree;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;
import sc.fiji.stfpm.spark.cluster.SharedModel;

/** The options of every verb that judges with a model. */
final class ModelChoice {
	@Option(names = { "-m", "--model" }, required = true, paramLabel = "FILE", description = "The model file.")
	private String model;

	@Option(names = { "-t", "--teacher" }, paramLabel = "FILE", description = "The model's teacher, where it is not found by itself.")
	private String teacher;

	/**
	 * Reads it on the driver, with all that executors need.
	 *
	 * @param judging how it judges
	 */
	SharedModel read(SparkSession session, JudgingOptions judging) throws IOException {
		org.apache.hadoop.fs.Path path = HadoopFiles.path(model, session.sparkContext().hadoopConfiguration());
		Path folder = Files.createTempDirectory("stfpm-");
		try {
			AnomalyModel read = ModelFile.read(HadoopFiles.readable(path, folder, session.sparkContext().hadoopConfiguration()));
			return SharedModel.of(read.withCalibration(judging.calibration(read.calibration())), path.getName(), Optional.ofNullable(teacher), judging.pixelRule(),
				judging.minimumArea());
		}
		finally {
			FolderTree.delete(folder);
		}
	}
}
