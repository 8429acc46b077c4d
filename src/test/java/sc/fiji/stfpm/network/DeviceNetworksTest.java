package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
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
		private final List<Meeting> others = new ArrayList<>();
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
		public DistanceNetwork another() {
			Meeting another = new Meeting(all);
			others.add(another);
			return another;
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
				assertTrue(await(all, 60_000), "the other network is never asked");
				if (height == 0) throw new IllegalStateException("no rows");
				return List.of();
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

	/** Waits so long, at most. */
	private static boolean await(CountDownLatch latch, long millis) {
		try {
			return latch.await(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Three meet in their calls, and none of them in the call of the one who shares nothing. */
	@Test
	void onACpuThoseWhoShareItAreServedTogetherAndAnyOtherAlone() throws Exception {
		Meeting first = new Meeting(new CountDownLatch(3));
		AtomicInteger inside = new AtomicInteger(), most = new AtomicInteger();
		try (DistanceNetwork networks = DeviceNetworks.of(Devices.of("cpu"), device -> first)) {
			List<CompletableFuture<Void>> sharing = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				sharing.add(CompletableFuture.runAsync(() -> {
					EngineThreads.share(3);
					networks.distances(0, new float[0], 1, 1, 1);
				}, task -> new Thread(task).start()));
			}
			for (CompletableFuture<Void> one : sharing)
				one.get(60, TimeUnit.SECONDS);
			assertEquals(2, first.others.size());
			List<CompletableFuture<Void>> alone = new ArrayList<>();
			for (int i = 0; i < 4; i++)
				alone.add(CompletableFuture.runAsync(() -> ((DeviceNetworks) networks).onFree(network -> {
					most.accumulateAndGet(inside.incrementAndGet(), Math::max);
					await(new CountDownLatch(1), 20);
					return inside.decrementAndGet();
				}), task -> new Thread(task).start()));
			for (CompletableFuture<Void> one : alone)
				one.get(60, TimeUnit.SECONDS);
			assertEquals(1, most.get());
			assertEquals(2, first.others.size(), "nobody needed a further one");
		}
		assertTrue(first.closed);
		first.others.forEach(other -> assertTrue(other.closed && !other.shared));
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
	void theFirstOfOneDeviceIsTheOneThatWasMade() {
		Meeting one = new Meeting(new CountDownLatch(0));
		assertSame(one, DeviceNetworks.of(Devices.of("cpu"), device -> one).first());
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
