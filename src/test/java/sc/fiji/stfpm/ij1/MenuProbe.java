package sc.fiji.stfpm.ij1;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.EventQueue;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.PlotWindow;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;

/**
 * A user at ImageJ's window: chooses commands, fills their dialogs, records, replays, presses Escape; prints what comes
 * of it. Arguments: an image, a model for it, a stack of normal images, a folder to write to.
 */
final class MenuProbe {
	private static final int LIMIT_MS = 30_000;

	private MenuProbe() {}

	public static void main(String[] args) throws Exception {
		new ImageJ();
		register("Detect Anomalies...", "DetectAnomalies");
		register("Train Model...", "TrainModel");
		IJ.open(args[0]);
		recordAndReplay(args[1]);
		IJ.open(args[2]);
		train(args[3] + "/kept.stfpm", true);
		train(args[3] + "/dropped.stfpm", false);
		System.exit(0);
	}

	@SuppressWarnings("unchecked")
	private static void register(String label, String command) {
		Menus.getCommands().put(label, CommandBridge.class.getName() + "(\"" + command + "\")");
	}

	private static void recordAndReplay(String model) throws Exception {
		Recorder recorder = new Recorder();
		choose("Detect Anomalies...", dialog -> {
			text(dialog, 0).setText(model);
			((Choice) dialog.getChoices().get(2)).select("Mask");
		});
		await(() -> ResultsTable.getResultsTable().size() == 1);
		await(() -> recorder.getText().contains("run("));
		String recorded = recorder.getText().lines().filter(l -> l.startsWith("run(")).findFirst().orElseThrow();
		System.out.println(recorded.replace(model, "MODEL"));
		String title = IJ.getImage().getTitle();
		System.out.println(title);
		IJ.getImage().close();
		new Interpreter().run(recorded);
		ResultsTable table = ResultsTable.getResultsTable();
		System.out.println("replayed " + table.getRowAsString(0).substring(1).equals(table.getRowAsString(1).substring(1))
			+ " " + title.equals(IJ.getImage().getTitle()));
		recorder.close();
		IJ.getImage().close();
	}

	/** Escape once the plot shows that training goes on. */
	private static void train(String model, boolean keep) throws Exception {
		choose("Train Model...", dialog -> {
			((Choice) dialog.getChoices().get(0)).select("Stack");
			System.out.println("teacher " + text(dialog, 2).getText());
			text(dialog, 1).setText(model);
			for (Object choice : dialog.getChoices())
				((Choice) choice).select("fast");
			text(dialog, 3).setText("64");
			text(dialog, 4).setText("100000");
			((Checkbox) dialog.getCheckboxes().get(2)).setState(keep);
		});
		await(() -> plot() != null);
		Toolkit.getDefaultToolkit().getSystemEventQueue().postEvent(new KeyEvent(IJ.getInstance(), KeyEvent.KEY_PRESSED, System
			.currentTimeMillis(), 0, KeyEvent.VK_ESCAPE, (char) 27));
		await(() -> !working());
		System.out.println(new File(model).getName() + " " + new File(model).exists());
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

	private static void choose(String command, Consumer<GenericDialog> fill) throws Exception {
		IJ.doCommand(command);
		await(() -> dialog(command) != null);
		GenericDialog dialog = dialog(command);
		EventQueue.invokeAndWait(() -> {
			fill.accept(dialog);
			Button ok = dialog.getButtons()[0];
			dialog.actionPerformed(new ActionEvent(ok, ActionEvent.ACTION_PERFORMED, ok.getLabel()));
		});
	}

	private static TextField text(GenericDialog dialog, int index) {
		return (TextField) dialog.getStringFields().get(index);
	}

	private static GenericDialog dialog(String title) {
		for (Window window : Window.getWindows())
			if (window.isShowing() && window instanceof GenericDialog dialog && dialog.getTitle().equals(title)) return dialog;
		return null;
	}

	private static void await(BooleanSupplier condition) {
		for (int waited = 0; !condition.getAsBoolean(); waited += 50) {
			if (waited > LIMIT_MS) throw new IllegalStateException("Waited in vain");
			IJ.wait(50);
		}
		IJ.wait(300);
	}
}
