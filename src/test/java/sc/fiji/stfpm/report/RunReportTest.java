package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.detect.Comparison;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.ImageDescriptors.Nearest;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.report.Results.Spot;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.ThresholdRule;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.ui.JudgedWith;

class RunReportTest {
	private static final Calibration CALIBRATION = Calibration.of(new float[] { 0.2f, 0.4f, 1 }, ThresholdRule.DEFAULT);
	private static final AnomalyModel MODEL = Models.model(Preprocessing.Mode.TILES, 64).withCalibration(CALIBRATION);
	private static final JudgedWith MADE = new JudgedWith(MODEL, "ab12", "line-3.stfpm", "cpu", 1);
	@TempDir
	private Path folder;

	static void judged(RunReport report, String name, float score) {
		report.add(name, ImagePlane.of(Models.texture(90, 60, name.hashCode())), Results.of(90, 60, CALIBRATION, new Spot(5, 5, 8, 6, score)),
			Optional.empty());
	}

	private static ReportRow row(String name, Outcome outcome, float score) {
		return new ReportRow(name, outcome, score, "why " + name, Optional.empty(), Optional.empty());
	}

	private String written(RunReport report) throws IOException {
		report.write(folder.resolve("new/page.html"));
		return Files.readString(folder.resolve("new/page.html"));
	}

	private static List<String> names(String page) {
		return Pattern.compile("<th role=\"rowheader\" scope=\"row\">([^<]*)</th>").matcher(page).results().map(r -> r.group(1)).toList();
	}

	@Test
	void whatFailsComesFirstTheHighestScoreFirst() throws IOException {
		try (RunReport report = new RunReport("Monday", MADE)) {
			judged(report, "c.png", 0.5f);
			judged(report, "a.png", 2);
			report.addFailure("d.png", "it is cut");
			report.add(row("e.png", Outcome.NOT_COMPARABLE, 9));
			judged(report, "b.png", 3);
			String page = written(report);
			assertEquals(List.of("b.png", "a.png", "e.png", "d.png", "c.png"), names(page));
			assertTrue(page.contains("2 of 5 images fail. 1 cannot be compared with what the model learned, and needs a person. 1 could not be"
				+ " judged, and needs a person."), page);
			for (String count : List.of("> All <b>5</b>", "> FAIL <b>2</b>", "> NOT COMPARABLE <b>1</b>", "> NOT JUDGED <b>1</b>",
				"> PASS <b>1</b>"))
				assertTrue(page.contains(count), count);
		}
	}

	@Test
	void aRowSaysWhereHowStrongAndHowUnusual() throws IOException {
		try (RunReport report = new RunReport("Monday", MADE)) {
			judged(report, "a.png", 2.5f);
			report.add(new ReportRow("b.png", Outcome.PASS, 0.999f, "", Optional.of("good/7.png"), Optional.empty()));
			String page = written(report);
			assertTrue(page.contains("<strong>2.50</strong> × threshold"), page);
			assertTrue(page.contains("Upper left, 8 × 6 px around (9, 8)<small>Scores higher than all 3 known normal images.</small>"), page);
			assertTrue(page.contains("<small>Scores higher than 2 of 3 known normal images.</small>"), page);
			assertTrue(page.contains("<small>Most similar normal image: good/7.png</small>"), page);
			assertTrue(page.contains("<strong>0.99</strong> × threshold"), "what passes never looks as if it reached the threshold");
			assertTrue(page.contains("class=\"fill\" width=\"100.0\"") && page.contains("class=\"fill\" width=\"50.0\""), "the bars' ends");
		}
	}

	@Test
	void itSaysWhatJudgedAndWhatTheThresholdMeans() throws IOException {
		try (RunReport report = new RunReport("<Monday>", MADE)) {
			judged(report, "a.png", 2);
			report.notListed(4);
			report.stopped();
			String page = written(report);
			assertTrue(page.contains("<h1>&lt;Monday&gt;</h1>") && page.contains("Judged by line-3.stfpm, 20"), page);
			assertTrue(page.contains("About 1 in 4 new normal images may be called anomalous."), page);
			for (String fact : List.of("line-3.stfpm", "ab12", MODEL.teacher().sha256(), MODEL.teacher().name(), "cpu"))
				assertTrue(page.contains("<dd>" + fact + "</dd>"), fact);
			assertTrue(page.contains("The run was stopped: these are the images that were judged until then."), page);
			assertTrue(page.contains("4 images were judged by an earlier run of the same output and not in this list"), page);
			assertTrue(page.contains("Normal images that set the threshold (3)") && page.contains("Judged images (1)"), page);
		}
	}

	@Test
	void whatIsNotComparableSaysWhyAndNotHowStrong() throws IOException {
		try (RunReport report = new RunReport("Monday", MADE)) {
			Comparison black = new Comparison(false, "all its pixels have the same value", List.of("it is of another size"), Optional.of(
				new Nearest("good/7.png", 1)));
			DetectionResult result = new DetectionResult(90, 60, new float[90 * 60], 0, CALIBRATION, List.of(), 1, black);
			report.add("black.png", ImagePlane.of(Models.texture(90, 60, 1)), result, Optional.empty());
			String page = written(report);
			assertTrue(page.contains("<b>NOT COMPARABLE</b>") && page.contains("All its pixels have the same value; it is of another size"), page);
			assertTrue(page.contains("Most similar normal image: good/7.png"), page);
			assertFalse(page.contains("× threshold<") || page.contains("known normal image"), page);
		}
	}

	@Test
	void picturesAreBoundedAndTheWorstHaveThem() throws IOException {
		try (ReportRows rows = new ReportRows(MODEL, true, 2)) {
			for (int i = 0; i < 5; i++)
				rows.add("image " + i, ImagePlane.of(Models.texture(700, 500, i)), Results.of(700, 500, CALIBRATION, new Spot(5, 5, 80, 60, 1.5f
					+ i)), Optional.empty());
			List<Integer> order = rows.order();
			assertEquals(List.of(4, 3, 2, 1, 0), order);
			for (int i = 0; i < 5; i++)
				assertEquals(i >= 3, rows.picture(i).isPresent(), "image " + i);
			int length = rows.picture(4).orElseThrow().length;
			assertTrue(length > 1000 && length <= RowPicture.MOST_BYTES, length + " bytes");
		}
	}

	@Test
	void aPictureShowsTheImageItsHeatAndTheOutline() throws IOException {
		try (RunReport report = new RunReport("Monday", MADE)) {
			judged(report, "a.png", 2);
			MatchResult image = Pattern.compile("<img loading=\"lazy\" src=\"data:image/jpeg;base64,([^\"]+)\" width=\"(\\d+)\" height=\"(\\d+)\""
				+ " alt=\"([^\"]*)\"").matcher(written(report)).results().findFirst().orElseThrow();
			assertEquals("270", image.group(2), "three times the image");
			assertEquals("180", image.group(3));
			assertEquals("a.png with its heat map: upper left, 8 × 6 px around (9, 8)", image.group(4));
			BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(image.group(1))));
			int heat = picture.getRGB(27, 24), away = picture.getRGB(200, 120);
			assertTrue((heat >> 16 & 0xff) - (heat & 0xff) > 40, "hot colours: " + Integer.toHexString(heat));
			assertTrue(Math.abs((away >> 16 & 0xff) - (away & 0xff)) < 25, "grey: " + Integer.toHexString(away));
		}
	}

	@Test
	void aFolderInItsPlaceIsSaidBeforeTheWork() {
		IOException e = assertThrows(IOException.class, () -> RunReport.prepare(folder));
		assertTrue(e.getMessage().contains("is a folder"), e.getMessage());
	}

	@Test
	void withoutAnImageThereIsAPage() throws IOException {
		try (RunReport report = new RunReport("Empty", MADE)) {
			String page = written(report);
			assertTrue(page.contains("None of 0 images fails.") && page.contains("No image was judged."), page);
			assertFalse(page.contains("NaN"), page);
		}
	}
}
