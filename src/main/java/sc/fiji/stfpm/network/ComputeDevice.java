package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import sc.fiji.stfpm.engine.CudaRuntime;

/** A device that networks can run on. What was asked for is never replaced silently by another. */
public final class ComputeDevice {
	private static final Pattern GPU = Pattern.compile("gpu(?::(\\d+))?");

	private final String id;
	private final Device device;

	private ComputeDevice(String id, Device device) {
		this.id = id;
		this.device = device;
	}

	/**
	 * Chooses a device.
	 *
	 * @param name {@code auto} (the first GPU where the engine has one, else the CPU), {@code cpu}, {@code gpu},
	 *          {@code gpu:N} or {@code mps}; for several see {@link Devices#of}
	 * @throws IllegalArgumentException if the name is unknown or the engine has no such device; lists those it has
	 */
	public static ComputeDevice of(String name) {
		String wanted = name.trim().toLowerCase(Locale.ROOT);
		List<ComputeDevice> available = available();
		if (wanted.equals("auto")) return available.get(0);
		Matcher gpu = GPU.matcher(wanted);
		String id = gpu.matches() ? "gpu:" + (gpu.group(1) == null ? "0" : gpu.group(1)) : wanted;
		if (!gpu.matches() && !id.equals("cpu") && !id.equals("mps")) throw new IllegalArgumentException("Unknown device '"
			+ name + "'; allowed are auto, cpu, gpu, gpu:N and mps" + (isSeveral(wanted) ? "; several devices at once can judge images, and"
				+ " nothing else" : ""));
		return available.stream().filter(d -> d.id.equals(id)).findFirst().orElseThrow(() -> unavailable(name, available));
	}

	private static IllegalArgumentException unavailable(String name, List<ComputeDevice> available) {
		return new IllegalArgumentException("Device '" + name + "' is not available; this engine offers " + available + missingGpuHint());
	}

	private static boolean isSeveral(String name) {
		return name.equals(Devices.ALL_GPUS) || name.contains(Devices.SEPARATOR);
	}

	/**
	 * All GPUs.
	 *
	 * @throws IllegalArgumentException if the engine has none; says why
	 */
	static List<ComputeDevice> gpus() {
		List<ComputeDevice> gpus = available().stream().filter(device -> device.device.isGpu()).toList();
		if (gpus.isEmpty()) throw unavailable(Devices.ALL_GPUS, available());
		return gpus;
	}

	/** The devices that this engine can use, the preferred one first, the CPU always among them. */
	public static List<ComputeDevice> available() {
		List<ComputeDevice> devices = new ArrayList<>();
		for (int i = 0; i < EngineStart.gpus(); i++)
			devices.add(new ComputeDevice("gpu:" + i, Device.gpu(i)));
		devices.add(new ComputeDevice("cpu", Device.cpu()));
		// Listed after the CPU, so that 'auto' does not choose it: not every operation that training needs runs on it.
		if (hasMps()) devices.add(new ComputeDevice("mps", Device.of("mps", -1)));
		return devices;
	}

	/** A sentence that says why there is no GPU; empty where there is one. */
	private static String missingGpuHint() {
		return EngineStart.gpus() > 0 ? "" : ". There is no GPU, because " + EngineStart.whyCpu();
	}

	private static boolean hasMps() {
		if (!System.getProperty("os.name").startsWith("Mac")) return false;
		try (NDManager manager = EngineSetup.engine().newBaseManager(Device.of("mps", -1)); NDArray probe = manager.create(
			1f))
		{
			return probe.getFloat() == 1f;
		}
		catch (RuntimeException e) {
			return false;
		}
	}

	/** {@code cpu}, {@code gpu:N} or {@code mps}. */
	public String id() {
		return id;
	}

	boolean isCpu() {
		return id.equals("cpu");
	}

	/** Bytes of a GPU's memory that are free now; empty for other devices, and where CUDA does not tell. */
	OptionalLong freeBytes() {
		return device.isGpu() ? CudaRuntime.freeBytes(EngineStart.folder(), device.getDeviceId()) : OptionalLong.empty();
	}

	NDManager newManager() {
		return EngineSetup.engine().newBaseManager(device);
	}

	@Override
	public String toString() {
		return id;
	}
}
