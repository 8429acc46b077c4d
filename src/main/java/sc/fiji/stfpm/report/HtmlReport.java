package sc.fiji.stfpm.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.report.HtmlText.Cell;
import sc.fiji.stfpm.report.SetEvaluation.Judged;
import sc.fiji.stfpm.score.Calibration;

/** An evaluation as one HTML file that needs nothing else, see {@link HtmlPage}: the list of images first, then figures and curves. */
final class HtmlReport {
	private static final List<String> HEADLINES = List.of("Image AUROC", "False alarm rate", "Miss rate", "Pixel AUROC",
		"AUPRO at 0.3");
	private static final List<String> OF_A_KIND = List.of("Image AUROC", "Image average precision", "Image F1-max", "Miss rate",
		"Pixel AUROC", "AUPRO at 0.3", "AUPRO at 0.05");

	private final Provenance provenance;
	private final SetEvaluation evaluation;
	private final Calibration calibration;
	private final EvaluationPlots plots;
	private final List<CallPicture> calls;
	private final boolean withPictures;

	/** @param withPictures whether pictures of the images are wanted; the page says so where they are not */
	HtmlReport(Provenance provenance, SetEvaluation evaluation, Calibration calibration, EvaluationPlots plots,
		List<CallPicture> calls, boolean withPictures)
	{
		this.provenance = provenance;
		this.evaluation = evaluation;
		this.calibration = calibration;
		this.plots = plots;
		this.calls = calls;
		this.withPictures = withPictures;
	}

	/** Writes the page, a part at a time. */
	void write(Writer out) throws IOException {
		HtmlText html = new HtmlText();
		HtmlPage.begin(html, "Evaluation of " + evaluation.folder().toAbsolutePath().normalize().getFileName(),
			"STFPM anomaly detection: a model measured on labelled images.", List.of("images Images", "provenance What the figures rest on",
				"figures Key figures", "curves Curves", "calls Worst calls", "reading How to read this"));
		HtmlPage.warnings(html, provenance.warnings());
		new RowList(evaluation.rows(), truths(), withPictures).write(html, out);
		html.markup("<section id=\"provenance\">\n<h2>What the figures rest on</h2>\n");
		HtmlPage.facts(html, provenance.facts());
		html.markup("</section>\n");
		figures(html);
		kinds(html);
		plots(html);
		calls(html, out);
		html.markup("<section id=\"reading\">\n<details class=\"reading\">\n<summary><h2>How to read this report</h2></summary>\n" + HtmlPage
			.resource("how-to-read.html") + "</details>\n</section>\n");
		HtmlPage.end(html);
		html.flushTo(out);
	}

	/** By the image's name. */
	private Map<String, RowList.Truth> truths() {
		Map<String, RowList.Truth> truths = new HashMap<>();
		for (Judged image : evaluation.images())
			truths.put(image.sample().name(), new RowList.Truth(image.sample().kind(), !WorstCalls.isMistake(image, calibration) ? "" : image
				.sample().anomalous() ? "missed" : "false alarm"));
		return truths;
	}

	private void figures(HtmlText html) {
		html.markup("<section id=\"figures\">\n<h2>Key figures</h2>\n<ul class=\"headlines\">\n");
		for (String name : HEADLINES) {
			Evaluation.Figure figure = MetricText.figure(evaluation.all(), name);
			html.markup("<li><span>" + HtmlText.escaped(name) + "</span><strong>" + HtmlText.escaped(MetricText.value(figure))
				+ "</strong><small>" + HtmlText.escaped(note(figure)) + "</small></li>\n");
		}
		html.markup("</ul>\n<div class=\"pair\">\n");
		boolean known = evaluation.all().figures().stream().anyMatch(f -> f.interval().isPresent());
		List<List<Cell>> rows = evaluation.all().figures().stream().map(f -> row(f, known)).toList();
		html.table("All figures", known ? List.of("Figure", "#Value", "#95 % interval") : List.of("Figure", "#Value"), rows, "");
		html.table("Decisions at the model's threshold", List.of("Label", "#Called normal", "#Called anomalous"), List.of(
			decisions(false), decisions(true)), "").markup("</div>\n</section>\n");
	}

	private static List<Cell> row(Evaluation.Figure figure, boolean withInterval) {
		Cell label = Cell.of(MetricText.label(figure)), value = new Cell(MetricText.value(figure), figure.reason());
		return withInterval ? List.of(label, value, Cell.of(MetricText.interval(figure))) : List.of(label, value);
	}

	/** The interval, or why there is no value. */
	private static String note(Evaluation.Figure figure) {
		return figure.value().isPresent() ? MetricText.interval(figure) : figure.reason();
	}

	private List<Cell> decisions(boolean anomalous) {
		Map<Boolean, Long> counts = evaluation.images().stream().filter(i -> i.sample().anomalous() == anomalous).collect(
			Collectors.partitioningBy(i -> calibration.isAnomalous(i.score()), Collectors.counting()));
		return List.of(Cell.of(anomalous ? "Anomalous" : "Normal"), Cell.of(counts.get(false)), Cell.of(counts.get(true)));
	}

	private void kinds(HtmlText html) {
		if (evaluation.byKind().isEmpty()) return;
		List<String> heads = new ArrayList<>(List.of("Kind", "#Images"));
		OF_A_KIND.forEach(name -> heads.add("#" + MetricText.label(MetricText.figure(evaluation.all(), name))));
		List<List<Cell>> rows = new ArrayList<>();
		evaluation.byKind().forEach((kind, metrics) -> rows.add(kind(kind, metrics)));
		rows.add(kind("all", evaluation.all()));
		html.markup("<section>\n<h2>By kind</h2>\n").table("Each kind against all normal images", heads, rows, "").markup("</section>\n");
	}

	private static List<Cell> kind(String kind, Evaluation metrics) {
		List<Cell> row = new ArrayList<>(List.of(Cell.of(kind), Cell.of(metrics.counts().anomalousImages())));
		for (String name : OF_A_KIND) {
			Evaluation.Figure figure = MetricText.figure(metrics, name);
			row.add(new Cell(MetricText.value(figure), note(figure)));
		}
		return row;
	}

	private void plots(HtmlText html) {
		html.markup("<section id=\"curves\">\n<h2>Curves</h2>\n<div class=\"plots\">\n");
		plots.plots().forEach(plot -> HtmlPage.chart(html, plot));
		html.markup("</div>\n");
		plots.missing().forEach((title, reason) -> html.element("p", title + ": not defined (" + reason + ")."));
		html.markup("</section>\n");
	}

	private void calls(HtmlText html, Writer out) throws IOException {
		html.markup("<section id=\"calls\">\n<h2>Worst calls</h2>\n");
		if (!withPictures) html.markup("<p>Pictures of the images were left out on request.</p>\n");
		else html.markup("<p class=\"key\"><span class=\"found\"></span> found <span class=\"truth\"></span> ground truth. In"
			+ " maps black is normal and the middle of the colours is the threshold.</p>\n<div class=\"calls\">\n");
		for (CallPicture call : calls) {
			html.markup("<figure" + (call.stacked() ? " class=\"wide\"" : "") + ">\n<figcaption><strong>" + HtmlText.escaped(call
				.call().why()) + "</strong> " + HtmlText.escaped(call.caption()) + "</figcaption>\n<div>\n");
			if (call.pictures().isEmpty()) html.element("p", call.problem());
			for (int i = 0; i < call.pictures().size(); i++) {
				BufferedImage picture = call.pictures().get(i);
				html.image(Png.of(picture), picture.getWidth(), picture.getHeight(), CallPicture.NAMES.get(i) + ": " + call.call()
					.image().sample().name());
			}
			html.markup("</div>\n</figure>\n");
			html.flushTo(out);
		}
		html.markup((withPictures ? "</div>\n" : "") + "</section>\n");
	}
}
