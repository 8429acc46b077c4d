package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;

/** Images that their user edits, renames or closes while they are worked on. */
class OpenImageTest {
	@TempDir
	private Path folder;

	private static ImagePlus stack() {
		ImageStack stack = new ImageStack(70, 66);
		for (int i = 0; i < 3; i++)
			stack.addSlice(Models.waves(70, 66, i));
		return new ImagePlus("my stack", stack);
	}

	/** Judges all slices; after the first one something happens to the image. */
	private List<PlaneResult> judge(ImagePlus image, Consumer<ImagePlus> meanwhile) throws IOException {
		Path file = folder.resolve("a.stfpm");
		ModelFile.write(file, Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights()));
		try (AnomalyDetector detector = AnomalyDetector.open(file)) {
			return ImageDetection.run(detector, image, ImageDetection.Planes.ALL, Selection.WITHIN, new Progress() {
				@Override
				public void update(long done, long total, String message) {
					if (done == 1) meanwhile.accept(image);
				}
			});
		}
	}

	@Test
	void anEditIsNoticedWhereverItIs() {
		for (int slice = 1; slice <= 3; slice++) {
			int edited = slice;
			Consumer<ImagePlus> paint = image -> image.getStack().getProcessor(edited).set(5, 5, 255);
			assertTrue(assertThrows(IllegalStateException.class, () -> judge(stack(), paint)).getMessage().contains(
				"'my stack' was changed (slice " + slice + ", frame 1) while it was worked on"));
		}
	}

	@Test
	void aClosedImageIsNamed() {
		assertTrue(assertThrows(IllegalStateException.class, () -> judge(stack(), ImagePlus::flush)).getMessage().contains(
			"'my stack' was closed while it was worked on"));
	}

	@Test
	void aNewNameIsNoChange() throws IOException {
		assertEquals(3, judge(stack(), image -> image.setTitle("other")).size());
	}

	@Test
	void anEditDuringTrainingIsNoticed() throws IOException {
		ImagePlus image = stack();
		List<ImageSource> sources = NormalImages.ofStack(image);
		List<String> fingerprints = List.of(Fingerprint.of(sources.get(0).read()), Fingerprint.of(sources.get(1).read()),
			Fingerprint.of(sources.get(2).read()));
		NormalImages.checkUnchanged(image, sources, fingerprints);
		image.getStack().getProcessor(2).set(5, 5, 255);
		assertTrue(assertThrows(IllegalStateException.class, () -> NormalImages.checkUnchanged(image, sources, fingerprints))
			.getMessage().contains("was changed (slice 2, frame 1) while it was learned from; no model was written"));
		image.flush();
		assertTrue(assertThrows(IllegalStateException.class, () -> sources.get(0).read()).getMessage().contains("was closed"));
	}
}
