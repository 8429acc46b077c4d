package sc.fiji.stfpm.ij1;

import java.util.Map;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import sc.fiji.stfpm.testing.imagej.User;

/** A user who judges an image, then sets the threshold; prints what the tables say. Arguments: an image and a model. */
final class ThresholdProbe {
	private ThresholdProbe() {}

	public static void main(String[] args) throws Exception {
		new ImageJ();
		register("Detect Anomalies...", "DetectAnomalies");
		register("Set Threshold...", "SetThreshold");
		IJ.open(args[0]);
		User.choose("Detect Anomalies...", Map.of("Model", args[1], "Show", "Map"));
		User.until(() -> WindowManager.getFrame("Anomalies") != null);
		say("judged");
		setThreshold(args[1], "1000");
		User.until(() -> decision().equals("normal"));
		say("above all scores");
		setThreshold(args[1], "0.001");
		User.until(() -> decision().equals("anomalous"));
		say("below them");
		System.exit(0);
	}

	private static void setThreshold(String model, String value) throws Exception {
		User.choose("Set Threshold...", Map.of("Model", model, "Threshold from", "By hand", "Threshold by hand", value));
	}

	private static String decision() {
		return User.scores().getStringValue("Decision", 0);
	}

	private static void say(String when) {
		IJ.wait(500);
		ResultsTable anomalies = ResultsTable.getResultsTable("Anomalies");
		System.out.println(when + ": " + decision() + ", regions " + (User.scores().getValue("Regions", 0) > 0) + " " + (anomalies.size()
			> 0) + ", rows " + User.scores().size());
	}

	@SuppressWarnings("unchecked")
	private static void register(String label, String command) {
		Menus.getCommands().put(label, CommandBridge.class.getName() + "(\"" + command + "\")");
	}
}
