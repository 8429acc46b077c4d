package sc.fiji.stfpm.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.cli.ConsoleProgress;
import sc.fiji.stfpm.cli.LearningOptions;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;
import sc.fiji.stfpm.spark.train.ClusterLooks;
import sc.fiji.stfpm.spark.train.NormalFile;
import sc.fiji.stfpm.spark.train.NormalFiles;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;

/** {@code train}. */
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
	description = { "Trains a model on many normal images, with the presets memory and thorough.",
		"Names are paths that every executor sees, or URIs of Hadoop's file systems: hdfs://..., s3a://..." })
final class TrainVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Parameters(arity = "0..1", paramLabel = "FOLDER", description = "The normal images.")
	private String folder;

	@Option(names = "--list", paramLabel = "FILE", description = "Instead: a text file that names an image a line.")
	private String list;

	@Option(names = { "-m", "--model" }, required = true, paramLabel = "FILE", description = "The model file to write.")
	private String model;

	@Mixin
	private LearningOptions learning;

	@Option(names = "--parts", paramLabel = "N", defaultValue = "0",
		description = "In how many parts images are looked at. Default: four for each processor, of 1000 images at most.")
	private int parts;

	@Option(names = "--force", description = "Replace an existing model file.")
	private boolean force;

	@Override
	public Integer call() throws IOException {
		if ((folder == null) == (list == null)) throw new ParameterException(spec.commandLine(),
			"Expected what to learn from: a folder of normal images, or --list; one of these");
		if (parts < 0) throw new ParameterException(spec.commandLine(), "--parts must be at least 1, found " + parts);
		TrainingOptions options = options();
		try (SparkSession session = StfpmSpark.sessionOfResults("train " + model)) {
			Configuration conf = session.sparkContext().hadoopConfiguration();
			org.apache.hadoop.fs.Path written = HadoopFiles.path(model, conf);
			checkWritable(written, conf);
			List<NormalFile> files = folder != null ? NormalFiles.in(folder, conf) : NormalFiles.listed(list, conf);
			Teacher teacher = learning.teacher();
			ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
			ClusterLooks looks = new ClusterLooks(new JavaSparkContext(session.sparkContext()), files, teacher.weights(), learning.ignored(), parts,
				progress);
			progress.note(files.size() + " normal images, in " + looks.parts() + " parts, on " + session.sparkContext().defaultParallelism()
				+ " processors");
			Trainer.Result result = new Trainer(teacher, options, progress).looks(looks).train(files.stream().map(file -> ImageSource.of(file.name(),
				Path.of(file.name()))).toList());
			AnomalyModel trained = learning.written(result.model(), teacher);
			write(trained, written, conf);
			LearningOptions.summary(spec.commandLine().getOut(), model, trained);
			return 0;
		}
	}

	private TrainingOptions options() {
		try {
			TrainingOptions options = learning.builder().device("cpu").build();
			if (options.trainsStudent()) throw new IllegalArgumentException("The preset " + options.preset()
				+ " trains a student, step by step on one machine (stfpm train); on a cluster there are memory and thorough");
			return options;
		}
		catch (IllegalArgumentException e) {
			throw new ParameterException(spec.commandLine(), e.getMessage(), e);
		}
	}

	private void checkWritable(org.apache.hadoop.fs.Path file, Configuration conf) throws IOException {
		String advice = "name another file or add --force to replace it";
		var here = HadoopFiles.local(file);
		if (here.isPresent()) ModelFile.checkWritable(here.get(), force, advice);
		else if (!force && file.getFileSystem(conf).exists(file)) throw new IOException(file + " exists; " + advice);
	}

	private static void write(AnomalyModel trained, org.apache.hadoop.fs.Path to, Configuration conf) throws IOException {
		Path copy = Files.createTempFile("stfpm-", ModelFile.EXTENSION);
		try {
			ModelFile.write(copy, trained);
			HadoopFiles.put(copy, to, conf);
		}
		finally {
			Files.delete(copy);
		}
	}
}
