package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.engine.GpuLibraries;
import sc.fiji.stfpm.engine.LibraryDownload;
import sc.fiji.stfpm.engine.LibraryInstall;
import sc.fiji.stfpm.engine.NvidiaDriver;
import sc.fiji.stfpm.ui.ImageJProgress;

/** Fetches the engine's libraries for NVIDIA GPUs, once, if the user agrees, or takes them from a file that the user has. */
@Plugin(type = Command.class, label = "GPU Support...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Fetches PyTorch's libraries for NVIDIA GPUs, or takes them from a file. They are not part of the plugin, and used from the next start"
		+ " on.")
public class GpuSupport extends AnomalyCommand {
	@Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
	private String needs = "For an NVIDIA GPU of 2018 or later (compute capability 7.5) with a driver for CUDA 12, on Linux or Windows.";

	@Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
	private String address = "Fetches PyTorch " + GpuLibraries.BUILD + ", once, from download.pytorch.org into .stfpm/engine in your home folder.";

	@Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
	private String size = "One zip of some gigabytes: the log says how many before it begins. About three times as much is needed on the disk.";

	@Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
	private String licence = "Licences: " + GpuLibraries.LICENCE + ".";

	@Parameter(label = "I agree to this download", persist = false,
		description = "Nothing is fetched without it.")
	private boolean agree = false;

	@Parameter(label = "Or from a file (optional)", style = "open", required = false, persist = false,
		description = "PyTorch's zip, fetched on another machine, or a folder that was unpacked from it. Then nothing is fetched.")
	private File file = NONE;

	/** The folder of the libraries. */
	@Parameter(type = ItemIO.OUTPUT)
	private String installed;

	private boolean isFromFile() {
		return !file.getPath().isBlank();
	}

	private static GpuLibraries libraries() {
		return GpuLibraries.ofThisMachine().orElseThrow(() -> new IllegalStateException(
			"There are libraries for NVIDIA GPUs for Linux and Windows on x86-64 alone"));
	}

	@Override
	public void check() {
		if (!agree && !isFromFile()) throw new InputProblem("agree", "Nothing was fetched: tick 'I agree to this download' (agree=true) to get "
			+ libraries().archive() + " (" + GpuLibraries.LICENCE + "), or name a file that you have (file)",
			"Nothing is fetched unless you tick this, or name a file that you have below");
	}

	@Override
	public void checkFiles() {
		if (isFromFile() && !file.exists()) throw new InputProblem("file", file + ": no such file or folder", "There is no such file or folder");
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		shown.offerLater("Stops now. What was fetched stays, and the next download goes on from there.");
		shown.keepsOnCancel();
		NvidiaDriver driver = NvidiaDriver.ofThisMachine();
		Path folder = isFromFile() ? InputProblem.at("file", () -> LibraryInstall.from(file.toPath(), libraries(), shown)) : LibraryDownload.fetch(
			libraries(), driver, shown);
		installed = folder.toString();
		String problem = libraries().problem(driver);
		shown.note("The GPU libraries are in " + installed + "; restart to use them" + (problem.isEmpty() ? "" : ". Not on this machine as it is,"
			+ " because " + problem));
	}
}
