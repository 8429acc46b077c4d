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
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.EngineSetup;
import sc.fiji.stfpm.ui.ModelReport;
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
		else out.print(ModelReport.of(model, ModelFile.read(model)));
		return 0;
	}

	private static void describeEngine(PrintWriter out) throws IOException {
		line(out, "Software", SoftwareVersion.get());
		line(out, "Engine", EngineSetup.description());
		line(out, "Devices", ComputeDevice.available() + ComputeDevice.missingGpuHint());
		line(out, "Embedded teacher", Teacher.open(Teacher.EMBEDDED).label());
		line(out, "Teachers folder", TeacherStore.folder());
	}

	private static void line(PrintWriter out, String what, Object value) {
		out.println(String.format(Locale.ROOT, "%-18s %s", what, value));
	}
}
