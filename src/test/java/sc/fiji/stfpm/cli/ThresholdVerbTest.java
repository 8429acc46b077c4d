package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.ThresholdBasis;
import sc.fiji.stfpm.score.ThresholdRule;
import sc.fiji.stfpm.testing.Models;

/** On a model with nine known held-out scores. */
class ThresholdVerbTest {
	private static final float[] SCORES = { 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f };

	@TempDir
	private Path folder;
	private Path model;

	private record Run(int exit, String out, String err) {}

	private static Run run(Object... args) {
		StringWriter out = new StringWriter(), err = new StringWriter();
		String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
		int exit = StfpmCli.run(texts, new PrintWriter(out, true), new PrintWriter(err, true));
		return new Run(exit, out.toString(), err.toString());
	}

	@BeforeEach
	void write() throws IOException {
		model = folder.resolve("a.stfpm");
		AnomalyModel untrained = Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights());
		ModelFile.write(model, untrained.withCalibration(Calibration.of(SCORES, ThresholdRule.DEFAULT)));
	}

	private Calibration calibration() throws IOException {
		return ModelFile.read(model).calibration();
	}

	@Test
	void withoutARuleItShowsWhatThereIsAndWhatCouldBe() throws IOException {
		byte[] before = Files.readAllBytes(model);
		Run run = run("threshold", model);
		assertEquals(0, run.exit, run.err);
		assertTrue(run.out.contains("0.900000: quantile 1.0 of 9 held-out normal scores"), run.out);
		// Beta(1, 9) by hand: 1 - 0.975^(1/9) = 0.281 %, 1 - 0.025^(1/9) = 33.6 %.
		assertTrue(run.out.contains("expected false alarms 10 % (95 % interval 0.28 % to 34 %) from 9 held-out images"),
			run.out);
		for (String rate : List.of("10 %", "5 %", "2 %", "1 %"))
			assertTrue(run.out.contains("At most " + rate), run.out);
		assertTrue(run.out.contains("which takes 99"), run.out);
		assertArrayEquals(before, Files.readAllBytes(model));
		assertEquals(2, run("threshold", model, "--output", folder.resolve("b.stfpm")).exit);
	}

	@Test
	void setsARateAQuantileOrANumberInPlace() throws IOException {
		AnomalyModel before = ModelFile.read(model);
		Run rate = run("threshold", model, "--false-alarms", "0.3");
		assertEquals(0, rate.exit, rate.err);
		assertTrue(rate.out.contains("expected false alarms 30 %"), rate.out);
		assertEquals(0.7f, calibration().threshold());
		assertEquals(0, run("threshold", model, "--quantile", "0.5", "--margin", "2").exit);
		assertEquals(1, calibration().threshold());
		assertEquals(0, run("threshold", model, "--margin", "2").exit);
		assertEquals(1.8f, calibration().threshold());
		assertEquals(0, run("threshold", model, "--value", "0.25").exit);
		assertEquals(0.25f, calibration().threshold());
		assertEquals(before.calibration().scores(), calibration().scores());
		assertEquals(before.record(), ModelFile.read(model).record());
		Run info = run("info", model);
		assertTrue(info.out.contains("0.250000: set by hand") && info.out.contains("7 of 9 held-out images reach it"), info.out);
	}

	@Test
	void writesToAnotherFileAndReplacesItOnlyByForce() throws IOException {
		byte[] before = Files.readAllBytes(model);
		Path other = folder.resolve("b.stfpm");
		assertEquals(0, run("threshold", model, "--value", "2", "--output", other).exit);
		assertEquals(2, ModelFile.read(other).calibration().threshold());
		assertArrayEquals(before, Files.readAllBytes(model));
		Run again = run("threshold", model, "--value", "3", "--output", other);
		assertEquals(1, again.exit);
		assertTrue(again.err.contains("--force"), again.err);
		assertEquals(0, run("threshold", model, "--value", "3", "--output", other, "--force").exit);
		assertEquals(3, ModelFile.read(other).calibration().threshold());
	}

	@Test
	void wrongUsageEndsWithTwoAndChangesNothing() throws IOException {
		byte[] before = Files.readAllBytes(model);
		Object[][] wrong = { { "--value", "1", "--false-alarms", "0.1" }, { "--false-alarms", "0.1", "--margin", "2" }, {
			"--false-alarms", "5" }, { "--value", "0" }, { "--quantile", "2" }, { "--labelled", folder }, { "--recall", "0.9" }, {
				"--labelled", folder, "--recall", "0.9", "--maximise", "f1" }, { "--labelled", folder, "--recall", "2" }, {
					"--labelled", folder, "--maximise", "auroc" }, { "--device", "cpu" } };
		for (Object[] options : wrong) {
			Object[] args = new Object[options.length + 2];
			args[0] = "threshold";
			args[1] = model;
			System.arraycopy(options, 0, args, 2, options.length);
			assertEquals(2, run(args).exit, List.of(options).toString());
		}
		assertArrayEquals(before, Files.readAllBytes(model));
		assertEquals(2, run("train", folder, "--model", folder.resolve("c.stfpm"), "--false-alarms", "0.1", "--quantile", "0.9").exit);
		assertEquals(2, run("train", folder, "--model", folder.resolve("c.stfpm"), "--false-alarms", "1").exit);
	}

	@Test
	void anImportedModelHasNoScoresToChooseFrom() throws IOException {
		ModelFile.recalibrate(model, Calibration.given(0.5f, "given"), model);
		Run run = run("threshold", model, "--false-alarms", "0.1");
		assertEquals(1, run.exit);
		assertTrue(run.err.contains("does not carry the scores"), run.err);
		assertEquals(0, run("threshold", model).exit);
		assertEquals(0, run("threshold", model, "--value", "2").exit);
		assertEquals(2, calibration().threshold());
	}

	@Test
	void choosesOnLabelledImagesAndRemembersThem() throws IOException {
		Path set = folder.resolve("holes");
		Set<String> images = new TreeSet<>();
		for (int i = 0; i < 3; i++) {
			images.add(picture(set.resolve("test/good/" + i + ".png"), i, false));
			images.add(picture(set.resolve("test/hole/" + i + ".png"), 10 + i, true));
		}
		Run f1 = run("threshold", model, "--labelled", set, "--maximise", "f1", "--device", "cpu");
		assertEquals(0, f1.exit, f1.err);
		Calibration chosen = calibration();
		assertEquals(images, chosen.chosenOn());
		assertEquals(ThresholdBasis.LABELLED, chosen.basis());
		assertTrue(f1.out.contains("best F1 on the labelled images of 'holes': 3 normal, 3 anomalous, 0 skipped; on them F1"),
			f1.out);
		Run evaluated = run("evaluate", set, "--model", model);
		assertEquals(figure(evaluated, "Image F1-max"), figure(evaluated, "Image F1 at threshold"));
		assertTrue(evaluated.out.contains("The threshold was chosen on 6 of these 6 images") && evaluated.out.contains("LEAKS"),
			evaluated.out);
		picture(set.resolve("test/good/new.png"), 30, false);
		assertTrue(run("evaluate", set, "--model", model).out.contains("chosen on 6 of these 7 images"));

		Files.writeString(set.resolve("test/hole/broken.png"), "no image");
		Run recall = run("threshold", model, "--labelled", set, "--recall", "1");
		assertEquals(1, recall.exit, "a file was skipped");
		assertTrue(recall.err.contains("broken.png") && recall.out.contains("1 skipped; on them F1"), recall.err + recall.out);
		assertTrue(calibration().provenance().contains("recall 100 %"), calibration().provenance());
	}

	/** The first number behind a metric's name. */
	private static String figure(Run evaluated, String name) {
		Matcher line = Pattern.compile("(?m)^" + Pattern.quote(name) + "\\b[^0-9\\n]*([0-9.]+)").matcher(evaluated.out);
		assertTrue(line.find(), evaluated.out + evaluated.err);
		return line.group(1);
	}

	/** Returns its fingerprint. */
	private static String picture(Path file, long seed, boolean hole) throws IOException {
		RandomAccessibleInterval<UnsignedByteType> image = Models.texture(80, 64, seed);
		BufferedImage picture = new BufferedImage(80, 64, BufferedImage.TYPE_BYTE_GRAY);
		for (int y = 0; y < 64; y++)
			for (int x = 0; x < 80; x++)
				picture.getRaster().setSample(x, y, 0, hole && Math.abs(x - 40) < 12 && Math.abs(y - 30) < 12 ? 0 : image.getAt(x, y)
					.get());
		Files.createDirectories(file.getParent());
		ImageIO.write(picture, "png", file.toFile());
		return Fingerprint.of(file);
	}
}
