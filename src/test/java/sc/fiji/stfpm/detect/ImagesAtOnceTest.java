package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import sc.fiji.stfpm.Progress;

@Timeout(60)
class ImagesAtOnceTest {
	private static final long MANY = 1L << 50;

	@Test
	void theyComeInTheOrderInWhichTheyWereBegun() throws IOException {
		CountDownLatch second = new CountDownLatch(1);
		List<String> notes = new ArrayList<>();
		try (ImagesAtOnce<Integer, String> running = new ImagesAtOnce<>(2, (image, reports) -> {
			await(image, second);
			reports.note("note of " + image);
			return "result of " + image;
		}, nobody -> {})) {
			running.begin(1, 10);
			assertFalse(running.isFull(0));
			running.begin(2, 10);
			assertTrue(running.isFull(0));
			for (int i = 1; i <= 2; i++) {
				assertEquals(i, running.first());
				assertEquals("result of " + i, running.finish(new Progress() {
					@Override
					public void note(String message) {
						notes.add(message);
					}
				}));
			}
			assertTrue(running.isEmpty());
		}
		assertEquals(List.of("note of 1", "note of 2"), notes);
	}

	/** The first ends after the second. */
	private static void await(int image, CountDownLatch second) throws IOException {
		if (image == 2) second.countDown();
		else try {
			second.await();
		}
		catch (InterruptedException e) {
			throw new IOException(e);
		}
	}

	@Test
	void anImageThatNeedsTheMemoryOfOthersWaitsForThem() throws IOException {
		try (ImagesAtOnce<Integer, String> running = new ImagesAtOnce<>(2, (image, reports) -> "", nobody -> {})) {
			assertFalse(running.isFull(MANY), "alone there is room for any");
			running.begin(1, 100);
			assertFalse(running.isFull(100));
			assertTrue(running.isFull(MANY));
			running.finish(Progress.NONE);
			assertFalse(running.isFull(MANY));
		}
	}

	@Test
	void anErrorIsThatOfItsImage() throws IOException {
		try (ImagesAtOnce<Integer, String> running = new ImagesAtOnce<>(2, (image, reports) -> {
			if (image == 1) throw new IOException("broken");
			return "well";
		}, nobody -> {})) {
			running.begin(1, 1);
			running.begin(2, 1);
			assertEquals("broken", assertThrows(IOException.class, () -> running.finish(Progress.NONE)).getMessage());
			assertEquals("well", running.finish(Progress.NONE));
		}
	}

	@Test
	void aCancelReachesAllAndWhatNobodyWantsIsHandedBack() {
		List<String> unwanted = new ArrayList<>();
		AtomicBoolean second = new AtomicBoolean();
		ImagesAtOnce<Integer, String> running = new ImagesAtOnce<>(2, (image, reports) -> {
			while (!reports.isCancelled())
				Thread.onSpinWait();
			if (image == 1) throw new CancellationException();
			second.set(true);
			return "too late";
		}, unwanted::add);
		running.begin(1, 1);
		running.begin(2, 1);
		assertThrows(CancellationException.class, () -> running.finish(new Progress() {
			@Override
			public boolean isCancelled() {
				return true;
			}
		}));
		running.close();
		assertTrue(second.get());
		assertEquals(List.of("too late"), unwanted);
	}

	@Test
	void oneAtATimeIsACallOnTheThreadThatAsks() throws IOException {
		Thread here = Thread.currentThread();
		try (ImagesAtOnce<Integer, Thread> running = new ImagesAtOnce<>(1, (image, reports) -> Thread.currentThread(), nobody -> {})) {
			running.begin(1, 1);
			assertEquals(here, running.finish(Progress.NONE));
			running.begin(2, 1);
			assertEquals(List.of(2), running.giveUp());
		}
	}
}
