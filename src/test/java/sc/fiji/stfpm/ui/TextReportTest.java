package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
