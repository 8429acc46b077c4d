package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class TextReportTest {
	@Test
	void aValueBeginsNoLineOfItsOwn() {
		TextReport report = new TextReport("Report");
		report.line("Image", "a.tif\nThreshold          0\t1");
		report.line("Count", 3);
		assertEquals(2, report.toString().lines().count());
		assertEquals("Image              a.tif\\nThreshold          0\\t1", report.toString().lines().findFirst().orElseThrow());
	}

	@Test
	void aParagraphIsBrokenInWindowsAlone() {
		String word = "x".repeat(30);
		TextReport report = new TextReport("Report");
		report.line("Line", word + " " + word + " " + word);
		report.paragraph("Paragraph", word + " " + word + " " + word);
		report.paragraph("Path", word.repeat(5));
		report.paragraph("Nothing", "");
		assertEquals(List.of("Line\t" + word + " " + word + " " + word, "Paragraph\t" + word + " " + word, " \t" + word, "Path\t" + word.repeat(5),
			"Nothing\t"), report.rows());
		assertEquals(4, report.toString().lines().count());
	}
}
