package sc.fiji.stfpm.ui;

import java.awt.EventQueue;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Menus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.plugin.frame.Recorder;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.ij1.CommandBridge;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.imagej.User;

/**
 * A user who switches live detection on and works on; prints what comes of it. Arguments: a model for whole 8-bit images, one for tiles.
 */
final class LiveProbe {
	private static final String COMMAND = "Live Detection...";
	private final Path model;
	private final ImagePlus image = new ImagePlus("waves", stack());
	private final Roi users = new Roi(1, 2, 3, 4);

	private LiveProbe(Path model) {
		this.model = model;
	}

	@SuppressWarnings("unchecked")
	public static void main(String[] args) throws Exception {
		new ImageJ();
		Menus.getCommands().put(COMMAND, CommandBridge.class.getName() + "(\"DetectLive\")");
		new LiveProbe(Path.of(args[0])).work();
		closeWhileJudging(Path.of(args[1]));
		say("dialogs", User.dialogs());
		System.exit(0);
	}

	private static ImageStack stack() {
		ImageStack stack = new ImageStack(90, 70);
		for (int i = 1; i <= 3; i++)
			stack.addSlice(Models.waves(90, 70, i));
		return stack;
	}

	private static void say(String what, Object came) {
		System.out.println(what + ": " + came);
	}

	private void work() throws Exception {
		image.setOverlay(new Overlay(users));
		image.show();
		Recorder recorder = new Recorder();
		User.choose(COMMAND, Map.of("Model", model.toString()));
		untilShown(image, text());
		say("slices", planes());

		image.setSlice(2);
		untilShown(image, text());
		say("slices", planes());

		edit(2, 40);
		untilShown(image, text());

		image.setRoi(new Rectangle(10, 10, 30, 20));
		untilShown(image, text());
		image.getRoi().setLocation(50, 40);
		untilShown(image, text());
		image.deleteRoi();
		untilShown(image, text());

		camera();
		ModelFile.recalibrate(model, ModelFile.read(model).calibration().byHand(1.25), model);
		untilShown(image, text());
		say("threshold", label(image).replace("\n", " ").contains("threshold 1.25"));

		image.setProcessor(image.getProcessor().convertToByte(false));
		anotherDepth();
		toggleOff(recorder);
	}

	/** Changes pixels thirty times a second; what is there last counts. */
	private void camera() {
		for (int i = 0; i < 60; i++) {
			edit(2, i);
			IJ.wait(33);
		}
		untilShown(image, text());
	}

	private void edit(int slice, int level) {
		ImageProcessor pixels = image.getStack().getProcessor(slice);
		pixels.setColor(level);
		pixels.fill(new Roi(20 + level % 20, 20, 25, 25));
		image.updateAndDraw();
	}

	/** An error is said in the image, until it is mended. */
	private void anotherDepth() {
		ImageStack before = image.getStack();
		ImageStack other = new ImageStack(90, 70);
		for (int i = 1; i <= 3; i++)
			other.addSlice(before.getProcessor(i).convertToShort(false));
		image.setStack(other);
		User.until(() -> label(image).contains("16-bit"));
		say("of another depth", planes() + " " + User.dialogs());
		image.setStack(before);
		untilShown(image, text());
	}

	private void toggleOff(Recorder recorder) {
		IJ.doCommand(COMMAND);
		User.until(() -> !LiveDetection.isOn(image));
		User.until(() -> threads().isEmpty());
		say("left", image.getOverlay().size() + " " + (image.getOverlay().get(0) == users));
		User.until(() -> recorder.getText().contains("live=false"));
		for (String line : recorder.getText().split("\n"))
			if (line.startsWith("run(\"Live")) say("recorded", line.replace(model.toString(), "MODEL"));
		recorder.close();
		image.changes = false;
		image.close();
	}

	/** A large image takes seconds; its window closes at once, and what is live beside it goes on. */
	private static void closeWhileJudging(Path model) throws Exception {
		ImagePlus large = new ImagePlus("large", Models.waves(3000, 3000, 1)), small = new ImagePlus("small", Models.waves(90, 70, 2));
		large.show();
		small.show();
		for (String name : List.of("large", "small"))
			IJ.runMacro("run('" + COMMAND + "', 'image=" + name + " model=[" + model + "]');");
		User.until(() -> Thread.getAllStackTraces().entrySet().stream().anyMatch(thread -> thread.getKey().getName().endsWith("large") && Arrays
			.stream(thread.getValue()).anyMatch(frame -> frame.getMethodName().equals("judge"))));
		say("live", threads());
		EventQueue.invokeAndWait(large::close);
		User.until(() -> threads().size() == 1);
		say("live", threads());
		User.until(() -> label(small).contains("score"));
		IJ.runMacro("run('" + COMMAND + "', 'image=small live=false');");
		User.until(() -> threads().isEmpty());
		say("left", small.getOverlay());
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith("Live Detection of")).sorted()
			.toList();
	}

	/** What a detection of what is shown says. */
	private String text() {
		try (AnomalyDetector detector = AnomalyDetector.open(model)) {
			DetectionResult r = ImageDetection.run(detector, image, ImageDetection.Planes.CURRENT, Selection.WITHIN, Progress.NONE).get(0)
				.result();
			return String.format(Locale.ROOT, "%s: score %.4g, threshold %.4g", r.decision(), r.score(), r.calibration().threshold());
		}
		catch (Exception e) {
			throw new IllegalStateException(e);
		}
	}

	private static void untilShown(ImagePlus image, String text) {
		User.until(() -> label(image).replace("\n", " ").contains(text));
	}

	private static String label(ImagePlus image) {
		String[] text = { "" };
		try {
			EventQueue.invokeAndWait(() -> {
				Overlay overlay = image.getOverlay();
				if (overlay != null) for (Roi roi : overlay)
					if (roi instanceof TextRoi label) text[0] = label.getText();
			});
		}
		catch (Exception e) {
			throw new IllegalStateException(e);
		}
		return text[0];
	}

	/** Of which slices something is drawn, and whether the user's own is there. */
	private String planes() {
		Roi[] all = image.getOverlay().toArray();
		return Arrays.stream(all).filter(roi -> roi != users && !(roi instanceof TextRoi)).map(Roi::getPosition).distinct().sorted().toList()
			+ " " + Arrays.asList(all).contains(users);
	}
}
