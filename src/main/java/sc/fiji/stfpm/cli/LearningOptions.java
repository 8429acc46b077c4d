package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import sc.fiji.stfpm.Seed;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.teacher.DefaultTeacher;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.train.Augment;
import sc.fiji.stfpm.train.Patching;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.TrainingOptions;

/** The options of every verb that learns from normal images, whichever way and wherever. */
public final class LearningOptions {
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

	@Option(names = "--leave-out", description = "Learn without normal images that are far apart from all others and alone set the threshold, at most a third of all, and name them. For the presets memory and thorough.")
	private boolean leaveOut;

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

	@Option(names = "--self-contained", description = "Put the teacher's weights into the model file.")
	private boolean selfContained;

	/** The preset's name, as it was written. */
	public String preset() {
		return preset;
	}

	/**
	 * What was chosen, to which more can be added.
	 *
	 * @throws IllegalArgumentException naming an option that cannot be
	 */
	public TrainingOptions.Builder builder() {
		TrainingOptions.Builder options = TrainingOptions.preset(Preset.of(preset)).mode(mode).channels(channels).seed(seed);
		options.patches(Patching.parse(patches)).augment(Augment.of(augment)).leaveOut(leaveOut);
		options.intensity(intensity).evenLight(light).pixelRule(PixelScale.rule(pixelScale));
		if (sizes != null) options.sizes(sizes);
		if (threshold != null) options.threshold(threshold.choice());
		return options;
	}

	/** @throws IOException if there is no such teacher, or it cannot be read */
	public Teacher teacher() throws IOException {
		return TeacherStore.open(teacher);
	}

	/** Which pixels do not count, see {@link IgnoreRule#of}. */
	public String ignored() {
		return ignore;
	}

	/** The model as it is to be written. */
	public AnomalyModel written(AnomalyModel trained, Teacher opened) {
		return selfContained ? trained.selfContained(opened.weights()) : trained;
	}

	/** What came of it, for people. */
	public static void summary(PrintWriter out, String model, AnomalyModel trained) {
		var record = trained.record();
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
