package sc.fiji.stfpm.network;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import com.sun.jna.WString;

import sc.fiji.stfpm.engine.GpuLibraries;
import sc.fiji.stfpm.engine.LibraryFolder;
import sc.fiji.stfpm.engine.NvidiaDriver;

/**
 * Tells the engine, before it starts, which of PyTorch's libraries to load: those that the user names, else those for GPUs where they
 * lie in the user's folder and driver and GPU can run them, else those for the CPU in the jar.
 */
final class EngineLibraries {
	private static final String PATH = "PYTORCH_LIBRARY_PATH", FLAVOR = "PYTORCH_FLAVOR";

	private static volatile Path chosen;

	private EngineLibraries() {}

	/** Sets the properties that the engine reads, unless the user has set them or the variables of their names. */
	static void choose() {
		String named = set(PATH);
		if (named != null) {
			// By itself the engine takes a flavour for which it has no part of its own.
			if (set(FLAVOR) == null) System.setProperty(FLAVOR, flavor(named));
			return;
		}
		if (set(FLAVOR) != null || set("PYTORCH_VERSION") != null) return;
		Optional<GpuLibraries> gpu = GpuLibraries.ofThisMachine();
		if (gpu.isPresent() && LibraryFolder.problem(gpu.get()).isEmpty() && gpu.get().problem(NvidiaDriver.ofThisMachine()).isEmpty()) use(
			LibraryFolder.of(gpu.get()));
	}

	private static void use(Path folder) {
		chosen = folder;
		System.setProperty(PATH, folder.toString());
		System.setProperty(FLAVOR, GpuLibraries.FLAVOR);
		// NVIDIA's libraries otherwise round what they multiply to 10 bits on newer GPUs, and scores would not be those of the CPU.
		if (Platform.isLinux()) NativeEnvironment.setDefault("NVIDIA_TF32_OVERRIDE", "0");
		// Windows looks for a library's own libraries in the program's folder and in PATH, but not beside it.
		if (Platform.isWindows()) Function.getFunction("kernel32", "SetDllDirectoryW").invokeInt(new Object[] { new WString(folder.toString()) });
	}

	/** The flavour of a path's libraries that there is a part of the engine for. */
	static String flavor(String path) {
		for (String folder : path.split(File.pathSeparator))
			if (hasCuda(Path.of(folder)) || hasCuda(Path.of(folder).toAbsolutePath().getParent())) return GpuLibraries.FLAVOR;
		return "cpu";
	}

	static boolean hasCuda(Path folder) {
		return Files.exists(folder.resolve(System.mapLibraryName("torch_cuda")));
	}

	/** Whether the user named them. */
	static boolean isNamed() {
		return chosen == null && set(PATH) != null;
	}

	/** What a failed start may have to do with it. */
	static String advice() {
		String path = set(PATH);
		if (path == null) return "";
		return " The libraries are those of " + path + "; to use those of the jar, for the CPU, " + (chosen == null ? "unset " + PATH : "start Java with -D"
			+ LibraryFolder.PROPERTY + "=" + LibraryFolder.NONE + " or delete that folder") + ".";
	}

	private static String set(String name) {
		String variable = System.getenv(name);
		return variable != null ? variable : System.getProperty(name);
	}
}
