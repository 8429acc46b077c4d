package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.testing.JavaProcess;
import sc.fiji.stfpm.testing.LooseMemory;
import sc.fiji.stfpm.testing.Models;

class DetectVerbTest {
	@TempDir
	private Path folder;
	private Path model;
	private Path image;
	private String out;
	private String err;

	/** The model finds the image anomalous. */
	@BeforeEach
	void write() throws IOException {
		model = folder.resolve("a.stfpm");
		image = folder.resolve("images/waves.png");
		Files.createDirectories(image.getParent());
		assertTrue(new FileSaver(new ImagePlus("waves", Models.waves(120, 90, 3))).saveAsPng(image.toString()));
		LooseMemory.write(model, ImagePlane.of(ImageReader.read(image)));
	}

	private void run(int exit, Object... args) {
		Console console = new Console();
		assertEquals(exit, console.run(args), console::printed);
		out = console.out();
		err = console.err();
	}

	@Test
	void withoutAnOutputScoresArePrintedAndNothingIsWritten() throws IOException {
		run(0, "detect", "--model", model, image.getParent());
		assertTrue(out.matches("(?s)waves\\.png: anomalous, score [0-9.]+, threshold [0-9.]+\\R1 judged, 1 of them anomalous.*"), out);
		assertFalse(out.contains("Results in"), out);
		try (var files = Files.list(folder)) {
			assertEquals(2, files.count());
		}
	}

	@Test
	void theScoreOfASingleImageIsPrintedThoughResultsAreWritten() {
		run(0, "detect", "--model", model, image, "--output", folder.resolve("one"));
		assertTrue(out.startsWith("waves.png: anomalous, score "), out);
		run(0, "detect", "--model", model, image.getParent(), "--output", folder.resolve("all"));
		assertTrue(out.startsWith("1 judged"), out);
	}

	@Test
	void jsonIsALineForEachImageAndAloneOnTheOutput() throws IOException {
		Path broken = Files.writeString(image.resolveSibling("broken.png"), "no image");
		run(1, "detect", "--model", model, image, broken, "--json");
		List<JsonObject> lines = out.lines().sorted().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
		assertEquals(2, lines.size(), out);
		JsonObject failed = lines.get(0), judged = lines.get(1);
		assertEquals("failed", failed.get("decision").getAsString());
		assertTrue(failed.get("error").getAsString().length() > 5 && !failed.has("score"), out);
		assertEquals("waves.png", judged.get("image").getAsString());
		assertEquals("anomalous", judged.get("decision").getAsString());
		assertTrue(judged.get("score").getAsDouble() >= judged.get("threshold").getAsDouble());
		assertEquals(120, judged.get("width").getAsInt());
		long area = 0;
		for (var region : judged.getAsJsonArray("regions"))
			area += region.getAsJsonObject().get("area_px").getAsLong();
		assertEquals(judged.get("anomalous_area_px").getAsLong(), area);
		assertEquals(ModelFile.digest(ModelFile.read(model)), judged.get("model_sha256").getAsString());
		assertTrue(err.contains("1 judged"), err);
	}

	@Test
	void ignoredPixelsAreSaidAndWhatIsWhollyIgnoredIsSkipped() throws IOException {
		ByteProcessor mask = new ByteProcessor(120, 90);
		mask.setValue(255);
		mask.setRoi(0, 0, 60, 90);
		mask.fill();
		Path file = folder.resolve("mask.png");
		new FileSaver(new ImagePlus("", mask)).saveAsPng(file.toString());
		run(0, "detect", "--model", model, image, "--json", "--ignore", file);
		assertEquals(60 * 90, JsonParser.parseString(out.strip()).getAsJsonObject().get("ignored_px").getAsInt());
		mask.setRoi(0, 0, 120, 90);
		mask.fill();
		new FileSaver(new ImagePlus("", mask)).saveAsPng(file.toString());
		run(1, "detect", "--model", model, image, "--ignore", file);
		assertTrue(out.contains("waves.png: failed, Every pixel is ignored"), out);
		run(1, "detect", "--model", model, image, "--ignore", folder.resolve("nothing"));
		assertTrue(err.contains("nothing: no such mask image or folder of masks"), err);
	}

	@Test
	void anotherThresholdIsForThisRunAlone() throws IOException {
		byte[] before = Files.readAllBytes(model);
		run(0, "detect", "--model", model, image, "--threshold", "1e6");
		assertTrue(out.contains("waves.png: normal, score ") && out.contains("threshold 1.000e+06"), out);
		assertEquals(Arrays.hashCode(before), Arrays.hashCode(Files.readAllBytes(model)));
		run(2, "detect", "--model", model, image, "--threshold", "-1");
		assertTrue(err.contains("--threshold must be a positive number, found -1.0"), err);
	}

	@Test
	void somethingAnomalousIsAnExitCodeOfItsOwnWhereAsked() throws IOException {
		run(3, "detect", "--model", model, image, "--fail-on-anomalous");
		run(0, "detect", "--model", model, image, "--fail-on-anomalous", "--threshold", "1e6");
		Path broken = Files.writeString(image.resolveSibling("broken.png"), "no image");
		run(1, "detect", "--model", model, image, broken, "--fail-on-anomalous");
	}

	@Test
	void whatIsNotComparableIsSaidAndNotNormal() throws IOException {
		Path blank = image.resolveSibling("blank.png");
		assertTrue(new FileSaver(new ImagePlus("blank", new ByteProcessor(120, 90))).saveAsPng(blank.toString()));
		run(3, "detect", "--model", model, blank, "--fail-on-anomalous", "--threshold", "1e6");
		assertTrue(out.startsWith("blank.png: not comparable, score ") && out.contains("(all its pixels have the same value)"), out);
		assertTrue(out.contains("1 judged, 0 of them anomalous, 1 not comparable, 0 skipped"), out);
		run(0, "detect", "--model", model, blank, image, "--json", "--output", folder.resolve("out"));
		JsonObject line = out.lines().map(text -> JsonParser.parseString(text).getAsJsonObject()).filter(one -> one.get("image")
			.getAsString().equals("blank.png")).findFirst().orElseThrow();
		assertEquals("not comparable", line.get("decision").getAsString());
		assertEquals("all its pixels have the same value", line.get("note").getAsString());
		assertTrue(Files.readAllLines(folder.resolve("out/scores.csv")).stream().anyMatch(row -> row.startsWith("blank.png,") && row.contains(
			",not comparable,") && row.contains(",1,all its pixels have the same value,")));
		run(0, "accept", "--model", model, blank);
		assertTrue(out.contains("not comparable") && out.contains("nothing to do"), out);
	}

	@Test
	void smallRegionsDoNotCountWhereAsked() throws IOException {
		Path output = folder.resolve("out");
		run(3, "detect", "--model", model, image, "--fail-on-anomalous", "--json", "--min-area", "1", "--output", output);
		JsonObject all = JsonParser.parseString(out.lines().findFirst().orElseThrow()).getAsJsonObject();
		assertEquals(1, all.get("minimum_area_px").getAsInt());
		run(0, "detect", "--model", model, image, "--fail-on-anomalous", "--json", "--min-area", "10801");
		JsonObject none = JsonParser.parseString(out.lines().findFirst().orElseThrow()).getAsJsonObject();
		assertEquals("normal", none.get("decision").getAsString());
		assertEquals(0, none.getAsJsonArray("regions").size());
		assertEquals(10801, none.get("minimum_area_px").getAsInt());
		run(1, "detect", "--model", model, image, "--min-area", "5", "--output", output, "--resume");
		assertTrue(err.contains("has results where regions of 1 pixels count, not of 5"), err);
		run(2, "detect", "--model", model, image, "--min-area", "0");
		assertTrue(err.contains("--min-area must be at least 1 pixel, found 0"), err);
	}

	@Test
	void namesComeFromStandardInput() {
		InputStream before = System.in;
		try {
			System.setIn(new ByteArrayInputStream((image + "\n\n").getBytes(Charset.defaultCharset())));
			run(0, "detect", "--model", model, "-");
		}
		finally {
			System.setIn(before);
		}
		assertTrue(out.startsWith("waves.png: anomalous"), out);
	}

	@Test
	void mapsAndOverlaysCanBeLeftOut() throws IOException {
		Path output = folder.resolve("out");
		run(0, "detect", "--model", model, image, "--output", output, "--no-maps");
		assertFalse(Files.exists(output.resolve("maps")));
		assertTrue(Files.exists(output.resolve("overlays/waves.png.overlay.png")));
		run(0, "detect", "--model", model, image, "--output", folder.resolve("tables"), "--no-maps", "--no-overlays");
		try (var files = Files.list(folder.resolve("tables"))) {
			assertTrue(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")).sorted().toList().toString()
				.equals("[images.csv, regions.csv, scores.csv, stfpm-results.json]"));
		}
	}

	@Test
	void tablesSayWhichModelJudgedAndWhen() throws IOException {
		run(0, "detect", "--model", model, image, "--output", folder.resolve("out"));
		for (String table : new String[] { "scores.csv", "regions.csv" }) {
			String[] lines = Files.readString(folder.resolve("out").resolve(table)).split("\\R");
			assertTrue(lines[0].endsWith(",model,model_sha256,software,judged_at"), lines[0]);
			assertTrue(lines[1].matches(".*,a\\.stfpm," + ModelFile.digest(ModelFile.read(model)) + ",[^,]+,20\\d\\d-[0-9T:-]+Z"), lines[1]);
		}
	}

	/** In a virtual machine of its own: here the engine runs. */
	@Test
	void threadsAreLimitedBeforeTheEngineStarts() throws IOException, InterruptedException {
		for (int i = 0; i < 2; i++)
			assertTrue(new FileSaver(new ImagePlus("waves", Models.waves(64, 64, i))).saveAsPng(folder.resolve("images/" + i + ".png")
				.toString()));
		Path trained = folder.resolve("one-thread.stfpm");
		Process program = JavaProcess.start(StfpmCli.class, "train", folder.resolve("images"), "--model", trained, "--teacher", "embedded",
			"--size", 64, "--preset", "fast", "--steps", 1, "--threads", 1);
		String said = new String(program.getInputStream().readAllBytes());
		assertEquals(0, program.waitFor(), said);
		assertTrue(ModelFile.read(trained).record().engine().contains(" 1 threads"), ModelFile.read(trained).record().toString());
		run(2, "detect", "--model", model, image, "--threads", "0");
		assertTrue(err.contains("--threads: Expected at least 1 thread, found 0"), err);
	}

	@Test
	void aReportSaysWhichImagesFailAndWhy() throws IOException {
		Files.writeString(image.resolveSibling("broken.png"), "no image");
		Path page = folder.resolve("pages/monday.html");
		run(1, "detect", "--model", model, image.getParent(), "--report", page);
		assertTrue(out.contains("waves.png: anomalous") && out.contains("Report in " + page), out);
		String text = Files.readString(page);
		assertTrue(text.contains("1 of 2 images fails. 1 could not be judged"), text);
		assertTrue(text.indexOf("waves.png</th>") < text.indexOf("broken.png</th>") && text.contains("px around ("), text);
		assertTrue(text.contains("<dd>" + ModelFile.digest(ModelFile.read(model)) + "</dd>"), text);
		try (var files = Files.list(page.getParent())) {
			assertEquals(1, files.count(), "nothing else");
		}
	}

	@Test
	void aReportOfTheRestSaysHowManyAreNotInIt() throws IOException {
		Path output = folder.resolve("out"), page = folder.resolve("rest.html");
		run(0, "detect", "--model", model, image.getParent(), "--output", output);
		Files.copy(image, image.resolveSibling("more.png"));
		run(0, "detect", "--model", model, image.getParent(), "--output", output, "--resume", "--report", page, "--json");
		assertFalse(out.contains("Report in"), "JSON alone: " + out);
		assertTrue(Files.readString(page).contains("One image was judged by an earlier run of the same output and not in this list"), page.toString());
	}

	@Test
	void whereNoReportCanBeThatIsSaidBeforeTheWork() {
		run(1, "detect", "--model", model, image, "--report", folder);
		assertTrue(err.contains("is a folder; expected a file for the report"), err);
		assertFalse(out.contains("waves.png"), out);
	}

	@Test
	void goingOnNeedsAnOutput() {
		run(2, "detect", "--model", model, image, "--resume");
		assertTrue(err.contains("--resume needs the --output of the earlier run"), err);
	}
}
