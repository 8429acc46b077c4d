package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.weights.Backbone;

/** Stand-ins for networks on GPUs, which only say who was asked. */
class DeviceNetworksTest {
	private static final Devices TWO = new Devices(List.of(ComputeDevice.of("cpu"), ComputeDevice.of("cpu")));

	/** Waits in each call until as many are in one as there are networks. */
	private static final class Meeting implements DistanceNetwork {
		private final CountDownLatch all;
		private final AtomicInteger inside = new AtomicInteger();
		private boolean shared;
		private boolean closed;
		private OptionalLong free = OptionalLong.empty();

		Meeting(CountDownLatch all) {
			this.all = all;
		}

		@Override
		public Backbone backbone() {
			return Backbone.RESNET18;
		}

		@Override
		public List<Integer> layers(int scale) {
			return List.of(0);
		}

		@Override
		public OptionalLong freeBytes() {
			return free;
		}

		@Override
		public int reach() {
			return 1;
		}

		@Override
		public List<List<DistanceMap>> distances(int scale, float[] images, int n, int height, int width) {
			if (inside.incrementAndGet() > 1) shared = true;
			try {
				all.countDown();
				assertTrue(all.await(60, TimeUnit.SECONDS), "the other network is never asked");
				if (height == 0) throw new IllegalStateException("no rows");
				return List.of();
			}
			catch (InterruptedException e) {
				throw new IllegalStateException(e);
			}
			finally {
				inside.decrementAndGet();
			}
		}

		@Override
		public List<DistanceMap> distances(int scale, float[] image, int height, int width, CellMeans.Part part) {
			return distances(scale, image, 1, height, width).isEmpty() ? List.of() : null;
		}

		@Override
		public void close() {
			closed = true;
		}
	}

	@Test
	void callsAtTheSameTimeGoToDifferentDevicesAndNeverTwoToOne() throws Exception {
		CountDownLatch all = new CountDownLatch(2);
		List<Meeting> made = new ArrayList<>();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try (DistanceNetwork networks = DeviceNetworks.of(TWO, device -> {
			made.add(new Meeting(all));
			return made.get(made.size() - 1);
		})) {
			List<Future<?>> calls = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				int height = i % 5 == 0 ? 0 : 1;
				calls.add(threads.submit(() -> height == 0 ? assertThrows(IllegalStateException.class, () -> networks.distances(0, new float[0], 0, 1, null))
					: networks.distances(0, new float[0], 1, 1, 1)));
			}
			for (Future<?> call : calls)
				call.get(60, TimeUnit.SECONDS);
			assertSame(made.get(0), networks.first());
		}
		finally {
			threads.shutdown();
		}
		assertEquals(2, made.size());
		for (Meeting one : made) {
			assertFalse(one.shared);
			assertTrue(one.closed);
		}
	}

	@Test
	void theLeastFreeMemoryCounts() {
		List<Meeting> made = new ArrayList<>();
		DistanceNetwork networks = DeviceNetworks.of(TWO, device -> {
			made.add(new Meeting(new CountDownLatch(0)));
			return made.get(made.size() - 1);
		});
		assertEquals(OptionalLong.empty(), networks.freeBytes());
		made.get(0).free = OptionalLong.of(7);
		assertEquals(OptionalLong.of(7), networks.freeBytes());
		made.get(1).free = OptionalLong.of(5);
		assertEquals(OptionalLong.of(5), networks.freeBytes());
	}

	@Test
	void oneDeviceIsItsNetworkItself() {
		Meeting one = new Meeting(new CountDownLatch(0));
		assertSame(one, DeviceNetworks.of(new Devices(TWO.each().subList(0, 1)), device -> one));
		assertSame(one, one.first());
	}

	@Test
	void whereOneCannotBeMadeTheOthersAreFreed() {
		List<Meeting> made = new ArrayList<>();
		assertThrows(IllegalStateException.class, () -> DeviceNetworks.of(TWO, device -> {
			if (!made.isEmpty()) throw new IllegalStateException("no memory");
			made.add(new Meeting(new CountDownLatch(0)));
			return made.get(0);
		}));
		assertTrue(made.get(0).closed);
	}
}
