package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.TrainingRecord;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.EngineSetup;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.weights.Teacher;
import sc.fiji.stfpm.weights.TeacherStore;

/** {@code stfpm info}. */
@Command(name = "info", mixinStandardHelpOptions = true,
	description = "Describes a model, or without one the engine, its devices and the embedded teacher.")
final class InfoVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "A model file.")
	private Path model;

	@Override
	public Integer call() throws IOException {
		PrintWriter out = spec.commandLine().getOut();
		if (model == null) describeEngine(out);
		else describe(ModelFile.read(model), out);
		return 0;
	}

	private static void describeEngine(PrintWriter out) throws IOException {
		line(out, "Software", SoftwareVersion.get());
		line(out, "Engine", EngineSetup.description());
		line(out, "Devices", ComputeDevice.available() + ComputeDevice.missingGpuHint());
		line(out, "Embedded teacher", Teacher.open(Teacher.EMBEDDED).label());
		line(out, "Teachers folder", TeacherStore.folder());
	}

	private void describe(AnomalyModel m, PrintWriter out) {
		Preprocessing p = m.preprocessing();
		Calibration c = m.calibration();
		TrainingRecord r = m.record();
		line(out, "Model", model);
		line(out, "Backbone", m.student().backbone().id());
		line(out, "Teacher", m.teacher().name() + (m.ownTeacher().isPresent() ? ", inside the model" : ", from " + m
			.teacher().origin()));
		line(out, "Teacher SHA-256", m.teacher().sha256());
		line(out, "Images", p.pixelType().label() + ", channels " + p.channels() + ", range " + p.black() + " to " + p
			.white());
		line(out, "Preprocessing", p.mode() + " " + p.size() + ", " + p.resampling());
		line(out, "Map", m.formula());
		line(out, "Threshold", String.format(Locale.ROOT, "%.6g: %s", c.threshold(), c.provenance()));
		line(out, "Held-out scores", String.format(Locale.ROOT, "%d, from %.4g to %.4g, median %.4g", c.count(), c.minimum(),
			c.maximum(), c.median()));
		line(out, "Trained", r.date() + " with " + r.software() + " on " + r.device() + ", " + r.engine());
		line(out, "Training", String.format(Locale.ROOT,
			"preset %s, seed %d, %d images, %d held out, %d steps, student of step %d, %.0f s", r.preset(), r.seed(), r
				.trainingImages(), r.heldOutImages(), r.steps(), r.bestStep(), r.seconds()));
		line(out, "Options", r.options());
	}

	private static void line(PrintWriter out, String what, Object value) {
		out.println(String.format(Locale.ROOT, "%-18s %s", what, value));
	}
}
