package sc.fiji.stfpm.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The frame of a page that needs nothing else: pictures, style and one small script are inside. Whatever a file's name may hold,
 * nothing is fetched and no other script runs.
 */
final class HtmlPage {
	private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-%s'";

	private HtmlPage() {}

	/**
	 * All up to the first section.
	 *
	 * @param sections names of the page's sections, each with its id before it: {@code images Images}
	 */
	static void begin(HtmlText html, String title, String lead, List<String> sections) throws IOException {
		html.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			+ "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
			+ "<meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"" + String.format(
				POLICY, sha256(script())) + "\">\n<link rel=\"icon\" href=\"data:,\">\n").element("title", title);
		html.markup("<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n<main>\n<header>\n").element("h1", title);
		html.markup("<p class=\"lead\">" + HtmlText.escaped(lead) + "</p>\n<nav aria-label=\"Sections\">\n");
		for (String section : sections) {
			int space = section.indexOf(' ');
			html.markup("<a href=\"#" + section.substring(0, space) + "\">" + HtmlText.escaped(section.substring(space + 1)) + "</a>\n");
		}
		html.markup("</nav>\n</header>\n");
	}

	static void end(HtmlText html) throws IOException {
		html.markup("</main>\n<script>" + script() + "</script>\n</body>\n</html>\n");
	}

	/** Adds what weighs on all figures, as a list. */
	static void warnings(HtmlText html, List<String> warnings) {
		if (warnings.isEmpty()) return;
		html.markup("<ul class=\"warnings\">\n");
		warnings.forEach(warning -> html.element("li", warning));
		html.markup("</ul>\n");
	}

	/** Adds facts and what they are about. */
	static void facts(HtmlText html, List<Provenance.Fact> facts) {
		html.markup("<dl class=\"facts\">\n");
		for (Provenance.Fact fact : facts)
			html.markup("<div>").element("dt", fact.what()).element("dd", fact.value()).markup("</div>\n");
		html.markup("</dl>\n");
	}

	/** Adds a chart with its title. */
	static void chart(HtmlText html, PlotPicture plot) {
		html.markup("<figure class=\"plot\">\n").element("figcaption", plot.title()).markup(plot.svg() + "</figure>\n");
	}

	private static String script() throws IOException {
		return resource("report.js");
	}

	private static String sha256(String text) {
		try {
			return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}

	static String resource(String name) throws IOException {
		try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
			if (in == null) throw new IOException(name + " is missing from the jar of this software");
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
		}
	}
}
