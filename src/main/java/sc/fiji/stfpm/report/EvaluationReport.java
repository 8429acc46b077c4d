package sc.fiji.stfpm.report;

import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import ij.ImagePlus;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.model.AnomalyModel;

/**
 * An evaluation for people: a folder with {@code report.html}, {@code metrics.json}, {@code scores.csv}, plots and a sheet
 * of the worst calls, and the same as ImageJ's images.
 */
public final class EvaluationReport {
	private static final String PAGE = "report.html";
	private static final String METRICS = "metrics.json";
	private static final String SCORES = "scores.csv";
	private static final String SHEET = "worst.png";
	private static final List<String> PLOTS = List.of("histogram", "scores-by-kind", "image-roc", "image-precision-recall",
		"pixel-roc", "pixel-precision-recall", "pro");

	private final SetEvaluation evaluation;
	private final AnomalyModel model;
	private final String device;
	private final Provenance provenance;
	private final EvaluationPlots plots;
	private final List<CallPicture> calls;
	private final boolean withPictures;

	private EvaluationReport(SetEvaluation evaluation, AnomalyModel model, String device, List<CallPicture> calls,
		boolean withPictures)
	{
		this.evaluation = evaluation;
		this.model = model;
		this.device = device;
		this.calls = calls;
		this.withPictures = withPictures;
		provenance = Provenance.of(model, device, evaluation);
		plots = EvaluationPlots.of(evaluation, model.calibration());
	}

	/**
	 * Draws all but writes nothing.
	 *
	 * @param withPictures whether pictures of the images may be in it; a few images are judged again for them
	 * @throws CancellationException if cancelled
	 */
	public static EvaluationReport of(SetEvaluation evaluation, AnomalyDetector detector, boolean withPictures,
		Progress progress)
	{
		List<CallPicture> calls = withPictures ? CallPicture.of(WorstCalls.of(evaluation.images(), detector.model()
			.calibration()), evaluation.ignored(), detector, progress) : List.of();
		return new EvaluationReport(evaluation, detector.model(), detector.devices().id(), calls, withPictures);
	}

	/** As made from known results, without judging any image. */
	static EvaluationReport of(SetEvaluation evaluation, AnomalyModel model, String device, Optional<List<CallPicture>> calls) {
		return new EvaluationReport(evaluation, model, device, calls.orElse(List.of()), calls.isPresent());
	}

	/** What the figures rest on. */
	public Provenance provenance() {
		return provenance;
	}

	/** The plots as slices; empty where there is none. */
	public Optional<ImagePlus> plots() {
		return plots.stack();
	}

	/** The sheet of the worst calls; empty without pictures. */
	public Optional<ImagePlus> sheet() {
		return calls.isEmpty() ? Optional.empty() : Optional.of(new ImagePlus("Worst calls", WorstSheet.draw(calls)));
	}

	/**
	 * Makes a folder for a report before the long work starts.
	 *
	 * @throws IOException where it cannot be made, or holds images of the set, among which the report's would be found the
	 *           next time
	 */
	public static void prepare(Path folder, Path set) throws IOException {
		Path target = folder.toAbsolutePath().normalize(), root = set.toAbsolutePath().normalize();
		for (String part : List.of("train", "test", "ground_truth"))
			if (target.startsWith(root.resolve(part))) throw new IOException(folder + " lies among the images of the set " + set
				+ "; the report needs a folder elsewhere");
		if (Files.exists(folder) && !Files.isDirectory(folder)) throw new IOException(folder
			+ " is a file; expected a folder for the report");
		Files.createDirectories(folder);
	}

	/**
	 * Writes all files; those of an earlier report that this one does not have are deleted.
	 *
	 * @throws IOException if they cannot be written, or another report is being written there
	 */
	public void write(Path folder) throws IOException {
		Files.createDirectories(folder);
		try (WriteLock lock = WriteLock.ofFolder(folder)) {
			writeFiles(folder);
		}
	}

	private void writeFiles(Path folder) throws IOException {
		for (String name : (Iterable<String>) Stream.concat(Stream.of(PAGE, SHEET), PLOTS.stream().map(EvaluationReport::file))
			::iterator)
			Files.deleteIfExists(folder.resolve(name));
		MetricsFile.write(folder.resolve(METRICS), provenance, model, device, evaluation);
		ScoresFile.write(folder.resolve(SCORES), evaluation, model.calibration());
		for (PlotPicture plot : plots.plots())
			AtomicWrite.bytes(folder.resolve(file(plot.name())), Png.of(plot.fine()));
		if (!calls.isEmpty()) {
			BufferedImage sheet = WorstSheet.draw(calls);
			AtomicWrite.bytes(folder.resolve(SHEET), Png.of(sheet));
		}
		HtmlReport page = new HtmlReport(provenance, evaluation, model.calibration(), plots, calls, withPictures);
		AtomicWrite.soon(folder.resolve(PAGE), channel -> {
			Writer out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
			page.write(out);
			out.flush();
		});
	}

	private static String file(String plot) {
		return plot + ".png";
	}
}
