package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.report.Results.Spot;
import sc.fiji.stfpm.testing.Browser;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.ui.JudgedWith;

/** The pages as a real browser shows them, on a desk, in a hand and on paper. */
class HtmlReportBrowserTest {
	/** Shows a page in a frame of some width, does something there, then measures it. */
	private static final String FRAME = """
		<!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><pre id="measured"></pre>
		<iframe id="frame" src="%1$s" style="border:0;width:%2$dpx;height:900px"></iframe>
		<script>
		const frame = document.getElementById("frame");
		// Pictures out of sight are not decoded until they are asked for.
		frame.onload = () => {
			[...frame.contentDocument.images].forEach(image => image.loading = "eager");
			setTimeout(measure, 1000);
		};
		const measure = () => {
			const page = frame.contentDocument, images = [...page.images];
			const outside = e => e.getBoundingClientRect().right > %2$d + 0.5 && !e.closest(".scroll, .unseen, svg");
			const visible = e => e.getClientRects().length > 0;
			%3$s
			document.getElementById("measured").textContent = JSON.stringify({
				width: page.documentElement.scrollWidth,
				inner: page.documentElement.clientWidth,
				outside: [...page.body.querySelectorAll("*")].filter(outside).length,
				images: images.length,
				charts: page.querySelectorAll("svg.chart").length,
				broken: images.filter(i => !(i.naturalWidth > 0)).length,
				withoutText: images.filter(i => !i.alt).length + page.querySelectorAll("svg.chart:not([aria-label])").length,
				requests: frame.contentWindow.performance.getEntriesByType("resource").filter(r => !r.name.startsWith("data:")).length,
				rows: [...page.querySelectorAll(".rows > tbody > tr")].filter(visible).length,
				shown: page.getElementById("shown").textContent,
				title: page.title });
		};
		</script>
		""";
	private static final String EVALUATION = "report/report.html";
	private static final String RUN = "run.html";

	/** Browsers that are installed as snaps do not see the system's temporary folder. */
	static final class InTarget implements TempDirFactory {
		@Override
		public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
			return Files.createTempDirectory(Files.createDirectories(Path.of("target")).toAbsolutePath(), "browser");
		}
	}

	@TempDir(factory = InTarget.class)
	private static Path folder;
	private static Browser browser;
	private static int frames;

	@BeforeAll
	static void write() throws IOException {
		browser = Browser.find(folder);
		String name = "a set with a long name_that_does_not_break_anywhere_but_has_to_fit";
		Path set = Evaluations.set(folder.resolve(name));
		try (AnomalyDetector detector = Evaluations.detector(0.01f)) {
			SetEvaluation evaluation = Evaluations.withPictures(detector, set);
			EvaluationReport.of(evaluation, detector, true, Progress.NONE).write(folder.resolve("report"));
			evaluation.rows().close();
			JudgedWith made = JudgedWith.of(detector, name + ".stfpm");
			try (RunReport report = new RunReport("Inspection of " + name, made)) {
				for (int i = 0; i < 40; i++)
					report.add(name + "/image " + i + ".png", ImagePlane.of(Models.texture(90, 60, i)), Results.of(90, 60, made.model().calibration()
						.byHand(0.2), new Spot(2 * i, i, 6, 5, i % 4 == 0 ? 0.25f + i : 0.11f)), Optional.empty());
				report.addFailure("cut.png", "it ends within_a_row_of_pixels_whose_name_is_very_long_indeed_and_does_not_break_either");
				report.add(new ReportRow("black.png", Outcome.NOT_COMPARABLE, 0.1f, "it is black", Optional.of(name), Optional.empty()));
				report.write(folder.resolve(RUN));
			}
		}
	}

	/** @param action JavaScript in the frame that holds the page as {@code page} */
	private static JsonObject measured(String file, int width, String action) throws Exception {
		Path page = folder.resolve("frame" + ++frames + ".html");
		Files.writeString(page, String.format(FRAME, file, width, action));
		String dom = browser.dom(page);
		int start = dom.indexOf("id=\"measured\">{") + "id=\"measured\">".length();
		assertTrue(dom.contains("id=\"measured\">{"), dom);
		return JsonParser.parseString(dom.substring(start, dom.indexOf("}", start) + 1)).getAsJsonObject();
	}

	@ParameterizedTest
	@CsvSource({ EVALUATION + ", 1440, 25, 7, 8", EVALUATION + ", 420, 25, 7, 8", EVALUATION + ", 320, 25, 7, 8", RUN + ", 1280, 40, 1, 42",
		RUN + ", 420, 40, 1, 42" })
	void aPageFitsItsWidthShowsItsPicturesAndFetchesNothing(String file, int width, int images, int charts, int rows) throws Exception {
		JsonObject measured = measured(file, width, "");
		assertTrue(measured.get("width").getAsInt() <= width, "scrolls sideways: " + measured);
		assertTrue(measured.get("inner").getAsInt() <= width && measured.get("inner").getAsInt() > width - 20, measured
			.toString());
		assertEquals(0, measured.get("outside").getAsInt(), "elements beyond the edge: " + measured);
		assertEquals(images, measured.get("images").getAsInt(), measured.toString());
		assertEquals(charts, measured.get("charts").getAsInt(), measured.toString());
		assertEquals(rows, measured.get("rows").getAsInt(), measured.toString());
		assertEquals(0, measured.get("broken").getAsInt(), measured.toString());
		assertEquals(0, measured.get("withoutText").getAsInt(), measured.toString());
		assertEquals(0, measured.get("requests").getAsInt(), measured.toString());
		assertTrue(measured.get("title").getAsString().contains("a set with a long name"), measured.toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "fail | | 10 | 10 of 42 shown", "pass | | 30 | 30 of 42 shown",
		"not-comparable | | 1 | 1 of 42 shown", "not-judged | | 1 | 1 of 42 shown", "all | IMAGE 12 | 1 | 1 of 42 shown", "pass | image 12 | 0 | 0 of 42 shown", "all | | 42 |" })
	void theListIsFilteredAndSearched(String filter, String words, int rows, String shown) throws Exception {
		JsonObject measured = measured(RUN, 1280, String.format("""
			page.querySelector("[value='%s']").click();
			const search = page.getElementById("search");
			search.value = "%s";
			search.dispatchEvent(new Event("input"));
			""", filter, words == null ? "" : words));
		assertEquals(rows, measured.get("rows").getAsInt(), measured.toString());
		assertEquals(shown == null ? "" : shown, measured.get("shown").getAsString());
	}

	/** Where a policy or a setting lets no script run. */
	@Test
	void theFiltersWorkWithoutAScript() throws Exception {
		String text = Files.readString(folder.resolve(RUN));
		Files.writeString(folder.resolve("still.html"), text.replaceAll("(?s)<script>.*?</script>", "").replace("value=\"all\" checked",
			"value=\"all\"").replace("value=\"fail\"", "value=\"fail\" checked"));
		assertEquals(10, measured("still.html", 1280, "").get("rows").getAsInt());
	}

	@Test
	void itCanBePictured() throws Exception {
		Path png = folder.resolve("desktop.png");
		browser.screenshot(folder.resolve(EVALUATION), 1440, 900, png);
		BufferedImage picture = ImageIO.read(png.toFile());
		assertEquals(1440, picture.getWidth());
		assertTrue(Arrays.stream(picture.getRGB(0, 0, 1440, 900, null, 0, 1440)).distinct().count() > 50, "something is drawn");
	}

	@ParameterizedTest
	@CsvSource({ EVALUATION, RUN })
	void itIsDarkForThoseWhoLikeItThatChartsIncluded(String file) throws Exception {
		Path light = folder.resolve("light.png"), dark = folder.resolve("dark.png");
		browser.screenshot(folder.resolve(file), 420, 9000, light);
		browser.darkScreenshot(folder.resolve(file), 420, 9000, dark);
		assertTrue(lightShare(light) > 0.5, "light: " + lightShare(light));
		assertTrue(lightShare(dark) < 0.06, "pictures and letters alone are light: " + lightShare(dark));
	}

	private static double lightShare(Path png) throws IOException {
		BufferedImage picture = ImageIO.read(png.toFile());
		int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
		return Arrays.stream(pixels).filter(p -> (p >> 8 & 0xff) > 200).count() / (double) pixels.length;
	}

	@ParameterizedTest
	@CsvSource({ EVALUATION + ", 2", RUN + ", 3" })
	void itPrintsOnSeveralPages(String file, int least) throws Exception {
		Path pdf = folder.resolve("page.pdf");
		browser.print(folder.resolve(file), pdf);
		String text = new String(Files.readAllBytes(pdf), StandardCharsets.ISO_8859_1);
		assertTrue(text.startsWith("%PDF"), text.substring(0, 20));
		int pages = text.split("/Type /Page\\b", -1).length - 1;
		assertTrue(pages >= least && pages < 12, pages + " pages");
	}
}
