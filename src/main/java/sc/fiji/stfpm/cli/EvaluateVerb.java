package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.evaluate.Evaluator;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.image.Mask;
import sc.fiji.stfpm.ui.MetricsFile;

/** {@code stfpm evaluate}. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
	description = "Measures a model on the labelled test images of a folder in MVTec layout.")
final class EvaluateVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Mixin
	private ModelOptions model;

	@Parameters(index = "0", paramLabel = "FOLDER", description = "Has test/good, test/KIND and ground_truth/KIND.")
	private Path folder;

	@Option(names = { "-o", "--output" }, paramLabel = "FILE", description = "Also write the metrics as JSON.")
	private Path output;

	private final Map<String, String> skipped = new LinkedHashMap<>();

	@Override
	public Integer call() throws IOException {
		List<Sample> samples = ImageSet.open(folder).test();
		if (samples.isEmpty()) throw new IOException(folder + " has no labelled test images; expected folders such as "
			+ folder.resolve("test").resolve("good") + " and " + folder.resolve("test").resolve("hole"));
		Evaluator evaluator = new Evaluator();
		try (AnomalyDetector detector = model.open();
				ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr()))
		{
			for (int i = 0; i < samples.size(); i++) {
				if (progress.isCancelled()) throw new CancellationException("Cancelled after " + i + " of " + samples.size()
					+ " images");
				judge(detector, samples.get(i), evaluator, progress);
				progress.update(i + 1, samples.size(), samples.get(i).name());
			}
			OptionalDouble threshold = OptionalDouble.of(detector.model().calibration().threshold());
			Evaluation all = evaluator.evaluate(threshold);
			Map<String, Evaluation> byKind = evaluator.evaluateByKind(threshold);
			print(detector, all, byKind);
			if (output != null) {
				if (output.toAbsolutePath().getParent() != null) Files.createDirectories(output.toAbsolutePath().getParent());
				MetricsFile.write(output, detector.model(), detector.device().id(), all, byKind, skipped);
				spec.commandLine().getOut().println("Metrics in " + output.toAbsolutePath().normalize());
			}
		}
		return skipped.isEmpty() ? 0 : 1;
	}

	private void judge(AnomalyDetector detector, Sample sample, Evaluator evaluator, ConsoleProgress progress) {
		try {
			ImagePlane plane = ImagePlane.of(ImageReader.read(sample.image()));
			boolean[] mask = sample.mask().isPresent() ? mask(sample, plane) : null;
			DetectionResult result = detector.detect(plane, new CancelOnly(progress));
			evaluator.add(sample.name(), sample.kind(), sample.anomalous(), result.score(), result.values(), mask, result
				.width(), result.height());
		}
		catch (CancellationException e) {
			throw e;
		}
		catch (IOException | RuntimeException e) {
			skipped.put(sample.name(), String.valueOf(e.getMessage()));
			progress.note("Skipped " + sample.name() + ": " + e.getMessage());
		}
	}

	private static boolean[] mask(Sample sample, ImagePlane plane) throws IOException {
		Mask mask = Mask.read(sample.mask().orElseThrow());
		if (mask.width() != plane.width() || mask.height() != plane.height()) throw new IOException("its mask is " + mask
			.width() + " x " + mask.height() + ", the image " + plane.width() + " x " + plane.height());
		return mask.values();
	}

	private void print(AnomalyDetector detector, Evaluation all, Map<String, Evaluation> byKind) {
		PrintWriter out = spec.commandLine().getOut();
		out.println("Teacher " + detector.model().teacher().label() + "; device " + detector.device()
			+ "; student and threshold from " + detector.model().record().heldOutImages() + " held-out normal images");
		out.println(String.format(Locale.ROOT, "%d normal, %d anomalous images, %d regions, %d skipped, %d without mask", all
			.counts().normalImages(), all.counts().anomalousImages(), all.counts().regions(), skipped.size(), all.counts()
				.withoutMask()));
		for (Evaluation.Figure figure : all.figures())
			out.println(String.format(Locale.ROOT, "%-26s %s", figure.name(), figure.text()));
		out.println();
		out.println(String.format(Locale.ROOT, "%-20s %8s %8s %8s %8s", "Kind", "I-AUROC", "P-AUROC", "AUPRO", "missed"));
		byKind.forEach((kind, e) -> out.println(String.format(Locale.ROOT, "%-20s %8s %8s %8s %8s", kind, three(e.image()
			.auroc()), three(e.pixel().auroc()), three(e.pixel().aupro30()), three(e.image().missRate()))));
	}

	private static String three(OptionalDouble value) {
		return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "n/a";
	}
}
