package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.TeacherReference;
import sc.fiji.stfpm.report.SetEvaluation.Judged;

/** The folder of a report on a small set, judged by an untrained model. */
class EvaluationReportTest {
	@TempDir
	private static Path folder;
	private static Path set;
	private static Path written;
	private static AnomalyDetector detector;
	private static SetEvaluation evaluation;

	@BeforeAll
	static void write() throws IOException {
		set = Evaluations.set(folder.resolve("set"));
		// Between the scores of the normal images, so that some are false alarms.
		try (AnomalyDetector first = Evaluations.detector(1)) {
			float[] scores = new float[4];
			int n = 0;
			for (Judged image : Evaluations.of(first, set).images())
				if (!image.sample().anomalous()) scores[n++] = image.score();
			java.util.Arrays.sort(scores);
			detector = Evaluations.detector(scores[2]);
		}
		evaluation = Evaluations.withPictures(detector, set);
		written = folder.resolve("report");
		EvaluationReport.of(evaluation, detector, true, Progress.NONE).write(written);
	}

	@AfterAll
	static void close() throws IOException {
		evaluation.rows().close();
		detector.close();
	}

	private static String page() throws IOException {
		return Files.readString(written.resolve("report.html"));
	}

	@Test
	void theFolderHasThePageTheTablesThePlotsAndTheSheet() throws IOException {
		for (String name : List.of("report.html", "metrics.json", "scores.csv", "histogram.png", "scores-by-kind.png",
			"image-roc.png", "image-precision-recall.png", "pixel-roc.png", "pixel-precision-recall.png", "pro.png",
			"worst.png"))
			assertTrue(Files.size(written.resolve(name)) > 100, name);
		assertEquals(2 * ChartPlot.WIDTH, ImageIO.read(written.resolve("pro.png").toFile()).getWidth());
	}

	@Test
	void whatTheFiguresRestOnComesBeforeAnyFigure() throws IOException {
		String page = page();
		String teacher = detector.model().teacher().sha256();
		assertTrue(page.indexOf(teacher) > 0 && page.indexOf(teacher) < page.indexOf("Key figures</h2>"));
		for (String fact : List.of("made up by a test", "cpu", "lowest mean anomaly map over 2 held-out normal images",
			"7 judged: 4 normal, 3 anomalous, of these 0 without mask"))
			assertTrue(page.indexOf(fact) > 0 && page.indexOf(fact) < page.indexOf("Key figures</h2>"), fact);
		assertTrue(page.indexOf("The model knows no held-out scores") < page.indexOf("Key figures</h2>"));
	}

	@Test
	void thePageFetchesNothing() throws IOException {
		Matcher reference = Pattern.compile("(src|href|url|action|poster|srcset)\\s*[=(]\\s*[\"']?+([^#].{4})").matcher(page());
		int found = 0;
		for (; reference.find(); found++)
			assertEquals("data:", reference.group(2));
		assertTrue(found > 20, "pictures and the icon: " + found);
		assertFalse(page().contains("http:") || page().contains("https:") || page().contains("@import"));
	}

	@Test
	void theListOfImagesWithVerdictsAndReasonsComesBeforeAnyFigure() throws IOException {
		String page = page();
		assertTrue(page.indexOf("id=\"images\"") < page.indexOf("What the figures rest on</h2>"));
		List<String> rows = Pattern.compile("(?s)<tr role=\"row\" class=.*?</tr>").matcher(page).results().map(r -> r.group()).toList();
		assertEquals(8, rows.size(), "seven images and a broken one");
		String firstFail = rows.get(0);
		assertTrue(firstFail.contains("class=\"fail") && firstFail.contains("px around (") && firstFail.contains("<img loading"), firstFail
			.replaceAll("base64,[^\"]*", ""));
		assertTrue(rows.stream().filter(row -> row.contains(" mistake")).allMatch(row -> row.contains("<em>false alarm</em>") || row.contains(
			"<em>missed</em>")));
		assertEquals(2, rows.stream().filter(row -> row.contains("<em>false alarm</em>")).count(), "the threshold is the third of four");
		assertTrue(page.contains("By the labels ") && page.contains(" 2 are false alarms."));
	}

	/** A policy lets nothing but that script run. */
	@Test
	void theOneScriptIsNamedByItsHash() throws Exception {
		Matcher script = Pattern.compile("(?s)<script>(.*?)</script>").matcher(page());
		assertTrue(script.find());
		String hash = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(
			StandardCharsets.UTF_8)));
		assertTrue(page().contains("script-src 'sha256-" + hash + "'"), hash);
		assertFalse(script.find(), "there is one");
	}

	@Test
	void namesAndReasonsAreShownAsTheyAre() throws IOException {
		assertTrue(page().contains("test/good/a&amp;b &#39;c&#39;.png"));
		assertFalse(page().contains("a&b"));
		SetEvaluation hostile = Evaluations.with(evaluation, List.of(Evaluations.judged("<script>1</script>", true, 0.1)), Map
			.of("<b>x</b>.png", "\"><img src=y>"));
		Path there = folder.resolve("hostile");
		EvaluationReport.of(hostile, detector.model(), "cpu", Optional.empty()).write(there);
		String page = Files.readString(there.resolve("report.html"));
		assertFalse(page.contains("<script>1") || page.contains("<b>x") || page.contains("<img src=y"));
		assertTrue(page.contains("&lt;b&gt;x&lt;/b&gt;.png") && page.contains("&quot;&gt;&lt;img src=y&gt;"));
	}

	@Test
	void figuresWithAThresholdThatSawTheLabelsSaySo() throws IOException {
		Matcher oracle = Pattern.compile("F1-max(?: threshold)?(.{0,42})").matcher(page());
		int found = 0;
		for (; oracle.find(); found++)
			assertTrue(oracle.group(1).startsWith(" (threshold chosen on these images)"), oracle.group());
		assertTrue(found >= 4, "figures, kinds and the explanation: " + found);
	}

	@Test
	void theCsvHasARowForEveryImageAndTheReasonOfEverySkippedOne() throws IOException {
		try (Reader in = Files.newBufferedReader(written.resolve("scores.csv"))) {
			List<CSVRecord> rows = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(in).getRecords();
			assertEquals(8, rows.size());
			CSVRecord awkward = rows.stream().filter(r -> r.get("image").endsWith(Evaluations.AWKWARD)).findFirst().orElseThrow();
			assertEquals("good", awkward.get("kind"));
			assertEquals("normal", awkward.get("label"));
			double score = Double.parseDouble(awkward.get("score")), threshold = detector.model().calibration().threshold();
			assertEquals(score / (2 * threshold), Double.parseDouble(awkward.get("normalised_score")), 1e-6);
			assertEquals(score >= threshold ? "anomalous" : "normal", awkward.get("decision"));
			CSVRecord broken = rows.get(7);
			assertEquals("failed", broken.get("decision"));
			assertTrue(broken.get("image").endsWith("broken.png") && broken.get("error").contains("broken.png"), broken
				.toString());
		}
	}

	@Test
	void theJsonHasProvenanceWarningsFiguresAndNotes() throws IOException {
		JsonObject json = JsonParser.parseString(Files.readString(written.resolve("metrics.json"))).getAsJsonObject();
		assertEquals("provenance", json.keySet().iterator().next());
		assertEquals(detector.model().teacher().sha256(), json.getAsJsonObject("provenance").get("Teacher SHA-256")
			.getAsString());
		assertTrue(json.getAsJsonArray("warnings").size() >= 2, "no held-out scores, and a skipped file");
		assertEquals(evaluation.all().image().auroc().getAsDouble(), json.getAsJsonObject("all").get("Image AUROC")
			.getAsDouble());
		assertEquals("threshold chosen on these images", json.getAsJsonObject("notes").get("Pixel F1-max").getAsString());
		assertEquals(3, json.getAsJsonObject("byKind").getAsJsonObject("hole").get("anomalousImages").getAsInt());
		assertTrue(json.getAsJsonObject("skipped").has("test/hole/broken.png"));
	}

	@Test
	void withoutPicturesNoneIsThereNotEvenFromAnEarlierReport() throws IOException {
		Path there = folder.resolve("restricted");
		EvaluationReport.of(evaluation, detector, true, Progress.NONE).write(there);
		assertTrue(Files.exists(there.resolve("worst.png")));
		EvaluationReport report = EvaluationReport.of(evaluation, detector, false, Progress.NONE);
		report.write(there);
		assertFalse(Files.exists(there.resolve("worst.png")));
		assertTrue(report.sheet().isEmpty());
		String page = Files.readString(there.resolve("report.html"));
		assertTrue(page.contains("Pictures of the images were left out on request."));
		assertFalse(page.contains("<img "), "no picture of an image");
		assertTrue(Files.exists(there.resolve("pro.png")));
	}

	@Test
	void anUntrainedTeacherIsWarnedOfInTheConsoleToo() {
		AnomalyModel model = detector.model();
		String text = EvaluationReport.of(evaluation, model, "cpu", Optional.empty()).provenance().toString();
		assertTrue(text.startsWith("Learned from"), text);
		assertTrue(text.contains("test/hole/broken.png: ") && text.contains("WARNING"), text);
		assertFalse(text.contains("never been trained"), "the teacher's name does not say so");
		TeacherReference random = new TeacherReference("random (untrained)", model.teacher().sha256(), "");
		AnomalyModel other = new AnomalyModel(model.scoring(), random, Optional.empty(), model.preprocessing(), model
			.calibration(), model.record());
		assertTrue(EvaluationReport.of(evaluation, other, "cpu", Optional.empty()).provenance().toString().contains(
			"The teacher has never been trained"));
	}

	@Test
	void theSheetHasTheStripAtFullWidthAndOutlinesInBothColours() {
		BufferedImage sheet = EvaluationReport.of(evaluation, detector, true, Progress.NONE).sheet().orElseThrow()
			.getBufferedImage();
		assertTrue(sheet.getWidth() > 3 * 256, "three pictures of 64 pixels, enlarged");
		int truth = 0, found = 0;
		for (int y = 60; y < sheet.getHeight(); y++)
			for (int x = 0; x < sheet.getWidth(); x++) {
				if ((sheet.getRGB(x, y) & 0xffffff) == CallPicture.TRUTH) truth++;
				if ((sheet.getRGB(x, y) & 0xffffff) == CallPicture.FOUND) found++;
			}
		assertTrue(truth > 50, "ground truth: " + truth);
		assertTrue(found > 5, "false alarms were found somewhere: " + found);
	}

	@Test
	void anImageThatIsGoneIsShownWithTheReason() {
		Judged gone = Evaluations.judged("gone.png", true, 0.1);
		List<CallPicture> calls = CallPicture.of(List.of(new WorstCalls.Call(gone, WorstCalls.Why.MISS)), IgnoreRule.NONE, detector,
			Progress.NONE);
		assertTrue(calls.get(0).pictures().isEmpty());
		assertTrue(calls.get(0).problem().contains("gone.png: no such file"), calls.get(0).problem());
		assertTrue(WorstSheet.draw(calls).getHeight() > 40);
	}

	@Test
	void aReportDoesNotGoAmongTheImages() {
		IOException refused = assertThrows(IOException.class, () -> EvaluationReport.prepare(set.resolve("test/good"), set));
		assertTrue(refused.getMessage().contains("lies among the images"), refused.getMessage());
		assertThrows(IOException.class, () -> EvaluationReport.prepare(set.resolve("test/good/0.png"), folder));
	}
}
