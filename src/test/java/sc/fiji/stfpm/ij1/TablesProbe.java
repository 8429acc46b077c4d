package sc.fiji.stfpm.ij1;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.event.ActionEvent;
import java.util.Map;

import javax.swing.JButton;
import javax.swing.JList;
import javax.swing.SwingUtilities;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import sc.fiji.stfpm.testing.imagej.User;

/**
 * A user at ImageJ's window, who measures, detects several times and accepts what was found; prints what the tables then have.
 * Arguments: an image, a model by which part of it is anomalous, a memory for which it is, too, a folder of one image, in-folder.tif,
 * and a folder to write to.
 */
final class TablesProbe {
	private TablesProbe() {}

	public static void main(String[] args) throws Exception {
		new ImageJ();
		for (String command : new String[] { "Detect Anomalies...=DetectAnomalies", "Accept as Normal...=AcceptAsNormal",
			"Detect Anomalies in Folder...=DetectInFolder" })
			register(command.split("=")[0], command.split("=")[1]);
		IJ.open(args[0]);
		IJ.run("Measure");
		detect(args[1]);
		say("columns", User.scores().getColumnHeadings().replace('\t', ' '));
		say("measured", ResultsTable.getResultsTable().size() + " rows, scores there "
			+ ResultsTable.getResultsTable().columnExists("Score"));
		say("once", User.scores().size() + " " + anomalies());
		detect(args[1]);
		say("again", User.scores().size() + " " + anomalies());
		detect(args[2]);
		say("by the memory", User.scores().size() + " " + User.scores().getStringValue("Decision", 0) + " " + anomalies());
		Frame frame = WindowManager.getFrame("Anomaly Scores");
		say("wide", frame.getWidth() > 700);
		User.choose("Accept as Normal...", Map.of("Model", args[2], "Part", "Whole image"));
		User.until(() -> User.scores().getStringValue("Decision", 0).equals("normal"));
		User.until(() -> !working());
		say("accepted", User.scores().size() + " " + User.scores().getStringValue("Decision", 0) + " " + anomalies());
		new Interpreter().run("run('Detect Anomalies...', 'model=[" + args[1] + "] show=[Tables only]');"
			+ "run('Detect Anomalies...', 'model=[" + args[1] + "] show=[Tables only]');");
		say("macro", ResultsTable.getResultsTable().size() + " " + User.scores().size() + " " + (anomalies() > 1));
		User.choose("Detect Anomalies in Folder...", Map.of("Folder", args[3], "Model", args[1], "Results go to", args[4]));
		JButton close = User.await(() -> User.button("Close"));
		JList<?> worst = list(SwingUtilities.getWindowAncestor(close));
		say("summary", worst.getModel().getSize() + " images, report " + (User.button("Open report") != null));
		EventQueue.invokeAndWait(() -> {
			worst.setSelectedIndex(0);
			worst.getActionMap().get("open").actionPerformed(new ActionEvent(worst, ActionEvent.ACTION_PERFORMED, "open"));
		});
		User.until(() -> IJ.getImage().getTitle().equals("in-folder.tif"));
		say("opened", IJ.getImage().getOverlay() != null);
		EventQueue.invokeAndWait(close::doClick);
		User.until(() -> User.button("Close") == null);
		say("rows", User.scores().size());
		System.exit(0);
	}

	private static void detect(String model) throws Exception {
		User.choose("Detect Anomalies...", Map.of("Model", model, "Show", "Tables only"));
		IJ.wait(500);
		User.until(() -> !working());
	}

	private static JList<?> list(Container container) {
		for (Component component : container.getComponents()) {
			if (component instanceof JList<?> list) return list;
			JList<?> inner = component instanceof Container next ? list(next) : null;
			if (inner != null) return inner;
		}
		return null;
	}

	private static int anomalies() {
		ResultsTable table = ResultsTable.getResultsTable("Anomalies");
		return table == null ? 0 : table.size();
	}

	private static boolean working() {
		return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().endsWith("..."));
	}

	@SuppressWarnings("unchecked")
	private static void register(String label, String command) {
		Menus.getCommands().put(label, CommandBridge.class.getName() + "(\"" + command + "\")");
	}

	private static void say(String what, Object value) {
		System.out.println(what + ": " + value);
	}
}
