package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sc.fiji.stfpm.Seed;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.teacher.DefaultTeacher;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.train.Augment;
import sc.fiji.stfpm.train.Patching;
import sc.fiji.stfpm.train.Preset;
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

	@Option(names = { "-t", "--teacher" }, defaultValue = Teacher.DEFAULT, paramLabel = "NAME|FILE",
		description = "The teacher: one that 'stfpm teacher' lists, or a safetensors or PyTorch file with torchvision's names. Default: "
			+ DefaultTeacher.RULE + ".")
	private String teacher;

	@Option(names = "--preset", defaultValue = "memory", paramLabel = "NAME",
		description = "memory keeps the normal features themselves, within seconds; thorough does so at three image sizes, slightly better and a third as fast; fast, official, anomalib-0.3 and anomalib-2 train a student (STFPM). Default: ${DEFAULT-VALUE}.")
	private String preset;

	@Option(names = "--mode", defaultValue = "WHOLE",
		description = "WHOLE resizes each image; TILES works at native resolution, for large or finely textured images. Default: ${DEFAULT-VALUE}.")
	private Mode mode;

	@Option(names = "--size", split = ",", paramLabel = "PIXELS",
		description = "Side of the network's input; with the presets memory and thorough several, whose maps are added. Default: the preset's.")
	private List<Integer> sizes;

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

	@ArgGroup(exclusive = true)
	private HeldOutRule threshold;

	@Option(names = "--channels", defaultValue = "auto", paramLabel = "CHANNELS",
		description = "Which channels feed red, green and blue, counted from 1, such as 2 or 3,2,1; or 1+2, separate ones, each of which has a"
			+ " memory of its own. Default: ${DEFAULT-VALUE}.")
	private String channels;

	@Option(names = "--patches", defaultValue = "auto", paramLabel = "SIDE[,MOST]",
		description = "With --mode TILES and the presets memory and thorough, learn images in patches of about so many pixels a side, each of which sets the threshold; of more than MOST (2000) so many are drawn. auto cuts a single image alone. Default: ${DEFAULT-VALUE}.")
	private String patches;

	@Option(names = "--augment", defaultValue = "none", paramLabel = "NAME",
		description = "Learn images mirrored and turned, too: none, flips, turns or flips-and-turns. Default: ${DEFAULT-VALUE}.")
	private String augment;

	@Option(names = "--intensity", defaultValue = "auto", paramLabel = "RULE",
		description = "Which raw values are black and white: fixed:LOW,HIGH, or percentages over the training images, training:LOW,HIGH, or over each image for itself, image:LOW,HIGH. auto: 0 to 255 of 8-bit images, else training:0.1,99.9. Default: ${DEFAULT-VALUE}.")
	private String intensity;

	@Option(names = "--even-light", defaultValue = "off", paramLabel = "off|auto|PIXELS",
		description = "Divide a smooth background out of every image; auto: of an eighth of the image's side, or its radius in pixels. Default: ${DEFAULT-VALUE}.")
	private String light;

	@Option(names = "--pixel-size", defaultValue = "rescale", paramLabel = "rescale|refuse|ignore",
		description = "What happens to images of another pixel size than the training images'. Default: ${DEFAULT-VALUE}.")
	private String pixelScale;

	@Option(names = "--ignore", paramLabel = "MASK|FOLDER|background", defaultValue = IgnoreRule.NOTHING,
		description = "Pixels that are neither learned nor set the threshold: those where a mask image is above 0; or a folder that has a mask for each image, by its name; or the background that parts lie on. For the presets memory and thorough.")
	private String ignore;

	@Option(names = "--seed", defaultValue = "" + Seed.DEFAULT, description = "Default: ${DEFAULT-VALUE}.")
	private long seed;

	@Option(names = "--device", defaultValue = "auto",
		description = "auto, cpu, gpu, gpu:N or mps. Default: ${DEFAULT-VALUE}.")
	private String device;

	@Option(names = "--self-contained", description = "Put the teacher's weights into the model file.")
	private boolean selfContained;

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
			+ preset + " has no steps to keep a checkpoint of; leave --checkpoint out");
		ModelFile.checkWritable(model, force, "name another file or add --force to replace it");
		Teacher opened = TeacherStore.open(teacher);
		ImageSet set = ImageSet.open(folder);
		IgnoreRule ignored = IgnoreRule.of(ignore);
		List<ImageSource> normals = ImageSource.of(set.normals()).stream().map(one -> one.ignoring(ignored)).toList();
		ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
		progress.note(set.text());
		try (WriteLock lock = WriteLock.ofFile(model)) {
			Trainer trainer = new Trainer(opened, options, progress).keepOnCancel(true);
			if (checkpoint != null) trainer.checkpoint(checkpoint, resume);
			Trainer.Result result = trainer.train(normals);
			AnomalyModel trained = selfContained ? result.model().selfContained(opened.weights()) : result.model();
			ModelFile.write(model, trained);
			summary(trained, result.cancelled());
			return result.cancelled() ? 1 : 0;
		}
	}

	private TrainingOptions options() {
		try {
			TrainingOptions.Builder options = TrainingOptions.preset(Preset.of(preset)).mode(mode).channels(channels).seed(seed)
				.device(device);
			options.patches(Patching.parse(patches)).augment(Augment.of(augment));
			options.intensity(intensity).evenLight(light).pixelRule(PixelScale.rule(pixelScale));
			if (sizes != null) options.sizes(sizes);
			if (steps != null) options.steps(steps);
			if (epochs != null) options.epochs(epochs);
			if (batch != null) options.batch(batch);
			if (learningRate != null) options.learningRate(learningRate);
			if (heldOut != null) options.heldOut(heldOut);
			if (threshold != null) options.threshold(threshold.choice());
			return options.build();
		}
		catch (IllegalArgumentException e) {
			throw new ParameterException(spec.commandLine(), e.getMessage(), e);
		}
	}

	private void summary(AnomalyModel trained, boolean cancelled) {
		var out = spec.commandLine().getOut();
		var record = trained.record();
		if (cancelled) out.println("Cancelled: the model holds the best student so far.");
		out.println(String.format(Locale.ROOT, "Model      %s", model));
		out.println(String.format(Locale.ROOT, "Teacher    %s", trained.teacher().label()));
		out.println(String.format(Locale.ROOT, "Training   preset %s, %s, %.0f s on %s", record.preset(), record.imagesText(),
			record.seconds(), record.device()));
		out.println("Learned    " + trained.scoring().learnedText());
		var images = trained.preprocessing();
		if (images.intensity() != null || images.lightRadius() != null) out.println("Brightness " + images.brightnessText());
		if (images.scale() != null) out.println("Pixels     " + images.scale());
		out.println(String.format(Locale.ROOT, "Threshold  %.4g (%s)", trained.calibration().threshold(), trained
			.calibration().provenance()));
		out.println("           " + trained.calibration().falseAlarmsText());
	}
}
