package sc.fiji.stfpm.ij1;

import java.awt.Choice;
import java.awt.EventQueue;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import sc.fiji.stfpm.testing.imagej.User;

/**
 * A user whom dialogs help: prints what they offer, what they say to what is wrong, and what they do. Arguments: a folder with the
 * stack {@code normals.tif} and the model {@code model.stfpm}.
 */
final class DialogsProbe {
	private static final String TRAIN = "Train Model...", DETECT = "Detect Anomalies...", THRESHOLD = "Set Threshold...";
	private static String folder;

	private DialogsProbe() {}

	public static void main(String[] args) throws Exception {
		folder = args[0];
		new ImageJ();
		for (String[] command : new String[][] { { TRAIN, "TrainModel" }, { DETECT, "DetectAnomalies" }, { THRESHOLD, "SetThreshold" } })
			register(command[0], command[1]);
		thresholds();
		IJ.open(folder + "/normals.tif");
		training();
		failing();
		System.exit(0);
	}

	@SuppressWarnings("unchecked")
	private static void register(String label, String command) {
		Menus.getCommands().put(label, CommandBridge.class.getName() + "(\"" + command + "\")");
	}

	private static void say(String what, Object came) {
		System.out.println(what + ": " + String.valueOf(came).replace(folder, "FOLDER"));
	}

	private static void thresholds() throws Exception {
		Path model = Path.of(folder, "model.stfpm");
		byte[] before = Files.readAllBytes(model);
		GenericDialog dialog = User.open(THRESHOLD);
		User.fill(dialog, Map.of("Model", model.toString()));
		User.until(() -> User.field(dialog, "Threshold from") instanceof Choice rule && rule.getSelectedItem().equals("By hand"));
		say("only what counts", User.field(dialog, "Threshold by hand").isEnabled() + " " + User.field(dialog, "Recall").isEnabled());
		say("preview", User.preview(dialog));
		User.fill(dialog, Map.of("Threshold by hand", "3"));
		User.until(() -> User.preview(dialog).contains("New: 3"));
		say("preview", User.preview(dialog));
		User.fill(dialog, Map.of("Threshold by hand", "high"));
		User.press(dialog, 0);
		say("wrong", User.problem(THRESHOLD));
		User.fill(dialog, Map.of("Threshold by hand", "1.5"));
		User.press(dialog, 0);
		User.until(() -> WindowManager.getWindow("Threshold") != null);
		say("rewritten", !Arrays.equals(before, Files.readAllBytes(model)));
	}

	private static void training() throws Exception {
		ImagePlus stack = IJ.getImage();
		Recorder recorder = new Recorder();
		GenericDialog dialog = User.open(TRAIN);
		say("offered", User.text(dialog, "Normal images from") + ", " + User.text(dialog, "Image") + ", " + User.text(dialog,
			"Model file to write"));
		say("folded", !User.field(dialog, "Seed").isVisible());
		say("counts", User.field(dialog, "Folder (for 'Folder')").isEnabled() + " " + User.field(dialog, "Training steps").isEnabled());
		User.fill(dialog, Map.of("Normal images from", "Folder", "Folder (for 'Folder')", folder + "/nowhere", "Size (pixels)", "64",
			"Model file to write", folder + "/model.stfpm"));
		new Thread(() -> User.answerQuestion("Replace?", "Cancel")).start();
		User.press(dialog, 0);
		say("exists", User.problem(TRAIN));
		User.fill(dialog, Map.of("Model file to write", folder + "/new.stfpm"));
		User.press(dialog, 0);
		User.until(() -> User.problem((GenericDialog) dialog).contains("folder"));
		say("wrong", User.problem(TRAIN));
		say("kept", User.text(dialog, "Folder (for 'Folder')") + " " + User.text(dialog, "Size (pixels)"));
		User.fill(dialog, Map.of("Normal images from", "Stack", "Size (pixels)", "50"));
		User.press(dialog, 0);
		User.until(() -> User.field(dialog, "Seed").isVisible());
		say("unfolded for", User.problem(TRAIN));
		User.fill(dialog, Map.of("Size (pixels)", "64"));
		User.press(dialog, 0);
		User.until(() -> new File(folder, "new.stfpm").exists() && recorder.getText().contains("run("));
		say("recorded", recorder.getText().lines().filter(l -> l.startsWith("run(")).findFirst().orElseThrow());
		recorder.close();
		User.until(() -> WindowManager.getImageCount() == 2 && WindowManager.getCurrentImage() == stack);
		say("active", WindowManager.getCurrentImage().getTitle());
		GenericDialog again = User.open(TRAIN);
		say("still unfolded", User.field(again, "Seed").isVisible());
		User.press(again, 1);
	}

	private static boolean working(String command) {
		return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals(command));
	}

	/** What shows only when a command works brings its dialog back. */
	private static void failing() throws Exception {
		GenericDialog dialog = User.open(DETECT);
		EventQueue.invokeAndWait(() -> ((Choice) User.field(dialog, "Teacher (if not found)")).add("nobody"));
		User.fill(dialog, Map.of("Model", folder + "/model.stfpm", "Show", "Tables only", "Teacher (if not found)", "nobody"));
		User.press(dialog, 0);
		User.until(() -> !dialog.isShowing());
		say("back", User.problem(DETECT));
		GenericDialog back = User.shown(DETECT, true);
		say("kept", User.text(back, "Show") + ", " + User.text(back, "Teacher (if not found)"));
		User.fill(back, Map.of("Teacher (if not found)", "found by itself"));
		User.press(back, 0);
		User.until(() -> !back.isShowing());
		User.until(() -> !working(DETECT));
		say("mended", User.scores().size());
		IJ.selectWindow("Normal scores of new.stfpm");
		new Thread(() -> IJ.runMacro("run('" + DETECT + "', 'model=[" + folder + "/model.stfpm]');")).start();
		say("a plot", User.message(User.await(() -> User.dialogs().isEmpty() ? null : User.dialogs().get(0))).lines().findFirst().orElse(
			""));
	}
}
