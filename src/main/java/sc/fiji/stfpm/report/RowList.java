package sc.fiji.stfpm.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import sc.fiji.stfpm.score.Calibration;

/** The list of passed and failed images, which can be filtered, as a part of a page. */
final class RowList {
	private static final int BAR = 100;

	private final ReportRows rows;
	private final Map<String, Truth> truths;
	private final boolean withPictures;
	private final Calibration calibration;

	/**
	 * What is known of an image beforehand.
	 *
	 * @param label its kind
	 * @param mistake what the model did wrong, such as {@code missed}; empty where it was right
	 */
	record Truth(String label, String mistake) {}

	/**
	 * @param truths by names of images; empty where nothing is known
	 * @param withPictures whether to show pictures, where there are some
	 */
	RowList(ReportRows rows, Map<String, Truth> truths, boolean withPictures) {
		this.withPictures = withPictures;
		this.rows = rows;
		this.truths = truths;
		calibration = rows.model().calibration();
	}

	/** How many images fail, as a sentence, and what is between pass and fail. */
	String summary() {
		List<String> sentences = new ArrayList<>();
		long fail = rows.count(Outcome.FAIL), not = rows.count(Outcome.NOT_COMPARABLE), lost = rows.count(Outcome.NOT_JUDGED);
		sentences.add((fail == 0 ? "None of " : fail + " of ") + rows.size() + (rows.size() == 1 ? " image" : " images") + (fail > 1 ? " fail."
			: " fails."));
		if (not > 0) sentences.add(not + " cannot be compared with what the model learned, and " + needs(not) + " a person.");
		if (lost > 0) sentences.add(lost + " could not be judged, and " + needs(lost) + " a person.");
		if (!truths.isEmpty()) sentences.add("By the labels " + mistakes("missed") + (mistakes("missed") == 1 ? " is" : " are") + " missed, and "
			+ mistakes("false alarm") + (mistakes("false alarm") == 1 ? " is a false alarm." : " are false alarms."));
		return String.join(" ", sentences);
	}

	private long mistakes(String kind) {
		return truths.values().stream().filter(truth -> truth.mistake().equals(kind)).count();
	}

	private static String needs(long count) {
		return count == 1 ? "needs" : "need";
	}

	/** Writes the section, row by row, so that the pictures are never all in memory. */
	void write(HtmlText html, Writer out) throws IOException {
		html.markup("<section id=\"images\">\n<h2>Images</h2>\n<p class=\"summary\">" + HtmlText.escaped(summary()) + "</p>\n");
		html.element("p", "An image fails where its score reaches the threshold, " + MetricText.score(calibration.threshold()) + "; bars have"
			+ " the threshold in the middle. " + calibration.falseAlarmsSentence());
		filters(html);
		html.markup("<table class=\"rows\" role=\"table\">\n<caption class=\"unseen\">Images, those that fail first, the highest score first"
			+ "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
		for (String head : truths.isEmpty() ? List.of("Picture", "Image", "Verdict", "Score", "Why") : List.of("Picture", "Image", "Verdict",
			"Score", "Why", "Label"))
			html.markup("<th role=\"columnheader\" scope=\"col\">" + head + "</th>");
		html.markup("</tr></thead>\n<tbody role=\"rowgroup\">\n");
		int pictures = 0;
		for (int number : rows.order()) {
			Optional<byte[]> picture = withPictures ? rows.picture(number) : Optional.empty();
			if (picture.isPresent()) pictures++;
			row(html, rows.row(number), picture);
			html.flushTo(out);
		}
		html.markup("</tbody>\n</table>\n");
		if (!rows.pictureProblem().isEmpty()) html.element("p", "Pictures are missing, since they could not be kept: " + rows
			.pictureProblem());
		else if (pictures == ReportRows.MOST_PICTURES) html.element("p", "Only the first " + pictures + " have a picture.");
		html.markup("</section>\n");
	}

	private void filters(HtmlText html) {
		html.markup("<div class=\"filters\" role=\"search\" aria-label=\"Filter\">\n<fieldset>\n<legend class=\"unseen\">Show</legend>\n");
		filter(html, "all", "All", rows.size(), true);
		for (Outcome outcome : Outcome.values())
			if (rows.count(outcome) > 0) filter(html, outcome.css(), outcome.toString(), rows.count(outcome), false);
		long mistakes = truths.values().stream().filter(truth -> !truth.mistake().isEmpty()).count();
		if (mistakes > 0) filter(html, "mistake", "MISTAKES", mistakes, false);
		html.markup("</fieldset>\n<label class=\"search\" hidden>Search <input type=\"search\" id=\"search\" autocomplete=\"off\"></label>\n"
			+ "<output id=\"shown\"></output>\n</div>\n");
	}

	private static void filter(HtmlText html, String css, String label, long count, boolean checked) {
		html.markup("<label class=\"" + css + "\"><input type=\"radio\" name=\"show\" value=\"" + css + "\"" + (checked ? " checked" : "") + "> "
			+ label + " <b>" + count + "</b></label>\n");
	}

	private void row(HtmlText html, ReportRow row, Optional<byte[]> picture) throws IOException {
		Truth truth = truths.get(row.name());
		boolean mistake = truth != null && !truth.mistake().isEmpty();
		html.markup("<tr role=\"row\" class=\"" + row.outcome().css() + (mistake ? " mistake" : "") + (picture.isEmpty() ? " plain" : "")
			+ "\">\n<td role=\"cell\" class=\"picture\">");
		if (picture.isPresent()) picture(html, row, picture.get());
		html.markup("</td>\n<th role=\"rowheader\" scope=\"row\">" + HtmlText.escaped(row.name())
			+ "</th>\n<td role=\"cell\" class=\"verdict\"><b>" + row.outcome() + "</b>" + (mistake ? " <em>" + HtmlText.escaped(truth.mistake()) + "</em>" : "")
			+ "</td>\n<td role=\"cell\" class=\"score\">");
		if (row.outcome() == Outcome.NOT_COMPARABLE) html.element("small", "score " + MetricText.score(row.score()) + ", which says nothing here");
		else if (row.outcome() != Outcome.NOT_JUDGED) score(html, row);
		html.markup("</td>\n<td role=\"cell\" class=\"why\">" + HtmlText.escaped(capital(row.reason())));
		if (row.outcome() == Outcome.FAIL || row.outcome() == Outcome.PASS) calibration.comparison(row.score()).ifPresent(text -> html.element("small", text));
		row.mostSimilar().ifPresent(name -> html.element("small", "Most similar normal image: " + name));
		html.markup("</td>\n");
		if (!truths.isEmpty()) html.markup("<td role=\"cell\" class=\"label\">").markup(HtmlText.escaped(truth == null ? "" : truth.label())).markup("</td>\n");
		html.markup("</tr>\n");
	}

	/** It enlarges on a click or a key, without a script. */
	private static void picture(HtmlText html, ReportRow row, byte[] jpeg) throws IOException {
		html.markup("<details><summary title=\"Enlarge\">");
		ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg));
		ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
		reader.setInput(in);
		html.lazyJpeg(jpeg, reader.getWidth(0), reader.getHeight(0), row.name() + " with its heat map: " + row.reason());
		reader.dispose();
		html.markup("</summary></details>");
	}

	private void score(HtmlText html, ReportRow row) {
		double ratio = calibration.ratio(row.score());
		html.markup("<strong>" + ratioText(ratio) + "</strong> × threshold<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\""
			+ " aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"8\"/><rect class=\"fill\" width=\"" + String.format(Locale.ROOT,
				"%.1f", Math.min(BAR, ratio * BAR / 2)) + "\" height=\"8\"/><rect class=\"at\" x=\"49.5\" width=\"1\" height=\"8\"/></svg>").element(
					"small", "score " + MetricText.score(row.score()));
	}

	/** Two decimals, which never make a pass look like a fail. */
	private static String ratioText(double ratio) {
		double shown = ratio < 1 ? Math.floor(ratio * 100) / 100 : ratio;
		return String.format(Locale.ROOT, shown < 100 ? "%.2f" : "%.0f", shown);
	}

	private static String capital(String text) {
		return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
	}
}
