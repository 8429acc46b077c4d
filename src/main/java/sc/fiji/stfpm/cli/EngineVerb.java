package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.engine.GpuLibraries;
import sc.fiji.stfpm.engine.LibraryDownload;
import sc.fiji.stfpm.engine.LibraryFolder;
import sc.fiji.stfpm.engine.LibraryInstall;
import sc.fiji.stfpm.engine.NvidiaDriver;
import sc.fiji.stfpm.ui.EngineReport;

/** {@code stfpm engine}. */
@Command(name = "engine", mixinStandardHelpOptions = true,
	description = "Describes and tests the engine and its devices, or fetches or imports its libraries for NVIDIA GPUs.")
final class EngineVerb implements Callable<Integer> {
	/** What to do instead of describing. */
	private static final class Action {
		@Option(names = "--fetch", paramLabel = "FLAVOUR",
			description = "Fetch the GPU libraries, cu128, from PyTorch's server; naming them is your consent to some gigabytes and their licences.")
		private String flavor;

		@Option(names = "--import", paramLabel = "FILE",
			description = "Take the GPU libraries from PyTorch's zip, fetched elsewhere, or from a folder unpacked from it.")
		private Path source;

		@Option(names = "--list", description = "Say what would be fetched, from where and whereto.")
		private boolean list;
	}

	@Spec
	private CommandSpec spec;

	@ArgGroup(exclusive = true)
	private Action action;

	@Option(names = "--device", defaultValue = "auto", paramLabel = "NAME", description = "Device to test: auto, cpu, gpu, gpu:N or mps. Default: ${DEFAULT-VALUE}.")
	private String device;

	@Override
	public Integer call() throws IOException {
		PrintWriter out = spec.commandLine().getOut();
		ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
		if (action == null) {
			out.print(EngineReport.tested(device, progress));
			return 0;
		}
		GpuLibraries libraries = GpuLibraries.ofThisMachine().orElseThrow(() -> new IOException(
			"There are libraries for NVIDIA GPUs for Linux and Windows on x86-64 alone"));
		if (action.list) list(libraries, out);
		else if (action.source != null) installed(LibraryInstall.from(action.source, libraries, progress), libraries, out);
		else installed(fetch(libraries, progress), libraries, out);
		return 0;
	}

	private Path fetch(GpuLibraries libraries, ConsoleProgress progress) throws IOException {
		if (!action.flavor.equals(GpuLibraries.FLAVOR)) throw new ParameterException(spec.commandLine(), "--fetch: there are no libraries '"
			+ action.flavor + "' that this version can use, only " + GpuLibraries.FLAVOR);
		return LibraryDownload.fetch(libraries, NvidiaDriver.ofThisMachine(), progress);
	}

	private static void installed(Path folder, GpuLibraries libraries, PrintWriter out) {
		out.println("The GPU libraries are in " + folder + " and will be used from the next start on");
		String problem = libraries.problem(NvidiaDriver.ofThisMachine());
		if (!problem.isEmpty()) out.println("Not on this machine as it is, because " + problem);
	}

	private static void list(GpuLibraries libraries, PrintWriter out) {
		out.println("Needed:    PyTorch " + GpuLibraries.BUILD + " for " + libraries.system() + "-x86_64");
		out.println("From:      " + libraries.archive());
		out.println("Licences:  " + GpuLibraries.LICENCE);
		out.println("Whereto:   " + LibraryFolder.of(libraries));
		String problem = LibraryFolder.problem(libraries);
		out.println("There:     " + (problem.isEmpty() ? "yes, whole" : "no: the GPU libraries " + problem));
		String driver = libraries.problem(NvidiaDriver.ofThisMachine());
		out.println("Usable:    " + (driver.isEmpty() ? "yes" : "no, because " + driver));
	}
}
