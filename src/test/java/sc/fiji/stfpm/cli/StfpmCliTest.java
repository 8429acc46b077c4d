package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.torch.AnomalibFiles;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

class StfpmCliTest {
	@TempDir
	private static Path folder;
	private static Path set;
	private static Path model;
	private static Run training;

	private record Run(int exit, String out, String err) {}

	private static Run run(Object... args) {
		StringWriter out = new StringWriter(), err = new StringWriter();
		String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
		int exit = StfpmCli.run(texts, new PrintWriter(out, true), new PrintWriter(err, true));
		return new Run(exit, out.toString(), err.toString());
	}

	@BeforeAll
	static void trainOnce() throws IOException {
		set = folder.resolve("set");
		for (int i = 0; i < 6; i++)
			texture(set.resolve("train/good/" + i + ".png"), i, false);
		for (int i = 0; i < 3; i++) {
			texture(set.resolve("test/good/" + i + ".png"), 10 + i, false);
			texture(set.resolve("test/hole/" + i + ".png"), 20 + i, true);
			mask(set.resolve("ground_truth/hole/" + i + "_mask.png"));
		}
		model = folder.resolve("a.stfpm");
		training = run("train", set, "--teacher", "embedded", "--model", model, "--preset", "fast", "--size", 64, "--steps",
			30, "--device", "cpu");
	}

	private static void texture(Path file, long seed, boolean hole) throws IOException {
		RandomAccessibleInterval<UnsignedByteType> image = Models.texture(80, 64, seed);
		BufferedImage picture = new BufferedImage(80, 64, BufferedImage.TYPE_BYTE_GRAY);
		for (int y = 0; y < 64; y++)
			for (int x = 0; x < 80; x++)
				picture.getRaster().setSample(x, y, 0, hole && inHole(x, y) ? 0 : image.getAt(x, y).get());
		write(picture, file);
	}

	private static void mask(Path file) throws IOException {
		BufferedImage picture = new BufferedImage(80, 64, BufferedImage.TYPE_BYTE_GRAY);
		for (int y = 0; y < 64; y++)
			for (int x = 0; x < 80; x++)
				picture.getRaster().setSample(x, y, 0, inHole(x, y) ? 255 : 0);
		write(picture, file);
	}

	private static boolean inHole(int x, int y) {
		return (x - 40) * (x - 40) + (y - 30) * (y - 30) < 150;
	}

	private static void write(BufferedImage picture, Path file) throws IOException {
		Files.createDirectories(file.getParent());
		ImageIO.write(picture, "png", file.toFile());
	}

	@Test
	void trainingSaysWhatItUsedAndWritesAModel() {
		assertEquals(0, training.exit, training.err);
		assertTrue(training.err.contains("embedded") && training.err.contains("device cpu"), training.err);
		assertTrue(training.out.contains("Threshold"), training.out);
		assertTrue(Files.exists(model));
	}

	@Test
	void theDefaultKeepsNormalFeaturesAndFindsTheHole() throws IOException {
		Path memory = folder.resolve("memory.stfpm");
		Run run = run("train", set, "--teacher", "embedded", "--model", memory, "--device", "cpu");
		assertEquals(0, run.exit, run.err);
		assertTrue(run.out.contains("preset memory, 6 images") && run.out.contains("normal vectors kept"), run.out);
		assertTrue(run.out.contains("cannot be shown with so few"), run.out);
		Run judged = run("detect", set.resolve("test"), "--recursive", "--model", memory, "--output", folder.resolve("judged"));
		assertEquals(0, judged.exit, judged.err);
		for (String line : Files.readAllLines(folder.resolve("judged/scores.csv")))
			if (line.startsWith("hole/")) assertTrue(line.contains(",anomalous,"), line);
		assertTrue(Files.readAllLines(folder.resolve("judged/scores.csv")).get(0).startsWith(
			"image,score,normalised_score,p_value,threshold"));
		Run info = run("info", memory);
		assertTrue(info.out.contains("memory;") && info.out.contains("WHOLE 192") && info.out.contains("sum over layers 1, 2, 3"),
			info.out);
	}

	@Test
	void whatAStudentNeedsIsRefusedWithoutOne() {
		for (String[] option : new String[][] { { "--steps", "3" }, { "--epochs", "1" }, { "--batch", "4" }, { "--learning-rate",
			"0.1" }, { "--held-out", "0.5" }, { "--checkpoint", folder.resolve("c").toString() } })
		{
			Run run = run("train", set, "--model", folder.resolve("no.stfpm"), option[0], option[1]);
			assertEquals(2, run.exit, option[0] + run.err);
			assertTrue(run.err.contains("preset memory"), run.err);
			assertFalse(Files.exists(folder.resolve("no.stfpm")));
		}
	}

	@Test
	void aModelThatIsBeingWrittenIsNotWrittenByAnother() throws IOException {
		Path busy = folder.resolve("busy.stfpm");
		try (WriteLock lock = WriteLock.ofFile(busy)) {
			Run second = run("train", set, "--teacher", "embedded", "--model", busy, "--device", "cpu");
			assertEquals(1, second.exit);
			assertTrue(second.err.contains("busy.stfpm: is being written by another command"), second.err + lock);
			assertFalse(Files.exists(busy));
		}
	}

	@Test
	void anExistingModelIsNotReplacedUnasked() throws IOException {
		byte[] before = Files.readAllBytes(model);
		Run again = run("train", set, "--model", model, "--preset", "fast", "--size", 64, "--steps", 1, "--device", "cpu");
		assertEquals(1, again.exit);
		assertTrue(again.err.contains("--force"), again.err);
		assertEquals(before.length, Files.size(model));
	}

	@Test
	void anAnomalibCheckpointBecomesAModelThatDetects() throws IOException {
		Path checkpoint = new AnomalibFiles(AnomalibFiles.Layout.V2).write(folder.resolve("anomalib.ckpt"), BackboneWeights
			.random(Backbone.RESNET18, 2), BackboneWeights.random(Backbone.RESNET18, 1));
		Path imported = folder.resolve("imported.stfpm");
		Run run = run("import", checkpoint, "--model", imported, "--threshold", "0.125");
		assertEquals(0, run.exit, run.err);
		assertTrue(run.out.contains("0.125000: given by hand"), run.out);
		assertTrue(run("import", checkpoint, "--model", imported).err.contains("--force"));
		Run evaluated = run("evaluate", set, "--model", imported);
		assertEquals(0, evaluated.exit, evaluated.err);
		assertTrue(evaluated.out.startsWith("Learned from       imported from anomalib"), evaluated.out);
		assertTrue(evaluated.out.contains("Threshold from     given by hand"), evaluated.out);
		assertTrue(evaluated.out.contains("WARNING            No held-out normal images chose the student"), evaluated.out);
	}

	@Test
	void detectingInAFolderWritesMapsOverlaysAndTables() throws IOException {
		Path output = folder.resolve("results");
		Run run = run("detect", set.resolve("test"), "-r", "--model", model, "--output", output);
		assertEquals(0, run.exit, run.err);
		List<String> scores = Files.readAllLines(output.resolve("scores.csv"));
		assertEquals(7, scores.size());
		assertTrue(scores.get(0).startsWith("image,score,"), scores.get(0));
		ImagePlus map = IJ.openImage(output.resolve("maps/hole/0.png.map.tif").toString());
		assertEquals(32, map.getBitDepth());
		assertEquals(80, map.getWidth());
		double score = Double.parseDouble(scores.stream().filter(l -> l.startsWith("hole/0.png")).findFirst().orElseThrow()
			.split(",")[1]);
		assertEquals(score, map.getProcessor().getStatistics().max, 1e-6);
		assertEquals(0, map.getDisplayRangeMin());
		assertEquals(80, ImageIO.read(output.resolve("overlays/good/1.png.overlay.png").toFile()).getWidth());
		assertTrue(Files.readString(output.resolve("regions.csv")).startsWith("image,region,"));
	}

	@Test
	void aBadFileIsReportedSkippedAndCounted() throws IOException {
		Path mixed = Files.createDirectories(folder.resolve("mixed"));
		Files.copy(set.resolve("test/good/0.png"), mixed.resolve("fine.png"));
		Files.writeString(mixed.resolve("broken.png"), "this is no image");
		Path output = folder.resolve("mixed-results");
		Run run = run("detect", mixed, "--model", model, "--output", output);
		assertEquals(1, run.exit);
		assertTrue(run.err.contains("broken.png"), run.err);
		assertTrue(run.out.contains("1 judged") && run.out.contains("1 skipped"), run.out);
		List<String> scores = Files.readAllLines(output.resolve("scores.csv"));
		assertTrue(scores.stream().anyMatch(l -> l.startsWith("broken.png,,") && l.contains("failed")), scores.toString());
		assertTrue(Files.exists(output.resolve("maps/fine.png.map.tif")));
	}

	@Test
	void oneImageCanBeJudged() {
		Run run = run("detect", set.resolve("test/hole/1.png"), "--model", model, "--output", folder.resolve("one"));
		assertEquals(0, run.exit, run.err);
		assertTrue(Files.exists(folder.resolve("one/maps/1.png.map.tif")));
	}

	@Test
	void evaluatingPrintsATableAndWritesJson() throws IOException {
		Path json = folder.resolve("metrics/metrics.json");
		Run run = run("evaluate", set, "--model", model, "--output", json);
		assertEquals(0, run.exit, run.err);
		assertTrue(run.out.contains("Image AUROC") && run.out.contains("AUPRO at 0.3") && run.out.contains("hole"), run.out);
		JsonObject metrics = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
		assertEquals(3, metrics.getAsJsonObject("all").get("anomalousImages").getAsInt());
		double auroc = metrics.getAsJsonObject("all").get("Pixel AUROC").getAsDouble();
		assertTrue(auroc > 0.8, "a black hole in a texture should be found; pixel AUROC " + auroc);
	}

	@Test
	void evaluatingWritesAReport() throws IOException {
		Path report = folder.resolve("report");
		Run run = run("evaluate", set, "--model", model, "--report", report);
		assertEquals(0, run.exit, run.err);
		assertTrue(run.out.startsWith("Learned from") && run.out.contains("embedded"), run.out);
		assertTrue(run.out.contains("Image F1-max (threshold chosen on these images)"), run.out);
		assertTrue(Files.exists(report.resolve("report.html")) && Files.exists(report.resolve("worst.png")));
		assertEquals(7, Files.readAllLines(report.resolve("scores.csv")).size());
		assertEquals(0, run("evaluate", set, "--model", model, "--report", report, "--no-images").exit);
		assertFalse(Files.exists(report.resolve("worst.png")));
	}

	@Test
	void aReportAmongTheImagesIsRefusedBeforeAnythingIsJudged() {
		Run run = run("evaluate", set, "--model", model, "--report", set.resolve("test/good/report"));
		assertEquals(1, run.exit);
		assertTrue(run.err.contains("lies among the images") && !run.err.contains("%"), run.err);
	}

	@Test
	void aModelAndTheEngineAreDescribed() {
		Run described = run("info", model);
		assertEquals(0, described.exit, described.err);
		assertTrue(described.out.contains("preset fast") && described.out.contains("Teacher SHA-256"), described.out);
		Run engine = run("info");
		assertTrue(engine.out.contains("PyTorch") && engine.out.contains("cpu"), engine.out);
	}

	/** As on the real console, whose buffer is lost with the virtual machine. */
	@Test
	void everythingPrintedIsFlushed() {
		ByteArrayOutputStream console = new ByteArrayOutputStream();
		PrintWriter buffered = new PrintWriter(new BufferedOutputStream(console), true);
		assertEquals(0, StfpmCli.run(new String[] { "threshold", model.toString() }, buffered, buffered));
		assertTrue(console.toString().contains("expected false alarms"), console.toString());
	}

	@Test
	void wrongUsageEndsWithTwo() {
		assertEquals(2, run("train").exit);
		assertEquals(2, run("nonsense").exit);
		Run preset = run("train", set, "--model", folder.resolve("b.stfpm"), "--preset", "best");
		assertEquals(2, preset.exit);
		assertTrue(preset.err.contains("best") && preset.err.contains("anomalib-0.3"), preset.err);
		assertEquals(2, run("train", set, "--model", folder.resolve("b.stfpm"), "--resume").exit);
		assertFalse(Files.exists(folder.resolve("b.stfpm")));
	}

	@Test
	void failuresEndWithOneAndNameTheFile() {
		Run missing = run("detect", set.resolve("test/good"), "--model", folder.resolve("none.stfpm"), "--output", folder.resolve("x"));
		assertEquals(1, missing.exit);
		assertTrue(missing.err.contains("none.stfpm"), missing.err);
		Run empty = run("train", folder.resolve("nowhere"), "--model", folder.resolve("c.stfpm"));
		assertEquals(1, empty.exit);
		assertTrue(empty.err.contains("nowhere"), empty.err);
		Run device = run("detect", set.resolve("test/good"), "--model", model, "--output", folder.resolve("y"), "--device",
			"gpu:9");
		assertEquals(1, device.exit);
		assertTrue(device.err.contains("gpu:9"), device.err);
		Run twice = run("detect", set.resolve("test/good"), "--model", model, "--device", "cpu,cpu");
		assertEquals(1, twice.exit);
		assertTrue(twice.err.contains("'cpu,cpu' names cpu twice"), twice.err);
		Run several = run("train", set.resolve("train"), "--model", folder.resolve("d.stfpm"), "--device", "gpus");
		assertEquals(1, several.exit);
		assertTrue(several.err.contains("several devices at once can judge images, and nothing else"), several.err);
	}

	@Test
	void helpNamesEveryVerb() {
		Run help = run("--help");
		assertEquals(0, help.exit);
		for (String verb : List.of("train", "detect", "evaluate", "info"))
			assertTrue(help.out.contains(verb), help.out);
	}
}
