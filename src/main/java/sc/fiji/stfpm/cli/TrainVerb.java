package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;

/** {@code stfpm train}. */
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
	description = "Trains a model on a folder of normal images, or on train/good of a folder in MVTec layout.")
final class TrainVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Parameters(index = "0", paramLabel = "FOLDER", description = "The normal images.")
	private Path folder;

	@Option(names = { "-m", "--model" }, required = true, paramLabel = "FILE", description = "The model file to write.")
	private Path model;

	@Mixin
	private LearningOptions learning;

	@Option(names = "--steps", paramLabel = "N", description = "Training steps, instead of the preset's budget.")
	private Integer steps;

	@Option(names = "--epochs", paramLabel = "N", description = "Passes over the images, instead of the preset's budget.")
	private Integer epochs;

	@Option(names = "--batch", paramLabel = "N", description = "Images a step, instead of the preset's.")
	private Integer batch;

	@Option(names = "--learning-rate", paramLabel = "RATE", description = "Instead of the preset's.")
	private Double learningRate;

	@Option(names = "--held-out", paramLabel = "FRACTION",
		description = "Part of the images that chooses the student and sets the threshold. Default: 0.2; the presets memory and thorough need none.")
	private Double heldOut;

	@Option(names = "--device", defaultValue = "auto",
		description = "auto, cpu, gpu, gpu:N or mps. Default: ${DEFAULT-VALUE}.")
	private String device;

	@Option(names = "--checkpoint", paramLabel = "FILE", description = "Write the training's state here as it goes.")
	private Path checkpoint;

	@Option(names = "--resume", description = "Go on from the checkpoint where it exists.")
	private boolean resume;

	@Option(names = "--force", description = "Replace an existing model file.")
	private boolean force;

	@Override
	public Integer call() throws IOException {
		TrainingOptions options = options();
		if (resume && checkpoint == null) throw new ParameterException(spec.commandLine(),
			"--resume needs --checkpoint FILE to go on from");
		if (checkpoint != null && !options.trainsStudent()) throw new ParameterException(spec.commandLine(), "The preset "
			+ learning.preset() + " has no steps to keep a checkpoint of; leave --checkpoint out");
		ModelFile.checkWritable(model, force, "name another file or add --force to replace it");
		Teacher opened = learning.teacher();
		ImageSet set = ImageSet.open(folder);
		IgnoreRule ignored = IgnoreRule.of(learning.ignored());
		List<ImageSource> normals = ImageSource.of(set.normals()).stream().map(one -> one.ignoring(ignored)).toList();
		ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
		progress.note(set.text());
		try (WriteLock lock = WriteLock.ofFile(model)) {
			Trainer trainer = new Trainer(opened, options, progress).keepOnCancel(true);
			if (checkpoint != null) trainer.checkpoint(checkpoint, resume);
			Trainer.Result result = trainer.train(normals);
			AnomalyModel trained = learning.written(result.model(), opened);
			ModelFile.write(model, trained);
			PrintWriter out = spec.commandLine().getOut();
			if (result.cancelled()) out.println("Cancelled: the model holds the best student so far.");
			LearningOptions.summary(out, model.toString(), trained);
			return result.cancelled() ? 1 : 0;
		}
	}

	private TrainingOptions options() {
		try {
			TrainingOptions.Builder options = learning.builder().device(device);
			if (steps != null) options.steps(steps);
			if (epochs != null) options.epochs(epochs);
			if (batch != null) options.batch(batch);
			if (learningRate != null) options.learningRate(learningRate);
			if (heldOut != null) options.heldOut(heldOut);
			return options.build();
		}
		catch (IllegalArgumentException e) {
			throw new ParameterException(spec.commandLine(), e.getMessage(), e);
		}
	}
}
