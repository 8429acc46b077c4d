package sc.fiji.stfpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import net.imglib2.RandomAccessibleInterval;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.train.TrainingProgress;

class StfpmTest {
	@TempDir
	Path folder;

	private void saveImage(String name, int grey) throws IOException {
		byte[] pixels = new byte[64 * 64];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) (grey + i % 7);
		Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		assertTrue(new FileSaver(new ImagePlus(name, new ByteProcessor(64, 64, pixels))).saveAsPng(file.toString()));
	}

	@Test
	void imagesAreNamedFromTheFolderDownInNaturalOrder() throws IOException {
		saveImage("10.png", 0);
		saveImage("2.png", 0);
		saveImage("below/1.png", 0);
		Files.writeString(folder.resolve("notes.txt"), "none");
		assertEquals(List.of("2.png", "10.png"), Stfpm.images(folder.toString(), false));
		assertEquals(List.of("2.png", "10.png", "below/1.png"), Stfpm.images(folder.toString(), true));
	}

	@Test
	void anImageFileIsReadWithItsOwnValues() throws IOException {
		saveImage("a.png", 200);
		RandomAccessibleInterval<?> image = Stfpm.read(folder.resolve("a.png").toString());
		assertEquals(2, image.numDimensions());
		assertEquals("203", image.getAt(3, 0).toString());
	}

	@Test
	void aThresholdIsSetAgainInPlace() throws IOException {
		Path file = folder.resolve("a.stfpm");
		ModelFile.write(file, Models.model(Mode.WHOLE, 64));
		Calibration set = Stfpm.setFalseAlarmRate(file.toString(), 0.7);
		assertEquals(0.1f, set.threshold());
		assertEquals(set, ModelFile.read(file).calibration());
		assertEquals(0.5f, Stfpm.setThreshold(file.toString(), 0.5).threshold());
		assertThrows(IllegalArgumentException.class, () -> Stfpm.setThreshold(file.toString(), 0));
		assertEquals(0.5f, ModelFile.read(file).calibration().threshold());
	}

	@Test
	void trainingReportsAndACancelledOneWritesNothing() throws IOException {
		for (int i = 0; i < 3; i++)
			saveImage("normal/" + i + ".png", 10 * i);
		Path model = folder.resolve("a.stfpm");
		var counting = new TrainingProgress() {
			int steps;

			@Override
			public void step(int step, int of, double loss) {
				steps = step;
			}

			@Override
			public boolean isCancelled() {
				return steps >= 1;
			}
		};
		assertThrows(CancellationException.class, () -> Stfpm.train(folder.resolve("normal").toString(), model.toString(),
			"embedded", Stfpm.options("fast").steps(3).size(64), counting));
		assertEquals(1, counting.steps);
		assertFalse(Files.exists(model));
	}
}
