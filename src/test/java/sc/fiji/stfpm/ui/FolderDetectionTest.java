package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;

/** Folders as people have them, judged to the end. */
class FolderDetectionTest {
	@TempDir
	private static Path models;
	private static AnomalyDetector detector;
	private static AnomalyDetector other;

	@TempDir
	private Path folder;
	private Path images;

	@BeforeAll
	static void open() throws IOException {
		AnomalyModel model = Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights());
		detector = open("a.stfpm", model);
		other = open("b.stfpm", model.withCalibration(model.calibration().withThreshold(7, "by hand")));
	}

	private static AnomalyDetector open(String name, AnomalyModel model) throws IOException {
		ModelFile.write(models.resolve(name), model);
		return AnomalyDetector.open(models.resolve(name));
	}

	@AfterAll
	static void close() {
		detector.close();
		other.close();
	}

	@BeforeEach
	void makeImages() throws IOException {
		images = Files.createDirectories(folder.resolve("images"));
		save(images.resolve("a.png"));
		save(images.resolve("below/b.png"));
	}

	private static void save(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		assertTrue(new FileSaver(new ImagePlus("waves", Models.waves(70, 66, file.getFileName().toString().hashCode() % 50)))
			.saveAsPng(file.toString()));
	}

	private static FolderDetection.Summary judge(Path input, Path output) throws IOException {
		return judge(List.of(input), output, false);
	}

	private static FolderDetection.Summary judge(List<Path> inputs, Path output, boolean resume) throws IOException {
		return new FolderDetection(detector, Progress.NONE, FolderDetection.Listener.NONE).run(inputs, true, to(detector, output,
			resume));
	}

	private static PlaneResults.Opener to(AnomalyDetector judge, Path output, boolean resume) {
		return () -> new ResultFolder(output, JudgedWith.of(judge, "waves.stfpm"), resume, ResultFolder.Picture.USUAL);
	}

	private static List<CSVRecord> rows(Path output) throws IOException {
		return rows(output, "scores.csv");
	}

	private static List<CSVRecord> rows(Path output, String table) throws IOException {
		try (CSVParser rows = CSVParser.parse(output.resolve(table), StandardCharsets.UTF_8, CSVFormat.DEFAULT.builder()
			.setHeader().setSkipHeaderRecord(true).get()))
		{
			return rows.getRecords();
		}
	}

	private static List<String> names(Path output) throws IOException {
		return rows(output).stream().map(row -> row.get("image") + " " + row.get("decision").replace("anomalous", "judged").replace(
			"normal", "judged")).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "images", "images/results", "images/below", "." })
	void resultsAreNeverJudgedWhereverTheyLie(String where) throws IOException {
		Path output = folder.resolve(where).normalize();
		for (int run = 0; run < 3; run++) {
			judge(folder, output);
			assertEquals(List.of("images/a.png judged", "images/below/b.png judged"), names(output));
		}
		// Somebody else's run sees them, too.
		judge(folder, folder.resolve("second"));
		assertEquals(2, rows(folder.resolve("second")).size());
	}

	private FolderDetection.Summary judge(String ignore, Path output, boolean resume) throws IOException {
		IgnoreRule rule = IgnoreRule.of(ignore);
		return new FolderDetection(detector, Progress.NONE, FolderDetection.Listener.NONE).ignoring(rule).run(List.of(images), true,
			() -> new ResultFolder(output, JudgedWith.of(detector, "waves.stfpm").ignoring(rule), resume, ResultFolder.Picture.USUAL));
	}

	@Test
	void ignoredPixelsCountForNothingAndTheTableSaysHowMany() throws IOException {
		Path masks = Files.createDirectories(folder.resolve("masks/below")).getParent(), output = folder.resolve("results");
		ByteProcessor some = new ByteProcessor(70, 66), all = new ByteProcessor(70, 66);
		some.setValue(255);
		some.setRoi(20, 10, 30, 40);
		some.fill();
		all.invert();
		new FileSaver(new ImagePlus("", some)).saveAsPng(masks.resolve("a.png").toString());
		new FileSaver(new ImagePlus("", all)).saveAsPng(masks.resolve("below/b_mask.png").toString());
		FolderDetection.Summary summary = judge(masks.toString(), output, false);
		assertEquals(1, summary.judged());
		assertEquals(1, summary.failed());
		CSVRecord row = rows(output).get(0), skipped = rows(output).get(1);
		assertEquals("1200", row.get("ignored_px"));
		assertEquals("failed", skipped.get("decision"));
		assertEquals("Every pixel is ignored, so that nothing is left to judge", skipped.get("error"));
		float[] whole = detector.detect(ImageReader.read(images.resolve("a.png"))).values();
		ImagePlane map = ImagePlane.of(ImageReader.read(output.resolve("maps/a.png.map.tif")));
		float[] values = new float[whole.length];
		map.read(0, 0, 0, 70, 66, values, 0);
		float highest = 0;
		for (int i = 0; i < whole.length; i++) {
			assertEquals(some.get(i) > 0 ? Float.NaN : whole[i], values[i]);
			if (some.get(i) == 0) highest = Math.max(highest, whole[i]);
		}
		assertEquals(highest, Float.parseFloat(row.get("score")));
		assertEquals(1, judge(masks.toString(), output, true).before());
		String other = assertThrows(IOException.class, () -> judge("none", output, true)).getMessage();
		assertTrue(other.contains("has results where what is ignored is: ") && other.contains("not: none"), other);
	}

	@Test
	void twoRunsDoNotMixTheirResults() throws IOException {
		Path output = folder.resolve("out");
		judge(images, output);
		String before = Files.readString(output.resolve("scores.csv"));
		try (WriteLock first = WriteLock.ofFolder(output)) {
			IOException e = assertThrows(IOException.class, () -> judge(images, output));
			assertTrue(Reasons.of(e).contains("out: is being written by"), Reasons.of(e) + first);
		}
		assertEquals(before, Files.readString(output.resolve("scores.csv")));
	}

	@Test
	void halfMapsOfAKilledRunAreRemoved() throws IOException {
		Path output = folder.resolve("out"), half = output.resolve("maps/below/.stfpm-0.tmp");
		Files.createDirectories(half.getParent());
		Files.writeString(half, "II*");
		judge(images, output);
		assertFalse(Files.exists(half));
	}

	@Test
	void aNameIsNoFormulaForASpreadsheetAndIsResumed() throws IOException {
		save(images.resolve("=1+1.png"));
		Path output = folder.resolve("out");
		judge(List.of(images), output, false);
		assertTrue(Files.readString(output.resolve("scores.csv")).contains("\n'=1+1.png,"), Files.readString(output.resolve(
			"scores.csv")));
		for (int run = 0; run < 2; run++) {
			FolderDetection.Summary again = judge(List.of(images), output, true);
			assertEquals(0, again.judged());
			assertEquals(3, again.before());
			assertTrue(Files.readString(output.resolve("scores.csv")).contains("\n'=1+1.png,"));
		}
	}

	@Test
	void imagesInFoldersThatAreNamedAsOursAreJudged() throws IOException {
		save(images.resolve("maps/c.png"));
		save(images.resolve("overlays/d.overlay.png"));
		Path output = folder.resolve("out");
		judge(images, output);
		assertEquals(List.of("a.png judged", "below/b.png judged", "maps/c.png judged", "overlays/d.overlay.png judged"), names(
			output));
	}

	@Test
	void whereThereAreResultsOnlyThatIsSaid() throws IOException {
		judge(images, folder.resolve("out"));
		String message = assertThrows(IOException.class, () -> judge(folder.resolve("out"), folder.resolve("again"))).getMessage();
		assertTrue(message.contains("4 maps and overlays of an earlier run are not judged"), message);
	}

	@Test
	void linksAreFollowedAndLoopsEnded() throws IOException {
		Path elsewhere = folder.resolve("elsewhere");
		save(elsewhere.resolve("c.png"));
		Files.createSymbolicLink(images.resolve("link.png"), elsewhere.resolve("c.png"));
		Files.createSymbolicLink(images.resolve("linked"), elsewhere);
		Files.createSymbolicLink(images.resolve("below/loop"), images);
		Files.createSymbolicLink(images.resolve("nowhere.png"), folder.resolve("gone.png"));
		Path output = folder.resolve("out");
		FolderDetection.Summary summary = judge(images, output);
		assertEquals(List.of("below/loop failed", "nowhere.png failed", "a.png judged", "below/b.png judged", "link.png judged",
			"linked/c.png judged"), names(output));
		assertEquals("a link that leads back to a folder that it is in; not followed", rows(output).get(0).get("error"));
		assertFalse(summary.isWell());
	}

	@Test
	void aResultThatCannotBeWrittenDoesNotEndTheRun() throws IOException {
		String name = "x".repeat(245) + ".png";
		save(images.resolve("A.png"));
		Files.move(images.resolve("A.png"), images.resolve(name));
		Path output = folder.resolve("out");
		FolderDetection.Summary summary = judge(images, output);
		assertEquals(3, summary.judged());
		assertEquals(1, summary.incomplete());
		assertEquals("3 judged, " + summary.anomalous() + " of them anomalous, 0 skipped, 1 not wholly written; threshold 0.2000",
			summary.text(0.2f));
		CSVRecord row = rows(output).get(2);
		assertFalse(row.get("score").isEmpty());
		assertTrue(row.get("error").contains("File name too long"), row.get("error"));
	}

	@Test
	void badFilesAreNamedAndTheRestIsJudged() throws IOException {
		Files.writeString(images.resolve("text.png"), "no image");
		Files.createFile(images.resolve("empty.tif"));
		Files.writeString(images.resolve("line\nend, \"quoted\".png"), "no image");
		Path output = folder.resolve("out");
		FolderDetection.Summary summary = judge(images, output);
		assertEquals(3, summary.failed());
		assertEquals(2, summary.judged());
		assertTrue(names(output).contains("line\nend, \"quoted\".png failed"), names(output).toString());
	}

	@Test
	void everyPlaneOfAStackIsJudgedAndGoneOnWith() throws IOException {
		ImageStack stack = new ImageStack(70, 66);
		for (int i = 0; i < 12; i++)
			stack.addSlice(Models.waves(70, 66, i));
		ImagePlus hyper = new ImagePlus("hyper", stack);
		hyper.setDimensions(1, 3, 4);
		hyper.setOpenAsHyperStack(true);
		assertTrue(new FileSaver(hyper).saveAsTiffStack(images.resolve("stack.tif").toString()));
		Path output = folder.resolve("out");
		assertEquals(14, judge(images, output).judged());
		List<CSVRecord> rows = rows(output).stream().filter(row -> row.get("image").equals("stack.tif")).toList();
		assertEquals(12, rows.size());
		assertEquals("2 1", rows.get(1).get("slice") + " " + rows.get(1).get("frame"));
		double expected = detector.detect(ArrayImgs.unsignedBytes((byte[]) stack.getPixels(2), 70, 66)).score();
		assertEquals(expected, Double.parseDouble(rows.get(1).get("score")), 1e-6);
		assertTrue(Files.exists(output.resolve("maps/stack.tif.z002.t001.map.tif")));
		assertEquals(14, judge(List.of(images), output, true).before());
	}

	@Test
	void areasAreInTheUnitsThatTheFileNames() throws IOException {
		ImagePlus calibrated = new ImagePlus("waves", Models.waves(70, 66, 3));
		calibrated.getCalibration().setUnit("micron");
		calibrated.getCalibration().pixelWidth = 0.5;
		calibrated.getCalibration().pixelHeight = 0.25;
		Path images = Files.createDirectories(folder.resolve("calibrated"));
		assertTrue(new FileSaver(calibrated).saveAsTiff(images.resolve("a.tif").toString()));
		save(images.resolve("b.png"));
		Path output = folder.resolve("out");
		judge(images, output);
		List<CSVRecord> scores = rows(output), regions = rows(output, "regions.csv");
		assertTrue(regions.stream().anyMatch(row -> row.get("image").equals("a.tif")));
		for (CSVRecord row : regions) {
			boolean microns = row.get("image").equals("a.tif");
			assertEquals((microns ? 0.125 : 1) * Double.parseDouble(row.get("area_px")), Double.parseDouble(row.get("area")), 1e-9);
			assertEquals(microns ? "µm^2" : "pixel^2", row.get("area_unit"));
		}
		assertEquals(0.125 * Double.parseDouble(scores.get(0).get("anomalous_area_px")), Double.parseDouble(scores.get(0).get("anomalous_area")), 1e-9);
		assertEquals("µm^2 pixel^2", scores.get(0).get("area_unit") + " " + scores.get(1).get("area_unit"));
	}

	@Test
	void kindsThatAreNotReadAreRefusedByNameAndOthersCounted() throws IOException {
		Files.writeString(images.resolve("notes.txt"), "no image");
		Files.writeString(images.resolve("cells.czi"), "ZISRAWFILE");
		byte[] dicom = new byte[200];
		System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, dicom, 128, 4);
		Files.write(images.resolve("scan.tif"), dicom);
		List<String> said = new ArrayList<>();
		Path output = folder.resolve("out");
		new FolderDetection(detector, new Progress() {
			@Override
			public void note(String message) {
				said.add(message);
			}
		}, FolderDetection.Listener.NONE).run(List.of(images), true, to(detector, output, false));
		assertTrue(said.contains("1 files are no images by their names, and left out"), said.toString());
		String errors = rows(output).stream().map(row -> row.get("error")).toList().toString();
		assertTrue(errors.contains("a Zeiss CZI file, which is not read here: open it in Fiji (File > Import > Bio-Formats)"), errors);
		assertTrue(errors.contains("a DICOM file, which is not read here"), errors);
	}

	@Test
	void mapsReadBackAsTheyWereWritten() throws IOException {
		Path output = folder.resolve("out");
		judge(images, output);
		DetectionResult result = detector.detect(ImageReader.read(images.resolve("a.png")));
		float[] map = new float[70 * 66];
		ImagePlane.of(ImageReader.read(output.resolve("maps/a.png.map.tif"))).read(0, 0, 0, 70, 66, map, 0);
		assertArrayEquals(result.values(), map);
	}

	@Test
	void severalInputsHaveNamesBelowWhatTheyHaveInCommon() throws IOException {
		save(folder.resolve("more/c.png"));
		Path output = folder.resolve("out");
		judge(List.of(images.resolve("below"), folder.resolve("more/c.png"), images.resolve("a.png")), output, false);
		assertEquals(List.of("images/below/b.png judged", "more/c.png judged", "images/a.png judged"), names(output));
	}

	@Test
	void aRunIsGoneOnWith() throws IOException {
		for (int i = 0; i < 4; i++)
			save(images.resolve("more/" + i + ".png"));
		Files.writeString(images.resolve("bad.png"), "no image yet");
		Path output = folder.resolve("out");
		List<String> whole = names(cancelledAfter(3, output));
		assertEquals(4, whole.size(), "the next one was judged while the results of the third were written");
		// As a crash leaves it: half a row at the end, of which some is quoted.
		Files.writeString(output.resolve("scores.csv"), Files.readString(output.resolve("scores.csv")) + "more/1.png,0.5,\"half\nro");
		Files.delete(images.resolve("bad.png"));
		save(images.resolve("bad.png"));

		FolderDetection.Summary resumed = judge(List.of(images), output, true);

		assertEquals(3, resumed.before(), "the bad file was not done");
		assertEquals(4, resumed.judged());
		assertTrue(resumed.isWell());
		Path fresh = folder.resolve("fresh");
		judge(images, fresh);
		assertEquals(sorted(fresh, "scores.csv"), sorted(output, "scores.csv"));
		assertEquals(sorted(fresh, "regions.csv"), sorted(output, "regions.csv"));
		assertEquals(7, judge(List.of(images), output, true).before());
	}

	/** Without the time, at the end of a row. */
	private static List<String> sorted(Path output, String table) throws IOException {
		return Files.readAllLines(output.resolve(table)).stream().map(row -> row.replaceFirst(",20[0-9T:-]+Z$", "")).sorted().toList();
	}

	private Path cancelledAfter(int files, Path output) {
		List<String> done = new ArrayList<>();
		Progress progress = new Progress() {
			@Override
			public void update(long finished, long total, String message) {
				done.add(message);
			}

			@Override
			public boolean isCancelled() {
				return done.size() >= files;
			}
		};
		assertThrows(CancellationException.class, () -> new FolderDetection(detector, progress, FolderDetection.Listener.NONE)
			.run(List.of(images), true, to(detector, output, false)));
		return output;
	}

	@Test
	void resultsOfAnotherModelAreNotGoneOnWith() throws IOException {
		Path output = folder.resolve("out");
		judge(images, output);
		String message = assertThrows(IOException.class, () -> new FolderDetection(other, Progress.NONE,
			FolderDetection.Listener.NONE).run(List.of(images), true, to(other, output, true))).getMessage();
		assertTrue(message.contains("results of another model, or of another threshold"), message);
		assertEquals(2, rows(output).size());
	}
}
