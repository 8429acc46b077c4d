package sc.fiji.stfpm.network;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.jni.LibUtils;
import sc.fiji.stfpm.engine.CudaRuntime;
import sc.fiji.stfpm.engine.GpuLibraries;
import sc.fiji.stfpm.engine.LibraryFolder;
import sc.fiji.stfpm.engine.LoadedLibraries;
import sc.fiji.stfpm.engine.NvidiaDriver;
import sc.fiji.stfpm.engine.WhyCpu;

/** What the engine started with: its libraries, where they come from, and the GPUs that it can use. All of it starts the engine if need be. */
public final class EngineStart {
	private static final Pattern JAR = Pattern.compile("([^/]+\\.jar)!");

	private static Integer gpus;

	private EngineStart() {}

	/** The folder of the libraries that it loaded. */
	public static Path folder() {
		EngineSetup.engine();
		return Path.of(LibUtils.getLibtorchPath());
	}

	/** {@code cpu}, or the flavour of CUDA. */
	public static String flavor() {
		return EngineLibraries.hasCuda(folder()) ? GpuLibraries.FLAVOR : "cpu";
	}

	/** One line: flavour, folder, and the jar that they were unpacked from, if they were. */
	public static String libraries() {
		Path folder = folder();
		return flavor() + ", in " + folder + (folder.startsWith(LibraryFolder.root()) ? ", fetched or imported there" : EngineLibraries
			.isNamed() ? ", named by PYTORCH_LIBRARY_PATH" : ", unpacked from " + jarOf("native/lib/pytorch.properties"));
	}

	/** The names of those that are loaded, the engine's own part with its jar last. */
	public static List<String> loaded() throws IOException {
		List<String> names = new ArrayList<>(LoadedLibraries.of(folder()));
		names.removeIf(name -> name.contains("djl_torch"));
		names.add(System.mapLibraryName("djl_torch") + " (from " + jarOf("jnilib/pytorch.properties") + ")");
		return names;
	}

	private static String jarOf(String resource) {
		URL url = EngineStart.class.getClassLoader().getResource(resource);
		Matcher jar = JAR.matcher(url == null ? "" : url.toString());
		return jar.find() ? jar.group(1) : "an unknown jar";
	}

	/** How many GPUs the engine can use. */
	public static synchronized int gpus() {
		if (gpus == null) gpus = count(EngineSetup.engine());
		return gpus;
	}

	private static int count(Engine engine) {
		if (!engine.hasCapability(StandardCapabilities.CUDA)) return 0;
		// The engine counts by a CUDA of the system's and finds none where there is none; PyTorch has found at least one.
		return Math.max(1, Math.max(engine.getGpuCount(), CudaRuntime.in(folder()).count()));
	}

	/** Why it can use no GPU, in words that go behind "because". */
	public static String whyCpu() {
		boolean gpuLoaded = !flavor().equals("cpu");
		return WhyCpu.reason(new WhyCpu.Situation(EngineSetup.platform(), GpuLibraries.ofThisMachine(), NvidiaDriver.ofThisMachine(), gpuLoaded,
			GpuLibraries.ofThisMachine().map(LibraryFolder::problem).orElse(""), gpuLoaded ? CudaRuntime.in(folder()) : null));
	}
}
