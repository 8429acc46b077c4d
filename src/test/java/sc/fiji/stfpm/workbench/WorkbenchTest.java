package sc.fiji.stfpm.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.SessionFile;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.imagej.Hand;
import sc.fiji.stfpm.train.Preset;

class WorkbenchTest {
	private static final Settings SMALL = new Settings(Preset.MEMORY, Teacher.EMBEDDED, Mode.WHOLE, List.of(64));

	@TempDir
	private Path folder;
	private Path model;
	private final Heard heard = new Heard();
	private Workbench workbench;

	@BeforeEach
	void open() throws Exception {
		model = folder.resolve("waves.stfpm");
		workbench = Hand.onEvents(this::make);
	}

	private Workbench make() {
		return new Workbench(heard);
	}

	@AfterEach
	void close() throws Exception {
		on(workbench::close);
		assertEquals(List.of(), heard.failures);
	}

	private static void on(Runnable what) throws Exception {
		Hand.onEvents(() -> {
			what.run();
			return null;
		});
	}

	private void settle() throws Exception {
		Hand.until(() -> !workbench.tasks.isBusy());
	}

	/** Waves that are alike, and one with a bright square. */
	private Path images(String name, int count, boolean square) throws IOException {
		Path images = Files.createDirectories(folder.resolve(name));
		for (int i = 0; i < count; i++) {
			ByteProcessor pixels = Models.waves(80, 72, i);
			if (square && i == 0) {
				pixels.setValue(255);
				pixels.setRoi(30, 20, 24, 24);
				pixels.fill();
			}
			new FileSaver(new ImagePlus("", pixels)).saveAsPng(images.resolve("w" + i + ".png").toString());
		}
		return images;
	}

	private void learnAndJudge() throws Exception {
		Path normals = images("normals", 8, false), others = images("others", 4, true);
		on(() -> workbench.addNormals(List.of(normals)));
		on(() -> workbench.addImages(List.of(others)));
		settle();
		on(() -> workbench.learning.start(SMALL, model));
		settle();
		Hand.until(() -> workbench.images.stale().isEmpty());
	}

	private Entry first() throws Exception {
		return Hand.onEvents(() -> workbench.images.gallery.getElementAt(0));
	}

	private Detail look(Entry entry) throws Exception {
		Detail[] detail = new Detail[1];
		on(() -> workbench.look(workbench.images, entry, looked -> detail[0] = looked));
		Hand.until(() -> detail[0] != null);
		return detail[0];
	}

	@Test
	void learnsJudgesAndIsCorrected() throws Exception {
		learnAndJudge();
		Entry odd = first();
		assertEquals("w0.png", odd.image().name());
		assertTrue(Hand.onEvents(() -> workbench.normals.gallery.all().stream().noneMatch(entry -> Float.isNaN(entry.score()))));
		on(() -> workbench.tryThreshold(odd.score() * 0.98));
		assertEquals(Status.ANOMALOUS, Hand.onEvents(() -> workbench.images.gallery.status(odd)));
		float before = odd.score();
		Detail detail = look(odd).by(workbench.calibration());
		assertFalse(detail.regions().isEmpty());
		on(() -> workbench.correcting.accept(detail, Set.of()));
		settle();
		Hand.until(() -> workbench.images.stale().isEmpty());
		assertTrue(odd.score() < before, odd.score() + " of " + before);
		assertEquals(Status.NORMAL, Hand.onEvents(() -> workbench.images.gallery.status(odd)));
		assertEquals(1, ModelFile.read(model).accepted().size());
		assertTrue(Hand.onEvents(workbench::isTrying), "The threshold that was tried stays");

		on(workbench.correcting::undo);
		settle();
		Hand.until(() -> workbench.images.stale().isEmpty());
		assertEquals(before, odd.score(), 0);
		assertFalse(Hand.onEvents(workbench.correcting::canUndo));
	}

	@Test
	void theThresholdIsTriedAndKept() throws Exception {
		learnAndJudge();
		byte[] file = Files.readAllBytes(model);
		float own = ModelFile.read(model).calibration().threshold();
		on(() -> workbench.tryThreshold(own * 2));
		assertEquals(4, Hand.onEvents(() -> workbench.images.gallery.counts()).judged());
		on(workbench::forgetThreshold);
		assertEquals(own, Hand.onEvents(() -> workbench.calibration().threshold()));
		assertEquals(file.length, Files.readAllBytes(model).length, "Trying changes nothing");
		on(() -> workbench.tryThreshold(own * 2));
		on(workbench::keepThreshold);
		settle();
		assertEquals(own * 2, ModelFile.read(model).calibration().threshold());
		assertFalse(Hand.onEvents(workbench::isTrying));
		assertTrue(workbench.record.macro().contains("run(\"Set Threshold...\", \"model=" + model + " rule=[By hand] value="), workbench.record
			.macro());
	}

	@Test
	void aSessionIsKeptBesideTheModelAndEvaluates() throws Exception {
		learnAndJudge();
		Entry odd = first();
		on(() -> workbench.label(List.of(odd), Label.ANOMALOUS));
		on(() -> workbench.note(odd, "a square"));
		on(workbench::close);
		Path session = SessionFile.of(model);
		Hand.until(() -> Files.exists(session));
		ImageSet set = ImageSet.open(session);
		assertEquals(8, set.normals().size());
		assertEquals(List.of("others/w0.png"), set.test().stream().map(sample -> sample.name()).toList());

		workbench = Hand.onEvents(this::make);
		on(() -> workbench.open(model));
		settle();
		Hand.until(() -> workbench.images.gallery.all().size() == 4 && workbench.images.stale().isEmpty());
		Entry again = first();
		assertEquals(Label.ANOMALOUS, again.label().orElseThrow());
		assertEquals("a square", again.note());
		assertEquals(odd.score(), again.score(), 0);
	}

	@Test
	void whatIsNotThereNowStaysInTheSession() throws Exception {
		learnAndJudge();
		Entry odd = first();
		on(() -> workbench.label(List.of(odd), Label.ANOMALOUS));
		on(workbench::close);
		Path session = SessionFile.of(model);
		Hand.until(() -> Files.exists(session) && labels(session).contains("anomalous"));
		Path others = folder.resolve("others"), away = folder.resolve("away");
		Files.move(others, away);
		workbench = Hand.onEvents(this::make);
		on(() -> workbench.open(model));
		settle();
		Hand.until(() -> !heard.failures.isEmpty());
		assertTrue(heard.failures.remove(0).contains("4 images are not there now"));
		Path more = images("more", 1, false);
		on(() -> workbench.addImages(List.of(more)));
		settle();
		on(workbench::close);
		Hand.until(() -> labels(session).size() == 5);
		assertTrue(labels(session).contains("anomalous"), "A label must not be lost");
	}

	private static List<String> labels(Path session) {
		try {
			return SessionFile.read(session).images().stream().map(row -> String.valueOf(row.label())).toList();
		}
		catch (IOException e) {
			return List.of();
		}
	}

	@Test
	void aSessionThatCannotBeReadIsLeftAsItIs() throws Exception {
		learnAndJudge();
		on(workbench::close);
		Path session = SessionFile.of(model);
		Hand.until(() -> Files.exists(session));
		Files.writeString(session, "half a fi");
		workbench = Hand.onEvents(this::make);
		on(() -> workbench.open(model));
		settle();
		Hand.until(() -> !heard.failures.isEmpty());
		assertTrue(heard.failures.remove(0).contains("session.json"));
		Path more = images("more", 1, false);
		on(() -> workbench.addImages(List.of(more)));
		settle();
		on(workbench::close);
		assertEquals("half a fi", Files.readString(session));
	}

	@Test
	void aLabelledFolderBringsItsLabels() throws Exception {
		Path set = folder.resolve("set");
		Files.createDirectories(set.resolve("train"));
		Files.createDirectories(set.resolve("test"));
		Files.move(images("n", 3, false), set.resolve("train/good"));
		Files.move(images("g", 2, false), set.resolve("test/good"));
		Files.move(images("b", 1, true), set.resolve("test/square"));
		on(() -> workbench.addNormals(List.of(set)));
		settle();
		assertEquals(3, Hand.onEvents(() -> workbench.normals.gallery.all()).size());
		assertEquals(List.of("normal", "normal", "anomalous"), Hand.onEvents(() -> workbench.images.gallery.all().stream().map(entry -> entry
			.label().orElseThrow().toString()).toList()));
	}

	@Test
	void whatFailsIsSaidAndTheRestGoesOn() throws Exception {
		learnAndJudge();
		Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
		on(() -> workbench.addImages(List.of(broken)));
		settle();
		Hand.until(() -> workbench.images.stale().isEmpty());
		Entry failed = Hand.onEvents(() -> workbench.images.gallery.all().get(4));
		assertEquals(Entry.State.FAILED, failed.state());
		assertNotEquals("", failed.problem());
	}

	@Test
	void cancellingTheLearningWritesNothing() throws Exception {
		Path normals = images("normals", 8, false);
		on(() -> workbench.addNormals(List.of(normals)));
		settle();
		on(() -> workbench.learning.start(SMALL, model));
		on(workbench.tasks::cancel);
		Hand.until(() -> {
			workbench.tasks.cancel();
			return !workbench.tasks.isBusy();
		});
		assertFalse(Files.exists(model));
		assertFalse(Hand.onEvents(workbench.learning::isRunning));
	}
}
