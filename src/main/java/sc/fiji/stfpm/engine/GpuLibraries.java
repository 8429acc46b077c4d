package sc.fiji.stfpm.engine;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import sc.fiji.stfpm.engine.NvidiaDriver.Gpu;

/**
 * PyTorch's libraries for NVIDIA GPUs: the version and flavour that the engine's own part fits, which of the files in PyTorch's
 * archive they are, and what driver and GPU they need.
 *
 * @param system {@code linux} or {@code win}
 * @param archive where PyTorch publishes them, as one zip
 */
public record GpuLibraries(String system, URI archive) {
	/** Of PyTorch; the engine's part that links to it is made for this one alone. */
	public static final String VERSION = "2.7.1";
	/** CUDA 12.8: the one flavour that the jar pytorch-jni has a part for. */
	public static final String FLAVOR = "cu128";
	/** What PyTorch writes into the archive as its version. */
	public static final String BUILD = VERSION + "+" + FLAVOR;
	public static final String LICENCE = "PyTorch: BSD-3-Clause; CUDA and cuDNN, which are in it: NVIDIA's licence agreements";

	/** Programs made with any CUDA 12 run with the driver of the first. */
	private static final int LEAST_CUDA = 12000;
	/** Turing, of 2018: what PyTorch 2.7 was compiled for with CUDA 12.8. */
	private static final int LEAST_CAPABILITY = 75;
	private static final String FOLDER = "https://download.pytorch.org/libtorch/" + FLAVOR + "/";

	/**
	 * What the engine loads. Not libcufile_rdma: only fetching over InfiniBand needs it, and without that hardware's own libraries it
	 * cannot be loaded, at which the engine would not start.
	 */
	private static final Pattern LINUX = Pattern.compile(
		"lib(?:c10|c10_cuda|caffe2_nvrtc|torch|torch_cpu|torch_cuda\\w*)\\.so|lib(?:cu(?!file_rdma)|nv|gomp|iomp)[^/\\\\]*\\.so(?:\\.\\d+)*");
	private static final Pattern WINDOWS = Pattern.compile(
		"(?:c10|c10_cuda|caffe2_nvrtc|torch|torch_cpu|torch_cuda\\w*|asmjit|fbgemm|uv|zlibwapi)\\.dll|(?:cu|nv|libiomp)[^/\\\\]*\\.dll");
	private static final List<String> NEEDED = List.of("c10", "c10_cuda", "torch", "torch_cpu", "torch_cuda", "cudart", "cublas", "cudnn");

	/** Those of a platform, by Java's names for it; empty where PyTorch makes none. */
	public static Optional<GpuLibraries> of(String osName, String osArch) {
		String os = osName.toLowerCase(Locale.ROOT);
		if (!osArch.equals("amd64") && !osArch.equals("x86_64")) return Optional.empty();
		if (os.startsWith("linux")) return Optional.of(new GpuLibraries("linux", URI.create(FOLDER
			+ "libtorch-cxx11-abi-shared-with-deps-" + VERSION + "%2B" + FLAVOR + ".zip")));
		if (os.startsWith("windows")) return Optional.of(new GpuLibraries("win", URI.create(FOLDER + "libtorch-win-shared-with-deps-" + VERSION
			+ "%2B" + FLAVOR + ".zip")));
		return Optional.empty();
	}

	/** Those of this machine. */
	public static Optional<GpuLibraries> ofThisMachine() {
		return of(System.getProperty("os.name"), System.getProperty("os.arch"));
	}

	/** Version, flavour and platform, as the engine names its own folders. */
	public String folderName() {
		return VERSION + "-" + FLAVOR + "-" + system + "-x86_64";
	}

	/** Whether a file of the archive is one of them. */
	boolean has(String fileName) {
		return (system.equals("linux") ? LINUX : WINDOWS).matcher(fileName).matches();
	}

	/** What is missing among files, by its name without what the platform puts around; empty where nothing is. */
	List<String> missingIn(List<String> fileNames) {
		List<String> missing = new ArrayList<>();
		for (String needed : NEEDED) {
			// Those of CUDA carry a number or a hash in their names.
			Pattern name = Pattern.compile((system.equals("linux") ? "lib" : "") + needed + (needed.startsWith("cu") ? ".*" : system.equals("linux")
				? "\\.so" : "\\.dll"));
			if (fileNames.stream().noneMatch(file -> name.matcher(file).matches())) missing.add(needed);
		}
		return missing;
	}

	/** Whether a redirect may lead there: by the same scheme to the same host or one of PyTorch's. */
	boolean mayLeadTo(URI target) {
		String host = target.getHost() == null ? "" : target.getHost().toLowerCase(Locale.ROOT);
		return archive.getScheme().equalsIgnoreCase(target.getScheme()) && (host.equals(archive.getHost()) || host.endsWith(".pytorch.org"));
	}

	/** Why a driver and its GPUs cannot run them, in words that go behind "because"; empty where they can. */
	public String problem(NvidiaDriver driver) {
		if (!driver.isUsable()) return driver.problem();
		if (driver.cuda() < LEAST_CUDA) return "the NVIDIA driver " + driver.version() + " is too old for the libraries " + FLAVOR
			+ ": it is for CUDA up to " + NvidiaDriver.cudaText(driver.cuda()) + ", needed is one for CUDA " + NvidiaDriver.cudaText(
				LEAST_CUDA) + ", that is " + (system.equals("linux") ? "525.60.13" : "528.33") + " or later; update it";
		List<Gpu> gpus = driver.gpus();
		if (gpus.stream().allMatch(gpu -> gpu.capability() > 0 && gpu.capability() < LEAST_CAPABILITY)) return "the libraries " + FLAVOR
			+ " are made for GPUs of compute capability 7.5 (Turing, 2018) and later, and this machine has " + String.join("; ", gpus.stream()
				.map(Gpu::toString).toList());
		return "";
	}
}
