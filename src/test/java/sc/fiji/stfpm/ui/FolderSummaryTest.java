package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;

class FolderSummaryTest {
	private static final int IMAGES = 5;

	@TempDir
	private Path folder;
	private Path images;
	private Path results;
	private AnomalyDetector detector;
	private FolderSummary summary;

	@BeforeEach
	void write() throws IOException {
		images = Files.createDirectories(folder.resolve("images"));
		results = folder.resolve("results");
		for (int i = 0; i < IMAGES; i++)
			assertTrue(new FileSaver(new ImagePlus("waves", Models.waves(200, 100, 7 * i))).saveAsPng(images.resolve(i + ".png").toString()));
		Files.writeString(images.resolve("bad.png"), "no image");
		Path file = folder.resolve("a.stfpm");
		AnomalyModel model = Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights());
		ModelFile.write(file, model);
		try (AnomalyDetector untrained = AnomalyDetector.open(file)) {
			float some = untrained.detect(ImageReader.read(images.resolve("2.png"))).score();
			ModelFile.write(file, model.withCalibration(model.calibration().byHand(some)));
		}
		detector = AnomalyDetector.open(file);
		summary = new FolderSummary(JudgedWith.of(detector, "a.stfpm"));
	}

	@AfterEach
	void close() {
		detector.close();
	}

	private FolderDetection detection(Progress progress) {
		return new FolderDetection(detector, progress, summary);
	}

	private PlaneResults.Opener results() {
		return () -> new ResultFolder(results, JudgedWith.of(detector, "a.stfpm"), false, ResultFolder.Picture.USUAL);
	}

	@Test
	void itCountsAndKeepsTheHighestScores() throws IOException {
		FolderDetection.Summary whole = detection(Progress.NONE).run(List.of(images), false, results());
		List<FolderSummary.Worst> worst = summary.worst();
		assertEquals(IMAGES, worst.size());
		for (int i = 1; i < IMAGES; i++)
			assertTrue(worst.get(i).score() <= worst.get(i - 1).score());
		assertEquals("5 judged: " + whole.anomalous() + " anomalous, " + (IMAGES - whole.anomalous()) + " normal; 1 skipped", summary.counts());
		assertEquals("[bad.png]", summary.skipped().keySet().toString());
		assertEquals(128, worst.get(0).picture().getWidth());
		assertEquals(64, worst.get(0).picture().getHeight());
	}

	@Test
	void anImageOpensWithWhatWasFound() throws IOException {
		detection(Progress.NONE).run(List.of(images), false, results());
		FolderSummary.Worst first = summary.worst().get(0);
		ImagePlus opened = JudgedImage.open(first.name(), first.file(), results, summary.made());
		int regions = detector.detect(ImageReader.read(first.file())).regions().size();
		assertTrue(regions > 0);
		assertEquals(1 + regions, opened.getOverlay().size(), "the heat map and outlines");
		Files.delete(first.file());
		assertThrows(IOException.class, () -> JudgedImage.open(first.name(), first.file(), results, summary.made()));
	}

	@Test
	void aRunThatIsCancelledKnowsWhatItDid() {
		FolderDetection detection = detection(new Progress() {
			private int done;

			@Override
			public void update(long files, long total, String message) {
				done++;
			}

			@Override
			public boolean isCancelled() {
				return done >= 3;
			}
		});
		assertThrows(CancellationException.class, () -> detection.run(List.of(images), false, results()));
		// The next one was judged while the results of the third were written.
		assertEquals(4, detection.summary().judged());
		assertTrue(summary.counts().startsWith("4 judged: "), summary.counts());
	}
}
