package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What images are judged on: one device, or several that judge images at the same time.
 *
 * @param each at least one
 */
public record Devices(List<ComputeDevice> each) {
	/** Names all GPUs that there are. */
	public static final String ALL_GPUS = "gpus";
	static final String SEPARATOR = ",";

	public Devices {
		if (each.isEmpty()) throw new IllegalArgumentException("There must be at least one device");
		each = List.copyOf(each);
	}

	/**
	 * Chooses devices.
	 *
	 * @param name of one, see {@link ComputeDevice#of}; {@value #ALL_GPUS} for all GPUs; or several of the former with commas between
	 * @throws IllegalArgumentException if a name is unknown or given twice, or the engine has no such device
	 */
	public static Devices of(String name) {
		if (name.trim().toLowerCase(Locale.ROOT).equals(ALL_GPUS)) return new Devices(ComputeDevice.gpus());
		List<ComputeDevice> devices = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		for (String one : name.split(SEPARATOR, -1)) {
			ComputeDevice device = ComputeDevice.of(one);
			if (!ids.add(device.id())) throw new IllegalArgumentException("Device '" + name + "' names " + device + " twice");
			devices.add(device);
		}
		return new Devices(devices);
	}

	/** What can be chosen: every device, and all GPUs where there are several. */
	public static List<String> offered() {
		return offered(ComputeDevice.available().stream().map(ComputeDevice::id).toList());
	}

	static List<String> offered(List<String> ids) {
		List<String> offered = new ArrayList<>(ids);
		if (ids.stream().filter(id -> id.startsWith("gpu:")).count() > 1) offered.add(ALL_GPUS);
		return offered;
	}

	/** Whether it is the CPU alone. */
	boolean isCpu() {
		return each.size() == 1 && each.get(0).isCpu();
	}

	/**
	 * How many images are best given to them at once. Two for each of several devices, so that one is not idle while an image is resized, or its map and
	 * regions are made of what the device found; one to a single GPU; to a CPU, as many as should {@linkplain EngineThreads#parts share} its threads.
	 *
	 * @param whole whether images are seen whole, at the model's size; tiles are large, and take memory and threads of their own
	 */
	public int atOnce(boolean whole) {
		if (each.size() > 1) return 2 * each.size();
		return whole && isCpu() ? EngineThreads.parts() : 1;
	}

	/** The names of all, with commas between. */
	public String id() {
		return each.stream().map(ComputeDevice::id).collect(Collectors.joining(SEPARATOR));
	}

	@Override
	public String toString() {
		return id();
	}
}
