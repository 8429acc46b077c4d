package sc.fiji.stfpm.ij1;

import java.awt.EventQueue;
import java.io.File;
import java.util.Map;

import javax.swing.JButton;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.WindowManager;
import ij.gui.PlotWindow;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import sc.fiji.stfpm.testing.imagej.User;

/**
 * A user at ImageJ's window: chooses commands, fills their dialogs, records, replays, presses Escape; prints what comes
 * of it. Arguments: an image, a model for it, a stack of normal images, a folder to write to.
 */
final class MenuProbe {
	private MenuProbe() {}

	public static void main(String[] args) throws Exception {
		new ImageJ();
		register("Detect Anomalies...", "DetectAnomalies");
		register("Train Model...", "TrainModel");
		IJ.open(args[0]);
		recordAndReplay(args[1]);
		IJ.open(args[2]);
		System.out.println("teacher " + User.cancel("Train Model...", "Teacher"));
		train(args[3] + "/kept.stfpm", true);
		train(args[3] + "/dropped.stfpm", false);
		trainLater(args[3] + "/later.stfpm");
		System.exit(0);
	}

	@SuppressWarnings("unchecked")
	private static void register(String label, String command) {
		Menus.getCommands().put(label, CommandBridge.class.getName() + "(\"" + command + "\")");
	}

	private static void recordAndReplay(String model) throws Exception {
		Recorder recorder = new Recorder();
		User.choose("Detect Anomalies...", Map.of("Model", model, "Show", "Mask"));
		User.until(() -> User.scores().size() == 1);
		User.until(() -> recorder.getText().contains("run("));
		String recorded = recorder.getText().lines().filter(l -> l.startsWith("run(")).findFirst().orElseThrow();
		System.out.println(recorded.replace(model, "MODEL"));
		String title = IJ.getImage().getTitle();
		System.out.println(title);
		IJ.getImage().close();
		new Interpreter().run(recorded);
		System.out.println("replayed " + row(User.scores()).equals(row(ResultsTable.getResultsTable())) + " " + title.equals(IJ.getImage().getTitle()));
		recorder.close();
		IJ.getImage().close();
	}

	private static String row(ResultsTable table) {
		return table.getStringValue("Image", 0) + " " + table.getValue("Score", 0) + " " + table.getStringValue("Decision", 0);
	}

	/** Escape once the plot shows that training goes on. */
	private static void train(String model, boolean keep) throws Exception {
		choose(model, keep);
		User.until(() -> plot() != null);
		User.stop(MenuProbe::working);
		System.out.println(new File(model).getName() + " " + new File(model).exists());
		EventQueue.invokeAndWait(() -> plot().close());
	}

	private static void choose(String model, boolean keep) throws Exception {
		User.choose("Train Model...", Map.of("Normal images from", "Stack", "Model file to write", model, "Preset", "fast", "Size (pixels)", "64",
			"Training steps", "100000", "If cancelled, keep the best so far", Boolean.toString(keep)));
	}

	/** Stopped by the button that keeps the state, gone on with, then cancelled. */
	private static void trainLater(String model) throws Exception {
		File checkpoint = new File(model + ".checkpoint");
		choose(model, true);
		User.until(() -> plot() != null);
		JButton later = User.await(() -> User.button("Continue later"));
		EventQueue.invokeAndWait(later::doClick);
		User.until(() -> !working());
		System.out.println("later.stfpm " + new File(model).exists() + ", checkpoint " + checkpoint.exists());
		EventQueue.invokeAndWait(() -> plot().close());
		choose(model, true);
		User.until(() -> plot() != null);
		System.out.println("resumed " + IJ.getLog().contains("Resumed after step"));
		User.stop(MenuProbe::working);
		System.out.println("later.stfpm " + new File(model).exists() + ", checkpoint " + checkpoint.exists());
		EventQueue.invokeAndWait(() -> plot().close());
	}

	private static boolean working() {
		return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("Run$_Train Model...") || t
			.getName().equals("Train Model..."));
	}

	private static PlotWindow plot() {
		for (int id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList())
			if (WindowManager.getImage(id).getWindow() instanceof PlotWindow window) return window;
		return null;
	}
}
