package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.OneLine;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.correct.Correction;
import sc.fiji.stfpm.correct.Corrections;
import sc.fiji.stfpm.correct.Part;
import sc.fiji.stfpm.dataset.PathPattern;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Area;

/** What {@code stfpm accept} and {@code stfpm mark} have in common. */
abstract class CorrectionVerb implements Callable<Integer> {
	/** {@code stfpm accept}. */
	@Command(name = "accept", mixinStandardHelpOptions = true, sortOptions = false,
		description = "Corrects false alarms: the model learns that parts of images are normal. Needs a model of the preset memory or thorough.")
	static final class Accept extends CorrectionVerb {
		@Override
		AnomalyModel change(Path file, AnomalyDetector detector, Part part, DetectionResult found, Progress progress) throws IOException {
			return Corrections.accept(file, detector, part, found, progress);
		}
	}

	/** {@code stfpm mark}. */
	@Command(name = "mark", mixinStandardHelpOptions = true, sortOptions = false,
		description = "Keeps parts of images as examples of what is anomalous, which 'stfpm threshold --marked' can use.")
	static final class Mark extends CorrectionVerb {
		@Override
		AnomalyModel change(Path file, AnomalyDetector detector, Part part, DetectionResult found, Progress progress) throws IOException {
			return Corrections.mark(file, detector, part, found);
		}
	}

	@Spec
	private CommandSpec spec;

	@Mixin
	private ModelOptions model;

	@Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files, or patterns such as 'day*/**.tif'.")
	private List<String> images;

	@Option(names = "--region", paramLabel = "X,Y,WIDTH,HEIGHT",
		description = "This rectangle, in pixels. Without --region and --whole: all that the model finds anomalous.")
	private String region;

	@Option(names = "--whole", description = "All of each image.")
	private boolean whole;

	abstract AnomalyModel change(Path file, AnomalyDetector detector, Part part, DetectionResult found, Progress progress) throws IOException;

	@Override
	public Integer call() throws IOException {
		if (region != null && whole) throw new ParameterException(spec.commandLine(), "--region and --whole cannot both be given");
		Area area = region == null ? null : area();
		List<Path> files = new ArrayList<>();
		for (String image : images)
			files.addAll(PathPattern.expand(image));
		int skipped = 0;
		for (Path file : files) {
			ImagePlane plane;
			try {
				plane = ImageReader.readPlane(file);
			}
			catch (IOException e) {
				spec.commandLine().getErr().println("Skipped: " + OneLine.of(Reasons.of(e)));
				skipped++;
				continue;
			}
			spec.commandLine().getOut().println(OneLine.of(file + ": " + correct(file.getFileName().toString(), plane, area)));
		}
		return skipped > 0 ? 1 : 0;
	}

	/**
	 * Opens the model for each image, since it has changed.
	 *
	 * @return what was done
	 */
	private String correct(String name, ImagePlane plane, Area area) throws IOException {
		ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
		try (AnomalyDetector detector = model.open()) {
			DetectionResult found = detector.detect(plane, progress);
			if (area == null && !whole && !found.anomalous()) return String.format(Locale.ROOT, "%s, score %.4g; nothing to do", found
				.decision(), found.score());
			Part part = whole ? Part.whole(name, plane) : area != null ? Part.of(name, plane, area) : Part.anomalies(name, plane, found, Set
				.of());
			List<Correction> before = Correction.of(detector.model());
			return Correction.of(change(model.file(), detector, part, found, progress)).stream().filter(one -> before.stream().noneMatch(
				other -> other.example().equals(one.example()))).findFirst().map(one -> "correction " + one.number() + ", " + one).orElse(
					"the model knows it already");
		}
	}

	private Area area() {
		try {
			int[] n = Arrays.stream(region.split(",")).map(String::trim).mapToInt(Integer::parseInt).toArray();
			if (n.length == 4 && n[2] > 0 && n[3] > 0) return new Area(n[0], n[1], n[2], n[3]);
		}
		catch (NumberFormatException e) {
			// Said below.
		}
		throw new ParameterException(spec.commandLine(), "--region is X,Y,WIDTH,HEIGHT in pixels, such as 120,40,64,64, found " + region);
	}
}
