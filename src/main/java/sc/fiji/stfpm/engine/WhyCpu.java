package sc.fiji.stfpm.engine;

import java.util.Optional;

/** Why the engine computes on the CPU, in one sentence. */
public final class WhyCpu {
	/**
	 * What is known of the machine and the engine.
	 *
	 * @param platform such as linux/amd64
	 * @param offered the libraries for this platform; empty where PyTorch makes none
	 * @param driver NVIDIA's
	 * @param gpuLoaded whether the libraries that the engine has loaded are for GPUs
	 * @param installed see {@link LibraryFolder#problem}
	 * @param cuda what the loaded CUDA says, if there is one
	 */
	public record Situation(String platform, Optional<GpuLibraries> offered, NvidiaDriver driver, boolean gpuLoaded, String installed,
		CudaRuntime cuda)
	{}

	private WhyCpu() {}

	/** Why and, where something can be done, what, in words that go behind "because". */
	public static String reason(Situation s) {
		if (s.gpuLoaded) return !s.driver.isUsable() ? s.driver.problem() : s.cuda.problem().isEmpty()
			? "the engine's libraries are for GPUs but do not find one that they can use" : s.cuda.problem();
		if (s.offered.isEmpty()) return "there are libraries for NVIDIA GPUs for Linux and Windows on x86-64 alone, and this is " + s.platform;
		String problem = s.offered.get().problem(s.driver);
		if (!problem.isEmpty()) return problem;
		if (s.installed.isEmpty()) return "the GPU libraries were not there when the engine started, or another choice was made for it"
			+ " (PYTORCH_LIBRARY_PATH, PYTORCH_FLAVOR); restart to use them";
		return "the engine's libraries are for the CPU alone, and the GPU libraries " + s.installed + (LibraryFolder.isOff() ? ""
			: "; get them with Plugins > Anomaly Detection > GPU Support... or stfpm engine --fetch " + GpuLibraries.FLAVOR);
	}
}
