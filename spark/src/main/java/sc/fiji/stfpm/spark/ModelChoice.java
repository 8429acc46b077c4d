package sc.fiji.stfpm.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.apache.spark.sql.SparkSession;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;
import sc.fiji.stfpm.spark.cluster.SharedModel;

/** The options of every verb that judges with a model. */
final class ModelChoice {
	@Spec(Target.MIXEE)
	private CommandSpec spec;

	@Option(names = { "-m", "--model" }, required = true, paramLabel = "FILE", description = "The model file.")
	private String model;

	@Option(names = { "-t", "--teacher" }, paramLabel = "FILE", description = "The model's teacher, where it is not found by itself.")
	private String teacher;

	@Option(names = "--threshold", paramLabel = "SCORE", description = "Instead of the model's, for this run alone; on raw scores.")
	private Double threshold;

	@Option(names = "--min-area", paramLabel = "PIXELS", defaultValue = "1",
		description = "Regions of fewer pixels do not count, neither for scores nor in tables. Default: ${DEFAULT-VALUE}.")
	private int minArea;

	@Option(names = "--pixel-size", paramLabel = "rescale|refuse|ignore",
		description = "What happens to images of another pixel size than the model's. Default: as was chosen at training.")
	private String pixelSize;

	/** Reads it on the driver, with all that executors need. */
	SharedModel read(SparkSession session) throws IOException {
		check();
		org.apache.hadoop.fs.Path path = HadoopFiles.path(model, session.sparkContext().hadoopConfiguration());
		Path folder = Files.createTempDirectory("stfpm-");
		try {
			AnomalyModel read = ModelFile.read(HadoopFiles.readable(path, folder, session.sparkContext().hadoopConfiguration()));
			if (threshold != null) read = read.withCalibration(read.calibration().byHand(threshold));
			return SharedModel.of(read, path.getName(), Optional.ofNullable(teacher), pixelSize, minArea);
		}
		finally {
			HadoopFiles.deleteLocal(folder);
		}
	}

	private void check() {
		if (threshold != null && !(threshold > 0 && threshold < Float.MAX_VALUE)) throw new ParameterException(spec.commandLine(),
			"--threshold must be a positive number, found " + threshold);
		if (minArea < 1) throw new ParameterException(spec.commandLine(), "--min-area must be at least 1 pixel, found " + minArea);
		try {
			if (pixelSize != null) PixelScale.rule(pixelSize);
		}
		catch (IllegalArgumentException e) {
			throw new ParameterException(spec.commandLine(), "--pixel-size: " + e.getMessage(), e);
		}
	}
}
