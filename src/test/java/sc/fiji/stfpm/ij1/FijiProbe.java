package sc.fiji.stfpm.ij1;

import java.awt.EventQueue;
import java.awt.Menu;
import java.awt.MenuItem;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.scijava.Context;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleService;
import org.scijava.task.event.TaskEvent;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.PlotWindow;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import sc.fiji.stfpm.testing.imagej.User;

/**
 * A user at Fiji's window. Prints a line for each thing done and what came of it. Argument: the folder that
 * {@link FijiChecks} prepared.
 */
final class FijiProbe {
	private final String folder;
	private final String model;
	private final List<String> tasks = new CopyOnWriteArrayList<>();

	private FijiProbe(String folder) {
		this.folder = folder;
		model = folder + "/model.stfpm";
	}

	public static void main(String[] args) {
		try {
			FijiProbe probe = new FijiProbe(args[0]);
			probe.menu();
			probe.errors();
			probe.commands();
			probe.help();
			probe.search();
			probe.afterBatchMode();
			probe.escape();
			System.exit(0);
		}
		catch (Throwable e) {
			e.printStackTrace();
			System.exit(1);
		}
	}

	private static void say(String what, Object came) {
		System.out.println(what + ": " + came);
	}

	/** Every entry of ours and how often it is there. */
	private void menu() {
		Map<String, Integer> entries = new LinkedHashMap<>();
		for (int i = 0; i < Menus.getMenuBar().getMenuCount(); i++)
			collect(Menus.getMenuBar().getMenu(i), entries);
		entries.forEach((entry, times) -> say("menu", entry + " " + times));
	}

	private static void collect(Menu menu, Map<String, Integer> entries) {
		for (int i = 0; i < menu.getItemCount(); i++) {
			MenuItem item = menu.getItem(i);
			if (item instanceof Menu inner) collect(inner, entries);
			else if (String.valueOf(Menus.getCommands().get(item.getLabel())).contains("sc.fiji.stfpm")) entries.merge(menu
				.getLabel() + " > " + item.getLabel(), 1, Integer::sum);
		}
	}

	private void errors() throws Exception {
		IJ.doCommand("Detect Anomalies...");
		say("no image", User.message("Detect Anomalies...").lines().findFirst().orElse(""));
		String options = "model=[" + model + "] ";
		IJ.open(folder + "/a.tif");
		say("unknown key", failure("run('Detect Anomalies...', '" + options + "shwo=Map');"));
		say("no such image", failure("run('Detect Anomalies...', '" + options + "image=nosuch');"));
		say("wrong choice", failure("run('Detect Anomalies...', '" + options + "show=Fancy');"));
		say("no number", failure("run('Train Model...', 'seed=abc');"));
		say("left out", failure("run('Train Model...', 'source=Folder model=[" + folder + "/x.stfpm]');"));
		IJ.run("Close All");
		say("no image in a macro", failure("run('Detect Anomalies...', '" + options + "');"));
	}

	/** What a macro says that must not reach its end. */
	private static String failure(String macro) throws Exception {
		System.clearProperty("reached");
		Thread thread = new Thread(() -> IJ.runMacro(macro + " call('java.lang.System.setProperty', 'reached', 'yes');"));
		thread.start();
		User.until(() -> !User.dialogs().isEmpty() || !thread.isAlive());
		String message = thread.isAlive() ? User.message(User.dialogs().get(0)).lines().findFirst().orElse("") : "no message";
		thread.join(10_000);
		return message + (thread.isAlive() ? " (hangs)" : "") + (System.getProperty("reached") == null ? "" : " (goes on)");
	}

	/** Each command by its dialog, recorded, then replayed. */
	private void commands() throws Exception {
		recorded("Open Sample Data...", Map.of("Sample", "Woven fabric"));
		recorded("Woven Fabric (Anomaly Detection)", Map.of());
		recorded("Blood Cells (Anomaly Detection)", Map.of());
		recorded("Train Model...", Map.of("Folder (for 'Folder')", folder + "/set", "Model file to write", folder + "/new.stfpm",
			"Replace an existing model file", "true", "Size (pixels)", "64"));
		recorded("Detect Anomalies...", Map.of("Model", model, "Show", "Map"));
		recorded("Detect Anomalies in Folder...", Map.of("Folder", folder + "/set/test/good", "Model", model, "Results go to",
			folder + "/results"));
		recorded("Evaluate Model...", Map.of("Labelled folder", folder + "/set", "Model", model, "Show plots and worst calls",
			"true"));
		recorded("Run Benchmark...", Map.of("Data set", folder + "/set", "Results go to", folder + "/benchmark", "Seeds", "1",
			"Size (pixels)", "64"));
		recorded("Set Threshold...", Map.of("Model", model, "Threshold from", "By hand", "Threshold by hand", "1.5", "Write to (optional)",
			folder + "/other.stfpm", "Replace an existing file there", "true"));
		recorded("Model Information...", Map.of("Model", model));
		recorded("Export as ONNX...", Map.of("Model", model, "ONNX file to write", folder + "/model.onnx", "Replace an existing file", "true"));
		recorded("Engine Status", Map.of());
		recorded("Import Teacher Weights...", Map.of("Weight file", folder + "/teacher.safetensors",
			"Replace an existing file of this name", "true"));
		recorded("Import anomalib Checkpoint...", Map.of("Checkpoint", folder + "/anomalib.ckpt", "Model", folder
			+ "/imported.stfpm", "Replace an existing model file", "true"));
		recorded("Anomaly Detection Help", Map.of());
		User.choose("Download Teacher Weights...", Map.of());
		say("not agreed", User.problem("Download Teacher Weights...").split(" \\(resnet18")[0]);
		User.answer("Download Teacher Weights...", Map.of(), 1);
	}

	private void recorded(String command, Map<String, String> answers) throws Exception {
		IJ.open(folder + "/a.tif");
		User.clearTables();
		Recorder recorder = new Recorder();
		if (answers.isEmpty()) IJ.doCommand(command);
		else User.choose(command, answers);
		User.until(() -> !working(command) && recorder.getText().contains("run(\"" + command));
		List<String> lines = recorder.getText().lines().filter(line -> line.startsWith("run(\"" + command)).toList();
		recorder.close();
		User.close("Anomaly Detection");
		say("recorded", lines.get(0).replace(folder, "FOLDER") + (lines.size() == 1 ? "" : " and more"));
		String made = made();
		IJ.run("Close All");
		IJ.open(folder + "/a.tif");
		User.clearTables();
		System.clearProperty("reached");
		IJ.runMacro(lines.get(0) + "\ncall('java.lang.System.setProperty', 'reached', 'yes');");
		User.close("Anomaly Detection");
		say("replayed", (System.getProperty("reached") != null && made.equals(made()) ? "alike" : "otherwise: " + made + " / " + made())
			+ (User.dialogs().isEmpty() ? "" : " with dialogs " + User.dialogs()));
		IJ.run("Close All");
	}

	private void help() throws Exception {
		IJ.open(folder + "/a.tif");
		String said = User.help("Detect Anomalies...");
		say("help", said.contains("Judges the open image") && said.contains("In macros: planes="));
		IJ.run("Close All");
	}

	/** Open images and rows of the table. */
	private static String made() {
		return String.join(", ", WindowManager.getImageTitles()) + "; " + User.rows() + " rows";
	}

	private static boolean working(String command) {
		return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().contains(command));
	}

	/** As the search bar runs it. */
	private void search() throws Exception {
		ModuleService modules = context().service(ModuleService.class);
		List<ModuleInfo> found = modules.getModules().stream().filter(info -> info.isVisible() && info.getTitle().equals(
			"Detect Anomalies...")).toList();
		IJ.open(folder + "/a.tif");
		Thread thread = new Thread(() -> modules.run(found.get(0), true));
		thread.start();
		User.answer("Detect Anomalies...", Map.of("Model", model, "Show", "Mask"));
		User.until(() -> WindowManager.getImageCount() == 2);
		say("search bar", found.size() + " entry, " + made());
		IJ.run("Close All");
	}

	/** A macro in batch mode must leave nothing behind that a later command from the menu takes for the active image. */
	private void afterBatchMode() throws Exception {
		IJ.runMacro("setBatchMode(true); open('" + folder + "/a.tif'); run('Detect Anomalies...', 'model=[" + model
			+ "] show=Mask'); close(); close();");
		User.clearTables();
		IJ.open(folder + "/set/test/good/1.png");
		ImagePlus other = IJ.openImage(folder + "/a.tif");
		IJ.run(other, "Detect Anomalies...", "model=[" + model + "] show=[Tables only]");
		User.choose("Detect Anomalies...", Map.of("Model", model, "Show", "Tables only"));
		User.until(() -> User.scores().size() == 1);
		say("judged", ResultsTable.getResultsTable().getStringValue("Image", 0) + ", " + User.scores().getStringValue("Image", 0));
		IJ.run("Close All");
	}

	private void escape() throws Exception {
		context().service(EventService.class).subscribe(this);
		IJ.open(folder + "/a.tif");
		User.choose("Train Model...", Map.of("Folder (for 'Folder')", folder + "/set", "Model file to write", folder
			+ "/escaped.stfpm", "Preset", "fast", "Size (pixels)", "64", "Training steps", "100000",
			"If cancelled, keep the best so far", "false"));
		User.until(() -> plot() != null);
		say("progress", (User.await(() -> User.button("Cancel")) != null) + ", tasks of SciJava's " + tasks);
		User.stop(() -> working("Train Model..."));
		say("escape", "model written " + new File(folder, "escaped.stfpm").exists() + ", dialogs " + User.dialogs());
		EventQueue.invokeAndWait(() -> plot().close());
	}

	@EventHandler
	void progress(TaskEvent event) {
		if (!event.getTask().isDone()) tasks.add(event.getTask().getName());
	}

	private static PlotWindow plot() {
		for (int id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList())
			if (WindowManager.getImage(id).getWindow() instanceof PlotWindow window) return window;
		return null;
	}

	private static Context context() {
		return (Context) IJ.runPlugIn("org.scijava.Context", "");
	}
}
