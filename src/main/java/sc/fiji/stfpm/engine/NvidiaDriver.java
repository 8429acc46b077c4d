package sc.fiji.stfpm.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * NVIDIA's driver, as it describes itself. GPUs are numbered as the driver does; where the environment variable
 * {@code CUDA_VISIBLE_DEVICES} is set, the engine sees fewer or another order.
 *
 * @param version such as 570.86.10; empty where there is none
 * @param cuda the newest CUDA that it knows, 12080 for 12.8; 0 where there is none
 * @param problem why it cannot be used, in words that go behind "because"; empty where it can
 */
public record NvidiaDriver(String version, int cuda, List<Gpu> gpus, String problem) {
	/**
	 * One GPU.
	 *
	 * @param freeBytes of memory now; -1 where it does not tell
	 * @param totalBytes of memory; -1 where it does not tell
	 * @param capability NVIDIA's number for what it can compute, 75 for 7.5; 0 where it does not tell
	 */
	public record Gpu(String name, long freeBytes, long totalBytes, int capability) {
		@Override
		public String toString() {
			String memory = totalBytes < 0 ? "memory unknown" : String.format(Locale.ROOT, "%.1f of %.1f GB free", freeBytes / 1e9,
				totalBytes / 1e9);
			return name + ", " + memory + (capability == 0 ? "" : ", compute capability " + capability / 10 + "." + capability % 10);
		}
	}

	private static final int DRIVER_NOT_LOADED = 9, LIBRARY_MISMATCH = 18;
	private static final int TEXT = 96;

	/** Asks the driver of this machine; takes up to a second where GPUs sleep. */
	public static NvidiaDriver ofThisMachine() {
		if (Platform.isMac()) return none("there is no NVIDIA driver for macOS");
		return of(() -> Native.load(Platform.isWindows() ? "nvml" : "libnvidia-ml.so.1", Nvml.class));
	}

	/** @param library loads it, or throws an {@link UnsatisfiedLinkError} where there is none */
	static NvidiaDriver of(Supplier<Nvml> library) {
		Nvml nvml;
		try {
			nvml = library.get();
		}
		catch (LinkageError e) {
			return none("no NVIDIA driver was found (its library " + (Platform.isWindows() ? "nvml.dll" : "libnvidia-ml.so.1")
				+ " is not there); install NVIDIA's driver for this machine's GPU, if it has one");
		}
		try {
			int result = nvml.nvmlInit_v2();
			if (result != 0) return none(unready(nvml, result));
			try {
				return read(nvml);
			}
			finally {
				nvml.nvmlShutdown();
			}
		}
		catch (LinkageError e) {
			return none("the NVIDIA driver is too old to be asked (" + e.getMessage() + "); install a newer one");
		}
	}

	private static NvidiaDriver none(String problem) {
		return new NvidiaDriver("", 0, List.of(), problem);
	}

	private static String unready(Nvml nvml, int result) {
		String advice = switch (result) {
			case DRIVER_NOT_LOADED -> "the driver is installed, but not loaded: restart the machine, or see whether it has an NVIDIA GPU";
			case LIBRARY_MISMATCH -> "the driver was updated: restart the machine";
			default -> "run nvidia-smi, which should say the same, and install the driver again";
		};
		return "the NVIDIA driver does not work (" + text(nvml, result) + "); " + advice;
	}

	private static String text(Nvml nvml, int result) {
		String text = nvml.nvmlErrorString(result);
		return "NVML error " + result + (text == null ? "" : ": " + text);
	}

	private static NvidiaDriver read(Nvml nvml) {
		byte[] version = new byte[TEXT];
		int[] cuda = { 0 }, count = { 0 };
		int failed = nvml.nvmlSystemGetDriverVersion(version, TEXT);
		if (failed == 0) failed = nvml.nvmlSystemGetCudaDriverVersion(cuda);
		if (failed == 0) failed = nvml.nvmlDeviceGetCount_v2(count);
		if (failed != 0) return none("the NVIDIA driver does not answer (" + text(nvml, failed) + "); restart the machine");
		List<Gpu> gpus = new ArrayList<>();
		for (int i = 0; i < count[0]; i++) {
			Pointer[] device = new Pointer[1];
			failed = nvml.nvmlDeviceGetHandleByIndex_v2(i, device);
			gpus.add(failed == 0 ? gpu(nvml, device[0]) : new Gpu("no answer (" + text(nvml, failed) + ")", -1, -1, 0));
		}
		return new NvidiaDriver(Native.toString(version), cuda[0], gpus, gpus.isEmpty() ? "the NVIDIA driver " + Native.toString(version)
			+ " sees no GPU" : "");
	}

	private static Gpu gpu(Nvml nvml, Pointer device) {
		byte[] name = new byte[TEXT];
		// Version 1 of the structure: total, free, used.
		long[] memory = new long[3];
		int[] major = { 0 }, minor = { 0 };
		boolean named = nvml.nvmlDeviceGetName(device, name, TEXT) == 0;
		boolean measured = nvml.nvmlDeviceGetMemoryInfo(device, memory) == 0;
		boolean capable = nvml.nvmlDeviceGetCudaComputeCapability(device, major, minor) == 0;
		return new Gpu(named ? Native.toString(name) : "a GPU without a name", measured ? memory[1] : -1, measured ? memory[0] : -1, capable
			? major[0] * 10 + minor[0] : 0);
	}

	/** Whether it works and sees a GPU. */
	public boolean isUsable() {
		return problem.isEmpty();
	}

	@Override
	public String toString() {
		return version.isEmpty() ? "none found" : "NVIDIA " + version + ", for CUDA up to " + cudaText(cuda);
	}

	/** 12.8 for 12080. */
	static String cudaText(int cuda) {
		return cuda / 1000 + "." + cuda % 1000 / 10;
	}
}
