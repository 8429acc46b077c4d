package sc.fiji.stfpm.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.report.HtmlText.Cell;
import sc.fiji.stfpm.report.SetEvaluation.Judged;
import sc.fiji.stfpm.score.Calibration;

/** An evaluation as one HTML file that needs nothing else: pictures and style are inside, and no script. */
final class HtmlReport {
	private static final List<String> HEADLINES = List.of("Image AUROC", "False alarm rate", "Miss rate", "Pixel AUROC",
		"AUPRO at 0.3");
	private static final List<String> OF_A_KIND = List.of("Image AUROC", "Image average precision", "Image F1-max", "Miss rate",
		"Pixel AUROC", "AUPRO at 0.3", "AUPRO at 0.05");
	/** Nothing is fetched, whatever a file's name may hold. */
	private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

	private final Provenance provenance;
	private final SetEvaluation evaluation;
	private final Calibration calibration;
	private final Map<PlotPicture, byte[]> plots;
	private final Map<String, String> missing;
	private final List<CallPicture> calls;
	private final boolean withPictures;

	/**
	 * @param plots as PNG, at twice the size that they are shown at
	 * @param missing titles of plots that are not defined, with the reason
	 * @param withPictures whether pictures of the images are wanted; the page says so where they are not
	 */
	HtmlReport(Provenance provenance, SetEvaluation evaluation, Calibration calibration, Map<PlotPicture, byte[]> plots,
		Map<String, String> missing, List<CallPicture> calls, boolean withPictures)
	{
		this.provenance = provenance;
		this.evaluation = evaluation;
		this.calibration = calibration;
		this.plots = plots;
		this.missing = missing;
		this.calls = calls;
		this.withPictures = withPictures;
	}

	/** The page's text. */
	String text() throws IOException {
		HtmlText html = new HtmlText();
		String title = "Evaluation of " + evaluation.folder().toAbsolutePath().normalize().getFileName();
		html.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			+ "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
			+ "<meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\""
			+ POLICY + "\">\n<link rel=\"icon\" href=\"data:,\">\n").element("title", title);
		html.markup("<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n<main>\n<header>\n").element("h1", title);
		html.markup("<p class=\"lead\">STFPM anomaly detection: a model measured on labelled images.</p>\n</header>\n");
		provenance(html);
		figures(html);
		kinds(html);
		plots(html);
		calls(html);
		images(html);
		skipped(html);
		html.markup("<section>\n<details>\n<summary><h2>How to read this report</h2></summary>\n" + resource("how-to-read.html")
			+ "</details>\n</section>\n</main>\n</body>\n</html>\n");
		return html.toString();
	}

	private void provenance(HtmlText html) {
		html.markup("<section class=\"provenance\">\n<h2>What the figures rest on</h2>\n");
		if (!provenance.warnings().isEmpty()) {
			html.markup("<ul class=\"warnings\">\n");
			provenance.warnings().forEach(warning -> html.element("li", warning));
			html.markup("</ul>\n");
		}
		html.markup("<dl>\n");
		for (Provenance.Fact fact : provenance.facts())
			html.markup("<div>").element("dt", fact.what()).element("dd", fact.value()).markup("</div>\n");
		html.markup("</dl>\n</section>\n");
	}

	private void figures(HtmlText html) {
		html.markup("<section>\n<h2>Key figures</h2>\n<ul class=\"headlines\">\n");
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
		html.markup("<section>\n<h2>Curves</h2>\n<div class=\"plots\">\n");
		plots.forEach((plot, png) -> html.markup("<figure>\n").image(png, PlotPicture.WIDTH, PlotPicture.HEIGHT, plot
			.description()).element("figcaption", plot.title()).markup("</figure>\n"));
		html.markup("</div>\n");
		missing.forEach((title, reason) -> html.element("p", title + ": not defined (" + reason + ")."));
		html.markup("</section>\n");
	}

	private void calls(HtmlText html) throws IOException {
		html.markup("<section>\n<h2>Worst calls</h2>\n");
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
		}
		html.markup((withPictures ? "</div>\n" : "") + "</section>\n");
	}

	private void images(HtmlText html) {
		List<List<Cell>> rows = new ArrayList<>();
		for (Judged image : WorstCalls.mostWrongFirst(evaluation.images(), calibration)) {
			boolean anomalous = image.sample().anomalous();
			String outcome = !WorstCalls.isMistake(image, calibration) ? "right" : anomalous ? "missed" : "false alarm";
			rows.add(List.of(Cell.of(image.sample().name()), Cell.of(image.sample().kind()), Cell.of(ScoresFile.word(anomalous)),
				Cell.of(ScoresFile.word(calibration.isAnomalous(image.score()))), Cell.of(outcome), Cell.of(MetricText.score(image
					.score())), Cell.of(MetricText.share(calibration.normalised(image.score())))));
		}
		html.markup("<section>\n<h2>All images</h2>\n").table("The most wrong first",
			List.of("Image", "Kind", "Label", "Decision", "Outcome", "#Score", "#Normalised"), rows, "long").markup("</section>\n");
	}

	private void skipped(HtmlText html) {
		html.markup("<section>\n<h2>Skipped files</h2>\n");
		if (provenance.skipped().isEmpty()) html.markup("<p>None: every image was judged.</p>\n");
		else html.table("Files that are in no figure", List.of("File", "Reason"), provenance.skipped().entrySet().stream().map(
			e -> List.of(Cell.of(e.getKey()), Cell.of(e.getValue()))).toList(), "");
		html.markup("</section>\n");
	}

	private static String resource(String name) throws IOException {
		try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
			if (in == null) throw new IOException(name + " is missing from the jar of this software");
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}
}
