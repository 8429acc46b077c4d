package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.pytorch.jni.JniUtils;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImageFile;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.EngineThreads;
import sc.fiji.stfpm.testing.Models;

/** Planes of a folder that are judged at the same time on a CPU, each with a part of its threads. */
@Timeout(300)
class SharedProcessorsTest {
	private static final int PLANES = 9;

	@TempDir
	private Path folder;
	private Path stack;

	@BeforeEach
	void prepare() {
		EngineThreads.use(3);
		ImageStack planes = new ImageStack(90, 70);
		for (int i = 0; i < PLANES; i++)
			planes.addSlice(Models.waves(90, 70, i));
		stack = folder.resolve("waves.tif");
		assertTrue(new FileSaver(new ImagePlus("waves", planes)).saveAsTiffStack(stack.toString()));
	}

	@AfterEach
	void allThreads() {
		EngineThreads.use(Runtime.getRuntime().availableProcessors());
	}

	private static AnomalyDetector detector(Mode mode) throws IOException {
		return new AnomalyDetector(Models.memory(mode, 64), Models.teacher(), ComputeDevice.of("cpu"));
	}

	private List<Double> scores(AnomalyDetector detector, IgnoreRule rule) throws IOException {
		List<Double> scores = new ArrayList<>();
		FolderDetection.Summary summary = new FolderDetection(detector, Progress.NONE, new FolderDetection.Listener() {
			@Override
			public void judged(JudgedPlane plane) {
				assertEquals(scores.size() + 1, plane.name().slice());
				scores.add((double) plane.result().score());
			}
		}).ignoring(rule).run(List.of(stack), false, () -> PlaneResults.NONE);
		assertEquals(PLANES, summary.judged());
		return scores;
	}

	@Test
	void planesAreJudgedTogetherWithTheScoresOfOneAlone() throws IOException {
		CountDownLatch met = new CountDownLatch(3);
		IgnoreRule waits = new IgnoreRule() {
			@Override
			public PixelMask mask(Place place, ImagePlane plane) throws IOException {
				assertEquals(1, JniUtils.getNumThreads(), "of three");
				met.countDown();
				try {
					assertTrue(met.await(60, TimeUnit.SECONDS), "the others are never begun");
				}
				catch (InterruptedException e) {
					throw new IOException(e);
				}
				return PixelMask.NONE;
			}

			@Override
			public String text() {
				return "";
			}
		};
		try (AnomalyDetector detector = detector(Mode.WHOLE)) {
			List<Double> alone = new ArrayList<>();
			try (ImageFile planes = ImageFile.open(stack)) {
				for (int i = 1; i <= PLANES; i++)
					alone.add((double) detector.detect(planes.imagePlane(i, 1), Progress.NONE).score());
			}
			List<Double> together = scores(detector, waits);
			for (int i = 0; i < PLANES; i++)
				assertEquals(alone.get(i), together.get(i), 1e-5 * alone.get(i), "but for what the engine rounds otherwise with fewer threads");
			assertEquals(together, scores(detector, IgnoreRule.NONE), "whichever thread has which plane");
		}
	}

	@Test
	void tilesHaveAllProcessors() throws IOException {
		try (AnomalyDetector tiles = detector(Mode.TILES); AnomalyDetector whole = detector(Mode.WHOLE)) {
			assertEquals(1, tiles.atOnce());
			assertEquals(3, whole.atOnce());
		}
	}
}
