package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.WindowManager;

import sc.fiji.stfpm.Seed;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.score.FalseAlarmRate;
import sc.fiji.stfpm.teacher.DefaultTeacher;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.train.Augment;
import sc.fiji.stfpm.train.Patching;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.ui.IgnoredAreas;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.LossPlot;
import sc.fiji.stfpm.ui.ModelName;
import sc.fiji.stfpm.ui.ModelReport;
import sc.fiji.stfpm.ui.NormalImages;
import sc.fiji.stfpm.ui.NormalScoresPlot;

/** Trains a model on normal images. */
@Plugin(type = Command.class, label = "Train Model...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Learns what normal looks like from normal images alone, and writes a model file. It needs some "
		+ "20 images or more; what varies among normal images should vary among them.")
public class TrainModel extends AnomalyCommand {
	/** The presets that train a student. */
	private static final String STUDENT = "preset!=memory|thorough";

	@Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
	private String advice = "Learns from NORMAL images only.";

	@Parameter(label = "Normal images from", choices = { "Folder", "Stack", "ROIs" }, persist = false,
		callback = "offerModel",
		description = "Folder: the files of the folder below. Stack: every slice and frame of the open image."
			+ " ROIs: each region in the ROI Manager (or overlay) of the open image.")
	private String source = "Folder";

	@Parameter(label = "Folder (for 'Folder')", style = "directory", persist = false, callback = "offerModel",
		attrs = @Attr(name = WHEN, value = "source=Folder"),
		description = "A folder of normal images, or one in MVTec layout, of which train/good is used.")
	private File folder = NONE;

	@Parameter(label = "Image", required = false, persist = false, attrs = @Attr(name = WHEN, value = "source!=Folder"), description = "The open image, for 'Stack' and 'ROIs'.")
	private ImagePlus image;

	@Parameter(label = "Model file to write", style = "save", persist = false,
		description = "Where the trained model goes, for example bottle.stfpm.")
	private File model = NONE;

	@Parameter(label = "Replace an existing model file", persist = false, attrs = @Attr(name = ADVANCED),
		description = "Without it, an existing file is an error.")
	private boolean replace = false;

	@Parameter(label = "Teacher", persist = false, initializer = "showTeacher",
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = TEACHERS) },
		description = "default: " + DefaultTeacher.RULE
			+ ". Otherwise one of these two, the name of an imported teacher, or the path of a weight file with torchvision's names.")
	private String teacher = Teacher.DEFAULT;

	@Parameter(label = "Preset", choices = { "memory", "thorough", "fast", "official", "anomalib-0.3", "anomalib-2" }, persist = false,
		description = "memory keeps normal features themselves, within seconds. thorough does so at three image sizes: slightly"
			+ " better on average, and a third as fast. fast trains a student (STFPM) our way, two minutes on a small CPU; the others"
			+ " follow published software.")
	private String preset = "memory";

	@Parameter(label = "Images are seen", choices = { "Whole", "Tiles" }, persist = false, attrs = @Attr(name = ADVANCED),
		description = "Whole: resized to the size below. Tiles: at full resolution, for large or finely textured images.")
	private String mode = "Whole";

	@Parameter(label = SIZE_LABEL, persist = false, attrs = @Attr(name = ADVANCED), description = SIZE_HELP)
	private String size = AUTO;

	@Parameter(label = "Training steps", persist = false, attrs = { @Attr(name = ADVANCED), @Attr(name = WHEN, value = STUDENT) },
		description = "auto: as the preset says; or a number. memory and thorough have none.")
	private String steps = AUTO;

	@Parameter(label = "Held-out fraction", persist = false, attrs = { @Attr(name = ADVANCED), @Attr(name = WHEN, value = STUDENT) },
		description = "Part of the normal images that chooses the best student and sets the threshold: auto, which is 0.2, or a"
			+ " number. memory and thorough need none: each image is scored by the memory of the others.")
	private String heldOut = AUTO;

	@Parameter(label = "False-alarm rate", persist = false, attrs = @Attr(name = ADVANCED),
		description = "auto: 0.05 with memory and thorough; with the other presets the threshold is the highest score of a held-out image."
			+ " Otherwise the share of new normal images that may be called anomalous, such as 0.02.")
	private String falseAlarms = AUTO;

	@Parameter(label = "Channels", persist = false, attrs = @Attr(name = ADVANCED),
		description = "auto, one channel such as 2, three that feed red, green and blue such as 3,2,1, or separate ones such as 1+2: each then"
			+ " has a memory of its own, an anomaly in any of them counts, and tables say in which.")
	private String channels = AUTO;

	@Parameter(label = "Patches (in tiles)", persist = false, attrs = { @Attr(name = ADVANCED), @Attr(name = WHEN, value = "mode=Tiles") },
		description = "auto: a single image is learned patch by patch, several images are not. A side such as 256: all are, and each patch sets"
			+ " the threshold; 256,500 draws 500 of them at most. For memory and thorough.")
	private String patches = AUTO;

	@Parameter(label = "Learn images also", choices = { "none", "flips", "turns", "flips and turns" }, persist = false,
		attrs = @Attr(name = ADVANCED), description = "For things that lie in any direction: mirrored, turned by quarters, or both.")
	private String augment = "none";

	@Parameter(label = "Leave out images far apart from all others", persist = false, attrs = @Attr(name = ADVANCED),
		description = "Learns without normal images that are far apart from all others and alone set the threshold, at most a third of all, and names"
			+ " them. For memory and thorough.")
	private boolean leaveOut = false;

	@Parameter(label = "Intensity", persist = false, attrs = @Attr(name = ADVANCED),
		description = "Which raw values are black and white. auto: 0 to 255 of 8-bit images; of others the percentiles 0.1 and 99.9 over the"
			+ " training images, for each channel. Otherwise fixed:LOW,HIGH (raw values), training:LOW,HIGH or image:LOW,HIGH (percentages over"
			+ " all images, or over each for itself).")
	private String intensity = AUTO;

	@Parameter(label = "Uneven light", persist = false, attrs = @Attr(name = ADVANCED),
		description = "off; or a smooth background is divided out of every image: auto, an eighth of the image's side, or its radius in"
			+ " pixels.")
	private String light = "off";

	@Parameter(label = PIXELS_LABEL, choices = { "Rescale", "Refuse", "Ignore" }, persist = false, attrs = @Attr(name = ADVANCED),
		description = "What happens to images of another pixel size than the training images'. Rescale: in tiles they are seen at the model's"
			+ " pixel size; whole images are resized anyway, and their field of view is compared. Refuse: an error. Ignore: pixels count.")
	private String pixelScale = "Rescale";

	@Parameter(label = IGNORE_LABEL, persist = false, attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = IGNORED_IN_IMAGE) },
		description = "Which pixels are neither learned nor set the threshold: none; background, for parts on an empty background; the path of a"
			+ " mask image that is above 0 there; for 'Folder' also that of a folder that has one for each image by its name; for 'Stack' also"
			+ " selection, overlay or ROI Manager for what lies inside their ROIs, each on its own slice and frame, the same after 'outside', or the"
			+ " title of an open mask image. For the presets memory and thorough.")
	private String ignore = IgnoreRule.NOTHING;

	@Parameter(label = "Seed", min = "0", max = "2147483647", persist = false, attrs = @Attr(name = ADVANCED),
		description = "The same seed, images and options give the same model.")
	private int seed = Seed.DEFAULT;

	@Parameter(label = "Device", persist = false, description = DEVICE_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = DEVICES) })
	private String device = AUTO;

	@Parameter(label = "Put the teacher into the model file", persist = false, attrs = @Attr(name = ADVANCED),
		description = "Makes a larger model that needs no other file.")
	private boolean selfContained = false;

	@Parameter(label = "If cancelled, keep the best so far", persist = false,
		attrs = { @Attr(name = ADVANCED), @Attr(name = WHEN, value = STUDENT) },
		description = "Otherwise a cancelled training writes nothing.")
	private boolean keepBest = true;

	@Parameter(label = "Plot the training", persist = false, attrs = @Attr(name = ADVANCED),
		description = "The loss, in a plot that grows while training goes on; with memory and thorough the scores of the normal images.")
	private boolean plot = true;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus trainingPlot;

	/** The name that was offered, which another source replaces; a name that the user wrote stays. */
	private File offered = NONE;

	/** What is open and active is meant. */
	@Override
	public void offer() {
		NormalImages.offer(WindowManager.getCurrentImage()).ifPresent(from -> source = from.toString());
		offerModel();
	}

	private void offerModel() {
		if (!isNone(model) && !model.equals(offered)) return;
		boolean folders = source.equals(NormalImages.Source.FOLDER.toString());
		ImagePlus active = WindowManager.getCurrentImage();
		if (folders ? isNone(folder) || !folder.isDirectory() : active == null) offered = ModelName.plain();
		else offered = folders ? ModelName.beside(folder) : ModelName.of(active);
		model = offered;
	}

	/** So that the dialog shows, and the recorder writes, which teacher it is. */
	@SuppressWarnings("unused")
	private void showTeacher() {
		if (teacher.equals(Teacher.DEFAULT)) teacher = DefaultTeacher.choiceToShow();
	}

	@Override
	public void check() {
		options();
		checkTarget("model", file(), replace, "name another file, or replace it on purpose (replace=true)");
	}

	@Override
	public void checkFiles() {
		NormalImages.Source from = choice("source", source, NormalImages.Source.values());
		if (from == NormalImages.Source.FOLDER) checkFolder();
		else if (from == NormalImages.Source.STACK) opened();
		else ofRois();
	}

	private void checkFolder() {
		named("folder", folder, "the folder of normal images");
		if (InputProblem.at("folder", () -> ImageSet.open(folder.toPath())).normals().isEmpty()) throw new InputProblem("folder", folder
			+ ": has no normal images", "Has no normal images");
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		TrainingOptions options = options();
		Path file = file();
		try (WriteLock lock = WriteLock.ofFile(file)) {
			train(options, file, shown);
		}
	}

	private void train(TrainingOptions options, Path file, ImageJProgress shown) throws IOException {
		Teacher opened = InputProblem.at("teacher", () -> TeacherStore.open(teacher));
		List<ImageSource> normals = normals(shown);
		LossPlot losses = new LossPlot("Training loss of " + file.getFileName(), shown);
		Trainer trainer = new Trainer(opened, options, plot ? losses : shown).keepOnCancel(keepBest);
		Optional<Path> checkpoint = isForPerson() && options.trainsStudent() ? Optional.of(checkpoint(file)) : Optional.empty();
		Trainer.Result result = checkpoint.isPresent() ? resumable(trainer, normals, checkpoint.get(), shown) : trainer.train(normals);
		if (choice("source", source, NormalImages.Source.values()) != NormalImages.Source.FOLDER) NormalImages.checkUnchanged(
			image, normals, result.model().record().images().fingerprints());
		AnomalyModel trained = selfContained ? result.model().selfContained(opened.weights()) : result.model();
		ModelFile.write(file, trained);
		LastModel.set(file.toFile());
		if (plot) trainingPlot = (options.trainsStudent() ? losses.finish() : NormalScoresPlot.show(file.getFileName()
			.toString(), trained.calibration())).orElse(null);
		shown.note((result.cancelled() ? "Cancelled; the best student so far is in " : "Trained ") + ModelReport.summary(file,
			trained));
		if (isForPerson()) ModelReport.trained(file, trained, result.normals(), result.cancelled()).showLow();
	}

	private static Path checkpoint(Path file) {
		return file.resolveSibling(file.getFileName() + ".checkpoint");
	}

	/** Trains on from where the user left it, and leaves the checkpoint where he wants to go on later. */
	private Trainer.Result resumable(Trainer trainer, List<ImageSource> normals, Path checkpoint, ImageJProgress shown) throws IOException {
		if (keepBest) shown.keepsOnCancel();
		shown.offerLater("Stops now. Train Model with the same images, options and model file goes on from there.");
		trainer.checkpoint(checkpoint, true);
		try {
			Trainer.Result result = trainer.train(normals);
			if (shown.isLater() && result.cancelled()) throw new CancellationException("To be gone on with");
			Files.deleteIfExists(checkpoint);
			return result;
		}
		catch (CancellationException e) {
			if (!shown.isLater()) Files.deleteIfExists(checkpoint);
			else if (Files.exists(checkpoint)) ModelReport.stopped(checkpoint).showLow();
			throw e;
		}
	}

	private TrainingOptions options() {
		checkRange("seed", seed, 0, Integer.MAX_VALUE);
		TrainingOptions.Builder options = TrainingOptions.preset(Preset.of(preset)).mode(choice("mode", mode, Mode.values()))
			.channels(channels).seed(seed).device(device);
		List<Integer> sizes = sizes("size", size);
		if (!sizes.isEmpty()) options.sizes(sizes);
		options.patches(InputProblem.at("patches", () -> Patching.parse(patches))).augment(InputProblem.at("augment", () -> Augment.of(augment))).leaveOut(leaveOut);
		if (!isAuto(steps)) options.steps(whole("steps", steps, 1, 1_000_000));
		if (!isAuto(heldOut)) options.heldOut(share("heldout", heldOut));
		InputProblem.at("channels", () -> ChannelMapping.parse(channels));
		InputProblem.at("intensity", () -> options.intensity(intensity));
		InputProblem.at("light", () -> options.evenLight(light));
		options.pixelRule(choice("pixelscale", pixelScale, PixelScale.Rule.values()));
		if (!isAuto(falseAlarms)) options.threshold(new FalseAlarmRate(share("falsealarms", falseAlarms)));
		return InputProblem.at("size", options::build);
	}

	private Path file() {
		return modelFile(named("model", model, "the model file to write"));
	}

	private List<ImageSource> normals(ImageJProgress shown) throws IOException {
		NormalImages.Source from = choice("source", source, NormalImages.Source.values());
		if (from == NormalImages.Source.FOLDER) {
			ImageSet set = ImageSet.open(named("folder", folder, "the folder of normal images").toPath());
			shown.note(set.text());
			IgnoreRule ignored = InputProblem.at("ignore", () -> IgnoreRule.of(ignore));
			return ImageSource.of(set.normals()).stream().map(one -> one.ignoring(ignored)).toList();
		}
		return from == NormalImages.Source.STACK ? NormalImages.ofStack(opened(), ignored()) : ofRois();
	}

	private List<ImageSource> ofRois() {
		ImagePlus from = opened();
		return InputProblem.at("source", () -> NormalImages.ofRois(from, ignored()));
	}

	private IgnoredAreas ignored() {
		return InputProblem.at("ignore", () -> IgnoredAreas.of(ignore, image));
	}

	private ImagePlus opened() {
		if (image == null) throw new InputProblem("source", "There is no image open; open the stack of normal images, or"
			+ " train from a folder (source=Folder)", "There is no image open; open the stack of normal images, or take a folder");
		refusePlot("source", image);
		return image;
	}
}
