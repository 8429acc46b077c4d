package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.report.HtmlText.Cell;

class HtmlTextTest {
	@Test
	void markupInTextShowsAsText() {
		assertEquals("&lt;img src=&quot;x&quot; onerror=&#39;a&#39;&gt; &amp;amp;", HtmlText.escaped(
			"<img src=\"x\" onerror='a'> &amp;"));
	}

	@Test
	void charactersThatNoPageMayHoldAreReplaced() {
		assertEquals("a\ufffdb\ufffdc\ufffd\tü\ud83d\ude00", HtmlText.escaped("a\u0000b\u001bc\ud800\tü\ud83d\ude00"));
	}

	@Test
	void captionsHeadsAndCellsAreEscaped() {
		String table = new HtmlText().table("<c>", List.of("<h>", "#n"), List.of(List.of(Cell.of("<a>"), new Cell("1", "<b>"))),
			"").toString();
		assertFalse(table.contains("<a>") || table.contains("<b>") || table.contains("<c>") || table.contains("<h>"), table);
		assertTrue(table.contains("<th scope=\"row\">&lt;a&gt;</th><td class=\"number\">1<small>&lt;b&gt;</small></td>"), table);
		assertTrue(table.contains("<th scope=\"col\" class=\"number\">n</th>"), table);
	}
}
