package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.testing.Browser;

/** The report as a real browser shows it, on a desk and in a hand. */
class HtmlReportBrowserTest {
	/** Shows the report in a frame of some width, then measures it. */
	private static final String FRAME = """
		<!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><pre id="measured"></pre>
		<iframe id="frame" src="report/report.html" style="border:0;width:%dpx;height:900px"></iframe>
		<script>
		const frame = document.getElementById("frame");
		// Pictures inside the page are decoded before it counts as loaded.
		frame.onload = () => {
			const page = frame.contentDocument, images = [...page.images];
			const outside = e => e.getBoundingClientRect().right > %<d + 0.5 && !e.closest(".scroll");
			document.getElementById("measured").textContent = JSON.stringify({
				width: page.documentElement.scrollWidth,
				inner: page.documentElement.clientWidth,
				outside: [...page.body.querySelectorAll("*")].filter(outside).length,
				images: images.length,
				broken: images.filter(i => !(i.naturalWidth > 0)).length,
				withoutText: images.filter(i => !i.alt).length,
				requests: frame.contentWindow.performance.getEntriesByType("resource").filter(r => !r.name.startsWith("data:")).length,
				title: page.title });
		};
		</script>
		""";
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

	@BeforeAll
	static void write() throws IOException {
		browser = Browser.find(folder);
		Path set = Evaluations.set(folder.resolve("a set with a long name_that_does_not_break_anywhere_but_has_to_fit"));
		try (AnomalyDetector detector = Evaluations.detector(0.01f)) {
			EvaluationReport.of(Evaluations.of(detector, set), detector, true, Progress.NONE).write(folder.resolve("report"));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1440, 390 })
	void thePageFitsItsWidthShowsItsPicturesAndFetchesNothing(int width) throws Exception {
		Path page = folder.resolve("frame" + width + ".html");
		Files.writeString(page, String.format(FRAME, width));
		String dom = browser.dom(page);
		int start = dom.indexOf("id=\"measured\">{") + "id=\"measured\">".length();
		assertTrue(dom.contains("id=\"measured\">{"), dom);
		JsonObject measured = JsonParser.parseString(dom.substring(start, dom.indexOf("}", start) + 1)).getAsJsonObject();
		assertTrue(measured.get("width").getAsInt() <= width, "scrolls sideways: " + measured);
		assertTrue(measured.get("inner").getAsInt() <= width && measured.get("inner").getAsInt() > width - 20, measured
			.toString());
		assertEquals(0, measured.get("outside").getAsInt(), "elements beyond the edge: " + measured);
		assertEquals(7 + 3 * 6, measured.get("images").getAsInt(), "plots and three pictures of six calls");
		assertEquals(0, measured.get("broken").getAsInt(), measured.toString());
		assertEquals(0, measured.get("withoutText").getAsInt(), measured.toString());
		assertEquals(0, measured.get("requests").getAsInt(), measured.toString());
		assertTrue(measured.get("title").getAsString().startsWith("Evaluation of a set"), measured.toString());
	}

	@Test
	void itCanBePictured() throws Exception {
		Path png = folder.resolve("desktop.png");
		browser.screenshot(folder.resolve("report/report.html"), 1440, 900, png);
		var picture = ImageIO.read(png.toFile());
		assertEquals(1440, picture.getWidth());
		assertTrue(java.util.Arrays.stream(picture.getRGB(0, 0, 1440, 900, null, 0, 1440)).distinct().count() > 50,
			"something is drawn");
	}
}
