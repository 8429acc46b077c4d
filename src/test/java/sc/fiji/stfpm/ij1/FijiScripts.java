package sc.fiji.stfpm.ij1;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.scijava.Context;
import org.scijava.module.Module;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;

import ij.IJ;
import ij.ImagePlus;
import sc.fiji.stfpm.testing.imagej.User;

/**
 * Scripts in Fiji's languages, run as its script editor runs them. Prints what each gave. Argument: the folder that
 * {@link FijiChecks} prepared.
 */
final class FijiScripts {
	private static final String GROOVY = """
		#@ ImagePlus image
		#@ File model
		#@ CommandService commands
		#@output Double score
		#@output ImagePlus map
		import sc.fiji.stfpm.commands.DetectAnomalies
		done = commands.run(DetectAnomalies, true, "image", image, "model", model, "show", "Map").get()
		score = done.getOutput("score")
		map = done.getOutput("result")
		""";
	private static final String JYTHON = """
		#@ Dataset image
		#@ File model
		#@ CommandService commands
		#@output Double score
		#@output Dataset map
		from sc.fiji.stfpm.commands import DetectAnomalies
		done = commands.run(DetectAnomalies, True, ["image", image, "model", model, "show", "Map"]).get()
		score = done.getOutput("score")
		map = done.getOutput("result")
		""";
	private static final String JAVASCRIPT = """
		#@ ImagePlus image
		#@ File model
		#@ CommandService commands
		#@output Double score
		#@output ImagePlus map
		var done = commands.run("sc.fiji.stfpm.commands.DetectAnomalies", true, ["image", image, "model", model, "show", "Mask"]).get();
		score = done.getOutput("score");
		map = done.getOutput("result");
		""";
	/** The core takes what ImgLib2 has, whoever made it. */
	private static final String IMGLIB2 = """
		#@ Dataset image
		#@ File model
		#@output Double score
		#@output String map
		import sc.fiji.stfpm.Stfpm
		detector = Stfpm.open(model.path)
		results = [image, image.imgPlus, image.imgPlus.img].collect { detector.detect(it) }
		score = results*.score().unique().size() == 1 ? results[0].score() : -1
		map = results[0].map().class.simpleName
		detector.close()
		""";
	/** The image that {@code IJ.run} is given counts, not the active one. */
	private static final String IJ_RUN = """
		#@ ImagePlus image
		#@ File model
		#@output Double score
		#@output String map
		import ij.IJ
		import ij.WindowManager
		import ij.measure.ResultsTable
		IJ.createImage("other", "8-bit", 64, 64, 1).show()
		IJ.run(image, "Detect Anomalies...", "model=[" + model + "] show=[Tables only]")
		table = ResultsTable.getResultsTable()
		score = table.getValue("Score", table.size() - 1)
		map = table.getStringValue("Image", table.size() - 1)
		""";
	private static final String FAILING = """
		#@ ImagePlus image
		#@ File model
		#@ CommandService commands
		#@output String map
		import sc.fiji.stfpm.commands.DetectAnomalies
		try {
			commands.run(DetectAnomalies, true, "image", image, "model", model, "show", "Fancy").get()
			map = "went on"
		}
		catch (Exception e) {
			while (e.cause != null && !e.class.name.startsWith("sc.fiji")) e = e.cause
			map = e.message.take(50)
		}
		""";
	private static final String FAILING_IJ_RUN = """
		#@ ImagePlus image
		#@ File model
		#@output String map
		import ij.IJ
		map = "stopped"
		IJ.run(image, "Detect Anomalies...", "model=[" + model + "] show=Fancy")
		map = "went on"
		""";

	private FijiScripts() {}

	private static Map<String, String> scripts() {
		Map<String, String> scripts = new LinkedHashMap<>();
		scripts.put("one.groovy", GROOVY);
		scripts.put("two.py", JYTHON);
		scripts.put("three.js", JAVASCRIPT);
		scripts.put("four.groovy", IMGLIB2);
		scripts.put("five.groovy", IJ_RUN);
		scripts.put("six.groovy", FAILING);
		scripts.put("seven.groovy", FAILING_IJ_RUN);
		return scripts;
	}

	static void write(Path folder) throws IOException {
		for (Map.Entry<String, String> script : scripts().entrySet())
			Files.writeString(folder.resolve(script.getKey()), script.getValue());
	}

	/** What they print where all is well. */
	static List<String> expected(double score, boolean headless) {
		String value = String.format(Locale.ROOT, "%.6f", score);
		return List.of("script: one.groovy " + value + " ImagePlus 90 x 70, 32 bits", "script: two.py " + value
			+ " DefaultDataset", "script: three.js " + value + " ImagePlus 90 x 70, 8 bits", "script: four.groovy " + value
				+ " ArrayImg", "script: five.groovy " + value + " a.tif",
			"script: six.groovy Detect Anomalies...: 'show=Fancy' is not allowed; ", "script: seven.groovy stopped" + (headless ? ""
				: ", dialog: Detect Anomalies...: 'show=Fancy' is not allowed"));
	}

	public static void main(String[] args) {
		try {
			for (String script : scripts().keySet()) {
				System.out.println("script: " + script + " " + run(args[0], script));
				if (!GraphicsEnvironment.isHeadless()) IJ.run("Close All");
			}
			System.exit(0);
		}
		catch (Throwable e) {
			e.printStackTrace();
			System.exit(1);
		}
	}

	private static String run(String folder, String script) throws Exception {
		Context context = (Context) IJ.runPlugIn("org.scijava.Context", "");
		ImagePlus image = IJ.openImage(folder + "/a.tif");
		Future<ScriptModule> running = context.service(ScriptService.class).run(new File(folder, script), true, "image", image,
			"model", new File(folder, "model.stfpm"));
		String dialogs = "";
		while (!running.isDone()) {
			IJ.wait(50);
			if (!GraphicsEnvironment.isHeadless() && !User.dialogs().isEmpty()) dialogs = ", dialog: " + User.message(User.dialogs()
				.get(0)).split(";")[0];
		}
		Module module;
		try {
			module = running.get();
		}
		catch (ExecutionException e) {
			return "threw";
		}
		Object score = module.getOutput("score"), map = module.getOutput("map");
		String kind = map instanceof String || map == null ? String.valueOf(map) : map instanceof ImagePlus shown
			? "ImagePlus " + shown.getWidth() + " x " + shown.getHeight() + ", " + shown.getBitDepth() + " bits" : map.getClass()
				.getSimpleName();
		return (score == null ? "" : String.format(Locale.ROOT, "%.6f ", score)) + kind + dialogs;
	}
}
