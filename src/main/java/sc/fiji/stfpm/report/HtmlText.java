package sc.fiji.stfpm.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Base64;
import java.util.List;

/** HTML as it is written: whatever comes from outside is escaped. */
final class HtmlText {
	private final StringBuilder html = new StringBuilder();

	/**
	 * One cell of a table.
	 *
	 * @param text the value
	 * @param note a second, smaller line; may be empty
	 */
	record Cell(String text, String note) {
		static Cell of(Object text) {
			return new Cell(String.valueOf(text), "");
		}
	}

	/** Text that shows as it is, between tags and in quoted attributes; characters that no XML may hold become a mark. */
	static String escaped(Object value) {
		StringBuilder text = new StringBuilder();
		String.valueOf(value).codePoints().forEach(c -> {
			switch (c) {
				case '&' -> text.append("&amp;");
				case '<' -> text.append("&lt;");
				case '>' -> text.append("&gt;");
				case '"' -> text.append("&quot;");
				case '\'' -> text.append("&#39;");
				default -> text.appendCodePoint(c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0 || c >= 0xd800
					&& c < 0xe000 ? 0xfffd : c);
			}
		});
		return text.toString();
	}

	/** Adds markup as it is. */
	HtmlText markup(String tags) {
		html.append(tags);
		return this;
	}

	/** Adds an element with text. */
	HtmlText element(String tag, Object text) {
		html.append('<').append(tag).append('>').append(escaped(text)).append("</").append(tag).append(">\n");
		return this;
	}

	/** Adds a picture with the PNG inside. */
	HtmlText image(byte[] png, int width, int height, String alternative) {
		return image("", "png", png, width, height, alternative);
	}

	/** Adds a picture with the JPEG inside, which is decoded where it comes into view. */
	HtmlText lazyJpeg(byte[] jpeg, int width, int height, String alternative) {
		return image(" loading=\"lazy\"", "jpeg", jpeg, width, height, alternative);
	}

	private HtmlText image(String when, String kind, byte[] bytes, int width, int height, String alternative) {
		html.append("<img").append(when).append(" src=\"data:image/").append(kind).append(";base64,").append(Base64.getEncoder().encodeToString(
			bytes)).append("\" width=\"").append(width).append("\" height=\"").append(height).append("\" alt=\"").append(escaped(alternative))
			.append("\">\n");
		return this;
	}

	/** Hands on what was added so far, and forgets it. */
	void flushTo(Writer out) throws IOException {
		out.append(html);
		html.setLength(0);
	}

	/**
	 * Adds a table that scrolls in a box of its own where it is too wide. The first cell of a row is its head; columns of
	 * numbers are those whose name has a {@code #} before it.
	 */
	HtmlText table(String caption, List<String> heads, List<List<Cell>> rows, String classes) {
		html.append("<div class=\"scroll ").append(classes).append("\" role=\"region\" tabindex=\"0\" aria-label=\"").append(
			escaped(caption)).append("\">\n<table>\n<caption>").append(escaped(caption)).append("</caption>\n<thead><tr>");
		for (String head : heads)
			html.append("<th scope=\"col\"").append(numeric(head)).append('>').append(escaped(head.replace("#", ""))).append(
				"</th>");
		html.append("</tr></thead>\n<tbody>\n");
		for (List<Cell> row : rows) {
			html.append("<tr>");
			for (int i = 0; i < row.size(); i++) {
				html.append(i == 0 ? "<th scope=\"row\"" : "<td").append(numeric(heads.get(i))).append('>').append(escaped(row.get(
					i).text()));
				if (!row.get(i).note().isEmpty()) html.append("<small>").append(escaped(row.get(i).note())).append("</small>");
				html.append(i == 0 ? "</th>" : "</td>");
			}
			html.append("</tr>\n");
		}
		html.append("</tbody>\n</table>\n</div>\n");
		return this;
	}

	private static String numeric(String head) {
		return head.startsWith("#") ? " class=\"number\"" : "";
	}

	@Override
	public String toString() {
		return html.toString();
	}
}
