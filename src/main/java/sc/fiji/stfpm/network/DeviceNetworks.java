package sc.fiji.stfpm.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.weights.Backbone;

/** The same networks on several devices. Each call goes to one that is free, and waits only where none is. Thread-safe. */
public final class DeviceNetworks implements DistanceNetwork {
	private final List<DistanceNetwork> all;
	private final Deque<DistanceNetwork> idle;
	private final Semaphore free;

	private DeviceNetworks(List<DistanceNetwork> all) {
		this.all = all;
		idle = new ArrayDeque<>(all);
		free = new Semaphore(all.size(), true);
	}

	/**
	 * Networks on devices, those themselves where it is one.
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
		return made.size() == 1 ? made.get(0) : new DeviceNetworks(made);
	}

	private <T> T onFree(Function<DistanceNetwork, T> call) {
		free.acquireUninterruptibly();
		DistanceNetwork network = take();
		try {
			return call.apply(network);
		}
		finally {
			giveBack(network);
		}
	}

	private DistanceNetwork take() {
		synchronized (idle) {
			return idle.removeFirst();
		}
	}

	private void giveBack(DistanceNetwork network) {
		synchronized (idle) {
			idle.addLast(network);
		}
		free.release();
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
