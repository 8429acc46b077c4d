package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
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
import sc.fiji.stfpm.Progress;
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
		description = "Corrects false alarms: the model learns that parts of images are normal. Needs the preset memory.")
	static final class Accept extends CorrectionVerb {
		@Override
		AnomalyModel change(Path file, AnomalyDetector detector, Part part, Progress progress) throws IOException {
			return Corrections.accept(file, detector, part, progress);
		}
	}

	/** {@code stfpm mark}. */
	@Command(name = "mark", mixinStandardHelpOptions = true, sortOptions = false,
		description = "Keeps parts of images as examples of what is anomalous, which 'stfpm threshold --marked' can use.")
	static final class Mark extends CorrectionVerb {
		@Override
		AnomalyModel change(Path file, AnomalyDetector detector, Part part, Progress progress) throws IOException {
			return Corrections.mark(file, detector, part, progress);
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

	abstract AnomalyModel change(Path file, AnomalyDetector detector, Part part, Progress progress) throws IOException;

	@Override
	public Integer call() throws IOException {
		if (region != null && whole) throw new ParameterException(spec.commandLine(), "--region and --whole cannot both be given");
		Area area = region == null ? null : area();
		List<Path> files = new ArrayList<>();
		for (String image : images)
			files.addAll(PathPattern.expand(image));
		for (Path file : files)
			correct(file, area);
		return 0;
	}

	/** Opens the model for each, since it has changed. */
	private void correct(Path image, Area area) throws IOException {
		PrintWriter out = spec.commandLine().getOut();
		ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
		try (AnomalyDetector detector = model.open()) {
			ImagePlane plane = ImagePlane.of(ImageReader.read(image));
			DetectionResult before = detector.detect(plane, progress);
			String name = image.getFileName().toString();
			if (area == null && !whole && !before.anomalous()) {
				out.printf(Locale.ROOT, "%s: normal, score %.4g; nothing to do%n", image, before.score());
				return;
			}
			Part part = whole ? Part.whole(name, plane) : area != null ? Part.of(name, plane, area) : Part.anomalies(name, plane, before, Set
				.of());
			AnomalyModel after = change(model.file(), detector, part, progress);
			List<Correction> all = Correction.of(after);
			if (all.size() == Correction.of(detector.model()).size()) out.println(image + ": the model knows it already");
			else out.printf("%s: correction %s%n", image, all.stream().filter(c -> !Correction.of(detector.model()).contains(c)).findFirst()
				.orElseThrow());
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
