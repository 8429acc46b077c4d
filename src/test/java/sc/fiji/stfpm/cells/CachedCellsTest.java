package sc.fiji.stfpm.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import net.imglib2.RandomAccess;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

class CachedCellsTest {
	private static final int WIDTH = 37, HEIGHT = 23;

	private final Map<String, AtomicInteger> loads = new ConcurrentHashMap<>();

	private void fill(long[] min, int[] size, float[] values) {
		loads.computeIfAbsent(min[0] + "," + min[1], key -> new AtomicInteger()).incrementAndGet();
		for (int y = 0; y < size[1]; y++)
			for (int x = 0; x < size[0]; x++)
				values[y * size[0] + x] = (min[1] + y) * 1000 + min[0] + x;
	}

	private Img<FloatType> image(long cacheBytes) {
		return CachedCells.floats(new long[] { WIDTH, HEIGHT }, new int[] { 10, 8 }, cacheBytes, this::fill);
	}

	@Test
	void everyPixelIsWhatItsLoaderSaysAlsoAtTheEnds() {
		float[] values = new float[WIDTH * HEIGHT];
		PrimitiveBlocks.of(image(1 << 20)).copy(new long[] { 0, 0 }, values, new int[] { WIDTH, HEIGHT });
		for (int i = 0; i < values.length; i++)
			assertEquals(i / WIDTH * 1000 + i % WIDTH, values[i]);
		assertEquals(12, loads.size());
	}

	@Test
	void onlyCellsThatAreLookedAtAreComputedAndOnce() {
		Img<FloatType> image = image(1 << 20);
		for (int i = 0; i < 3; i++)
			assertEquals(22_036, image.getAt(36, 22).get());
		assertEquals(Map.of("30,16", 1), counts());
	}

	@Test
	void theCellLookedAtLongestAgoIsDropped() {
		Img<FloatType> image = image(2 * 80 * 4);
		image.getAt(0, 0);
		image.getAt(10, 0);
		image.getAt(0, 0);
		image.getAt(20, 0);
		image.getAt(0, 0);
		assertEquals(Map.of("0,0", 1, "10,0", 1, "20,0", 1), counts());
		image.getAt(10, 0);
		assertEquals(2, counts().get("10,0"));
	}

	@Test
	void aCellLargerThanTheBoundIsReadAllTheSame() {
		Img<FloatType> image = image(0);
		assertEquals(5, image.getAt(5, 0).get());
		assertEquals(6, image.getAt(6, 0).get());
		assertEquals(Map.of("0,0", 1), counts());
	}

	@Test
	void manyRandomReadsOfSeveralThreadsComputeEachCellOnce() throws Exception {
		Img<FloatType> image = image(1 << 20);
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Boolean>> readers = new ArrayList<>();
			for (int t = 0; t < 8; t++) {
				int seed = t;
				readers.add(() -> {
					Random random = new Random(seed);
					RandomAccess<FloatType> access = image.randomAccess();
					boolean right = true;
					for (int i = 0; i < 2000; i++) {
						int x = random.nextInt(WIDTH), y = random.nextInt(HEIGHT);
						right &= access.setPositionAndGet(x, y).get() == y * 1000 + x;
					}
					return right;
				});
			}
			for (Future<Boolean> right : threads.invokeAll(readers))
				assertTrue(right.get());
		}
		finally {
			threads.shutdownNow();
		}
		assertEquals(12, loads.size());
		counts().values().forEach(count -> assertEquals(1, count));
	}

	@Test
	void whoeverWaitsForACellGetsTheOneThatIsBeingComputed() throws Exception {
		CountDownLatch begun = new CountDownLatch(1), go = new CountDownLatch(1);
		// Room for nothing: what is being computed must not be dropped.
		Img<FloatType> image = CachedCells.floats(new long[] { 4, 4 }, new int[] { 2, 2 }, 0, (min, size, values) -> {
			fill(min, size, values);
			if (min[0] + min[1] > 0) return;
			begun.countDown();
			go.await();
		});
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			Future<Float> first = threads.submit(() -> image.getAt(1, 1).get());
			begun.await();
			Future<Float> second = threads.submit(() -> image.getAt(1, 0).get());
			assertEquals(2, image.getAt(2, 0).get());
			go.countDown();
			assertEquals(1001, first.get());
			assertEquals(1, second.get());
			assertEquals(1, counts().get("0,0"));
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void aFailureIsToldAndTriedAgain() {
		IOException broken = new IOException("gone");
		AtomicInteger tries = new AtomicInteger();
		Img<FloatType> image = CachedCells.floats(new long[] { 2 }, new int[] { 2 }, 100, (min, size, values) -> {
			if (tries.incrementAndGet() == 1) throw broken;
			values[1] = 7;
		});
		assertSame(broken, assertThrows(UncheckedIOException.class, () -> image.getAt(1).get()).getCause());
		assertEquals(7, image.getAt(1).get());
	}

	@Test
	void planesBeyondTwoToThe31ArePossible() {
		Img<FloatType> image = CachedCells.floats(new long[] { 100_000, 100_000 }, new int[] { 64, 64 }, 1 << 20, this::fill);
		assertEquals(99_999 * 1000f + 99_999, image.getAt(99_999, 99_999).get(), 16);
		assertEquals(Map.of("99968,99968", 1), counts());
	}

	@Test
	void aLoaderThatLooksAtItsOwnCellIsToldSo() {
		List<Img<FloatType>> images = new ArrayList<>();
		images.add(CachedCells.floats(new long[] { 2 }, new int[] { 2 }, 100, (min, size, values) -> images.get(0).getAt(0)));
		assertThrows(IllegalStateException.class, () -> images.get(0).getAt(1).get());
	}

	@Test
	void sizesThatCannotBeAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> CachedCells.floats(new long[] { 0, 2 }, new int[] { 1, 1 }, 1, this::fill));
		assertThrows(IllegalArgumentException.class, () -> CachedCells.floats(new long[] { 1L << 20, 1L << 20 }, new int[] { 1 << 16,
			1 << 16 }, 1, this::fill));
	}

	private Map<String, Integer> counts() {
		Map<String, Integer> counts = new ConcurrentHashMap<>();
		loads.forEach((cell, count) -> counts.put(cell, count.get()));
		return counts;
	}
}
