package sc.fiji.stfpm.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.IntSupplier;

import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.weights.Backbone;

/**
 * The same networks on several devices, each of which serves one call; or on a CPU, where calls of threads that {@linkplain EngineThreads#share share} its
 * processors are served at the same time, and any other alone. A call waits until there is room for it. Thread-safe.
 */
public final class DeviceNetworks implements DistanceNetwork {
	/** Room of a CPU; what up to four share has no remainder. */
	private static final int CPU_ROOM = 12;

	private final List<DistanceNetwork> all;
	private final Deque<DistanceNetwork> idle;
	private final Semaphore room;
	private final IntSupplier needed;

	private DeviceNetworks(List<DistanceNetwork> all, int room, IntSupplier needed) {
		this.all = new CopyOnWriteArrayList<>(all);
		idle = new ArrayDeque<>(all);
		this.room = new Semaphore(room, true);
		this.needed = needed;
	}

	/**
	 * Networks on devices, those themselves where it is one that is no CPU.
	 *
	 * @param networks makes them on a device
	 */
	public static DistanceNetwork of(Devices devices, Function<ComputeDevice, DistanceNetwork> networks) {
		List<DistanceNetwork> made = new ArrayList<>();
		try {
			for (ComputeDevice device : devices.each())
				made.add(networks.apply(device));
		}
		catch (RuntimeException | Error e) {
			made.forEach(DistanceNetwork::close);
			throw e;
		}
		if (made.size() > 1) return new DeviceNetworks(made, made.size(), () -> 1);
		return devices.isCpu() ? new DeviceNetworks(made, CPU_ROOM, () -> Math.max(1, CPU_ROOM / EngineThreads.sharing())) : made.get(0);
	}

	<T> T onFree(Function<DistanceNetwork, T> call) {
		int permits = needed.getAsInt();
		room.acquireUninterruptibly(permits);
		try {
			DistanceNetwork network = take();
			try {
				return call.apply(network);
			}
			finally {
				giveBack(network);
			}
		}
		finally {
			room.release(permits);
		}
	}

	/** One that is idle, the first of all before others; on a CPU another one is made where there is none. */
	private DistanceNetwork take() {
		synchronized (idle) {
			if (!idle.isEmpty()) return idle.removeFirst();
			DistanceNetwork another = first().another();
			all.add(another);
			return another;
		}
	}

	private void giveBack(DistanceNetwork network) {
		synchronized (idle) {
			if (network == first()) idle.addFirst(network);
			else idle.addLast(network);
		}
	}

	@Override
	public Backbone backbone() {
		return first().backbone();
	}

	@Override
	public List<Integer> layers(int scale) {
		return first().layers(scale);
	}

	@Override
	public OptionalLong freeBytes() {
		return all.stream().map(DistanceNetwork::freeBytes).flatMapToLong(OptionalLong::stream).min();
	}

	@Override
	public DistanceNetwork first() {
		return all.get(0);
	}

	@Override
	public DistanceNetwork another() {
		return first().another();
	}

	@Override
	public int reach() {
		return first().reach();
	}

	@Override
	public List<List<DistanceMap>> distances(int scale, float[] images, int n, int height, int width) {
		return onFree(network -> network.distances(scale, images, n, height, width));
	}

	@Override
	public List<DistanceMap> distances(int scale, float[] image, int height, int width, CellMeans.Part part) {
		return onFree(network -> network.distances(scale, image, height, width, part));
	}

	@Override
	public void close() {
		all.forEach(DistanceNetwork::close);
	}
}
