package sc.fiji.stfpm.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.testing.Models;

class DetectorsTest {
	private static final Optional<String> FIND = Optional.empty();

	@TempDir
	private Path folder;
	private final AtomicInteger opened = new AtomicInteger();
	private final Detectors detectors = new Detectors(1, (model, teacher, device) -> {
		opened.incrementAndGet();
		return new AnomalyDetector(Models.model(Mode.WHOLE, 64), Models.teacher(), ComputeDevice.of("cpu"));
	});

	private Path file(String name, String content) throws IOException {
		return Files.writeString(folder.resolve(name), content);
	}

	private AnomalyDetector use(Path model) throws IOException {
		try (Detectors.Lease lease = detectors.borrow(model, FIND, "cpu")) {
			return lease.detector();
		}
	}

	@Test
	void aHundredUsesOpenOnce() throws IOException {
		Path model = file("a.stfpm", "a");
		AnomalyDetector first = use(model);
		for (int i = 0; i < 100; i++)
			assertSame(first, use(model));
		assertEquals(1, opened.get());
	}

	@Test
	void aReplacedModelIsNoticed() throws IOException {
		Path model = file("a.stfpm", "a");
		AnomalyDetector first = use(model);
		file("a.stfpm", "another");
		assertNotSame(first, use(model));
		assertEquals(2, opened.get());
	}

	/** The new file may be as long as the old one and written within the same tick of the clock. */
	@Test
	void aThresholdThatWasSetAgainIsTheOneUsed() throws IOException {
		Detectors real = new Detectors(1, AnomalyDetector::open);
		Path model = folder.resolve("a.stfpm");
		ModelFile.write(model, Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights()));
		for (float threshold : new float[] { 0.5f, 0.25f, 0.75f }) {
			ModelFile.recalibrate(model, Models.model(Mode.WHOLE, 64).calibration().byHand(threshold), model);
			try (Detectors.Lease lease = real.borrow(model, FIND, "cpu")) {
				assertEquals(threshold, lease.detector().detect(Models.texture(80, 64, 1)).calibration().threshold());
			}
		}
		real.closeAll();
	}

	@Test
	void aModelThatIsGoneIsAnErrorAndFreed() throws IOException {
		Path model = file("a.stfpm", "a");
		use(model);
		Files.delete(model);
		IOException error = assertThrows(IOException.class, () -> use(model));
		assertTrue(error.getMessage().contains("a.stfpm: no such model file"), error.getMessage());
		assertEquals(0, detectors.open());
	}

	@Test
	void aDetectorInUseSurvivesThatAnotherTakesItsPlace() throws IOException {
		try (Detectors.Lease lease = detectors.borrow(file("a.stfpm", "a"), FIND, "cpu")) {
			use(file("b.stfpm", "b"));
			assertEquals(1, detectors.open());
			assertTrue(lease.detector().detect(Models.texture(80, 64, 1)).score() > 0);
		}
		use(file("b.stfpm", "b"));
		detectors.closeAll();
		assertEquals(0, detectors.open());
	}

	/** Its native memory is not Java's to free. */
	@Test
	void aDetectorThatMadeRoomIsClosed() throws IOException {
		AnomalyDetector first = use(file("a.stfpm", "a"));
		use(file("b.stfpm", "b"));
		assertThrows(IllegalStateException.class, () -> first.detect(Models.texture(80, 64, 1)));
	}
}
