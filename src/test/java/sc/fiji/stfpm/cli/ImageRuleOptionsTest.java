package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.testing.Models;

/** The options for brightness, light and pixel size have their effect. */
class ImageRuleOptionsTest {
	@TempDir
	private Path folder;
	private final Console console = new Console();

	private void save(String name, int seed, double micrometres) throws IOException {
		Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		ImagePlus image = new ImagePlus("waves", Models.waves(112, 96, seed).convertToShortProcessor(false));
		image.getCalibration().setUnit("um");
		image.getCalibration().pixelWidth = image.getCalibration().pixelHeight = micrometres;
		new FileSaver(image).saveAsTiff(file.toString());
	}

	private void run(int expected, Object... arguments) {
		assertEquals(expected, console.run(arguments), console::printed);
	}

	@Test
	void aTrainingKeepsThemAndADetectionMayChangeOne() throws IOException {
		for (int i = 0; i < 4; i++)
			save("normal/" + i + ".tif", i, 0.5);
		save("new/coarse.tif", 1, 1);
		Path model = folder.resolve("waves.stfpm"), coarse = folder.resolve("new/coarse.tif");
		run(0, "train", folder.resolve("normal"), "--model", model, "--teacher", "embedded", "--mode", "tiles", "--size", 64, "--device", "cpu",
			"--intensity", "fixed:0,300", "--even-light", "auto", "--pixel-size", "refuse");
		console.assertPrinted("Brightness range 0 to 300, as given; uneven light divided out, a background of radius 12 pixels");
		console.assertPrinted("Pixels     0.5 µm; another one: refuse");
		AnomalyModel trained = ModelFile.read(model);
		assertEquals(300, trained.preprocessing().white());
		assertEquals(PixelScale.Rule.REFUSE, trained.preprocessing().scale().rule());
		run(1, "detect", coarse, "--model", model);
		console.assertPrinted("refuses others");
		run(0, "detect", coarse, "--model", model, "--pixel-size", "rescale");
		console.assertPrinted("1 images were judged at the model's pixel size of 0.5 µm");
		run(2, "detect", coarse, "--model", model, "--pixel-size", "shrink");
		console.assertPrinted("expected rescale, refuse or ignore");
		run(2, "train", folder.resolve("normal"), "--model", folder.resolve("never.stfpm"), "--intensity", "bright");
		console.assertPrinted("expected auto, fixed:LOW,HIGH");
		run(0, "info", model);
		console.assertPrinted("Pixel size");
	}
}
