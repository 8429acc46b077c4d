package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.weights.Safetensors;

/** Every option of a verb has its effect. */
class OptionsTest {
	@TempDir
	private static Path folder;
	private static Path images;
	private final Console console = new Console();

	@BeforeAll
	static void makeImages() throws IOException {
		images = folder.resolve("images");
		for (int i = 0; i < 6; i++)
			save(images.resolve(i + ".png"), i);
		save(images.resolve("below/6.png"), 6);
	}

	/** In colour, so that channels can be chosen, and with room for larger tiles than the tests ask for. */
	private static void save(Path file, int seed) throws IOException {
		Files.createDirectories(file.getParent());
		ColorProcessor waves = Models.waves(112, 96, seed).convertToColorProcessor();
		waves.setColor(Color.RED);
		waves.fillRect(10, 10, 5, 5);
		assertTrue(new FileSaver(new ImagePlus("waves", waves)).saveAsPng(file.toString()));
	}

	private void run(int expected, Object... arguments) {
		assertEquals(expected, console.run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new)), () -> {
			console.assertPrinted("nothing of this");
			return "";
		});
	}

	private AnomalyModel train(String name, Object... options) throws IOException {
		Path model = folder.resolve(name);
		List<Object> arguments = new ArrayList<>(List.of("train", images, "--model", model, "--teacher", "embedded"));
		arguments.addAll(List.of(options));
		run(0, arguments.toArray());
		return ModelFile.read(model);
	}

	@Test
	void everyOptionOfATrainingInEpochsCounts() throws IOException {
		AnomalyModel model = train("epochs.stfpm", "--preset", "official", "--mode", "tiles", "--size", 64, "--epochs", 2,
			"--batch", 2, "--learning-rate", 0.03, "--held-out", 0.5, "--false-alarms", 0.5, "--channels", "3,2,1", "--seed", 7,
			"--device", "cpu", "--self-contained");
		assertEquals("official", model.record().preset());
		assertEquals(Mode.TILES, model.preprocessing().mode());
		assertEquals(64, model.preprocessing().size());
		assertEquals(3, model.record().heldOutImages());
		assertEquals(4, Models.student(model).course().steps(), "two epochs of 3 images in batches of 2");
		assertTrue(model.record().options().contains("learningRate=0.03"), model.record().options());
		assertEquals(model.calibration().scores().get(1), model.calibration().threshold(), "half of the images are above");
		assertEquals(ChannelMapping.of(3, 2, 1), model.preprocessing().channels());
		assertEquals(7, model.record().seed());
		assertTrue(model.ownTeacher().isPresent());
	}

	@Test
	void patchesAndAugmentationCount() throws IOException {
		AnomalyModel model = train("patches.stfpm", "--mode", "tiles", "--patches", "64,9", "--augment", "flips-and-turns", "--device", "cpu");
		assertEquals(9, model.calibration().count());
		assertTrue(model.calibration().patches().drawn());
		assertTrue(model.record().options().contains("patches=64,9, augment=flips and turns"), model.record().options());
		console.assertPrinted("9 held-out normal scores of patches");
		run(2, "train", images, "--model", folder.resolve("never.stfpm"), "--patches", "64");
		console.assertPrinted("see images in tiles");
	}

	@Test
	void aTrainingInStepsIsGoneOnWith() throws IOException {
		Path checkpoint = folder.resolve("state");
		Object[] options = { "--preset", "fast", "--size", 64, "--batch", 2, "--steps", 3, "--device", "cpu", "--checkpoint",
			checkpoint, "--resume", "--force" };
		assertEquals(3, Models.student(train("steps.stfpm", options)).course().steps());
		train("steps.stfpm", options);
		console.assertPrinted("Resumed after step 3");
	}

	@Test
	void anUnknownDeviceIsRefused() {
		run(1, "train", images, "--model", folder.resolve("never.stfpm"), "--teacher", "embedded", "--device", "nonsense");
		console.assertPrinted("Unknown device 'nonsense'");
	}

	@Test
	void aTeacherThatIsNotFoundIsTheOneThatIsNamed() throws IOException {
		Path model = folder.resolve("random.stfpm"), teacher = folder.resolve("random.safetensors");
		ModelFile.write(model, Models.model(Mode.WHOLE, 64));
		Safetensors.write(teacher, Models.teacher().weights().toTensors(""), Map.of());
		run(1, "detect", images, "--model", model, "--output", folder.resolve("without"));
		run(0, "detect", images, "--model", model, "--output", folder.resolve("with"), "--teacher", teacher);
		console.assertPrinted("6 judged");
	}

	@Test
	void foldersBelowAreJudgedWhereAskedAndWhatIsDoneIsLeftOut() throws IOException {
		Path model = folder.resolve("own.stfpm"), output = folder.resolve("results");
		ModelFile.write(model, Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights()));
		run(0, "detect", images, "--model", model, "--output", output);
		console.assertPrinted("6 judged");
		run(0, "detect", images, "--model", model, "--output", output, "--recursive", "--resume");
		console.assertPrinted("1 judged");
		console.assertPrinted("6 done before");
	}
}
