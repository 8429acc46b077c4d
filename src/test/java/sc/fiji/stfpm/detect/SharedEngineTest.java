package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.testing.Models;

/** Several threads that judge at the same time, with one detector or with one each: the scores are the same, and nobody waits until another has done all its work. */
class SharedEngineTest {
	private static final int IMAGES = 60;

	private final AnomalyModel model = Models.memory(Mode.WHOLE, 64);
	private final ImagePlane image = ImagePlane.of(Models.texture(64, 64, 1));

	@Test
	void twoCallersOfOneDetectorTakeTurns() throws Exception {
		try (AnomalyDetector detector = detector()) {
			takeTurns(detector, detector);
		}
	}

	@Test
	void twoDetectorsTakeTurns() throws Exception {
		try (AnomalyDetector one = detector(); AnomalyDetector two = detector()) {
			takeTurns(one, two);
		}
	}

	private AnomalyDetector detector() throws IOException {
		return new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"));
	}

	private void takeTurns(AnomalyDetector... detectors) throws InterruptedException {
		double alone = detectors[0].detect(image, Progress.NONE).score();
		CountDownLatch ready = new CountDownLatch(detectors.length);
		AtomicInteger[] done = { new AtomicInteger(), new AtomicInteger() };
		int[] whenOtherEnded = new int[2];
		List<Double> scores = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		for (int k = 0; k < 2; k++) {
			int caller = k;
			threads.add(new Thread(() -> {
				ready.countDown();
				try {
					ready.await();
				}
				catch (InterruptedException e) {
					return;
				}
				for (int i = 0; i < IMAGES; i++) {
					double score = detectors[caller].detect(image, Progress.NONE).score();
					synchronized (scores) {
						scores.add(score);
					}
					done[caller].incrementAndGet();
				}
				whenOtherEnded[1 - caller] = done[1 - caller].get();
			}));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads)
			thread.join();
		assertEquals(2 * IMAGES, scores.size());
		scores.forEach(score -> assertEquals(alone, score));
		assertTrue(Math.min(whenOtherEnded[0], whenOtherEnded[1]) >= IMAGES / 4, "when the other one was done with " + IMAGES + " images, a caller had done "
			+ Math.min(whenOtherEnded[0], whenOtherEnded[1]));
	}
}
