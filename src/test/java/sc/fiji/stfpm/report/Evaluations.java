package sc.fiji.stfpm.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.report.SetEvaluation.Judged;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.testing.Models;

/** Small labelled sets, and evaluations of them by an untrained model. */
final class Evaluations {
	/** The name of an image, with characters that HTML takes for its own. */
	static final String AWKWARD = "a&b 'c'.png";

	private Evaluations() {}

	/** Four normal images, three holes with masks, one of them a strip; and one broken file. */
	static Path set(Path folder) throws IOException {
		for (String name : List.of("0.png", "1.png", "2.png", AWKWARD))
			texture(folder.resolve("test/good").resolve(name), 64, 48, name.hashCode(), false, false);
		for (int i = 0; i < 3; i++) {
			int width = i == 2 ? 400 : 64;
			texture(folder.resolve("test/hole/" + i + ".png"), width, 48, 10 + i, true, false);
			texture(folder.resolve("ground_truth/hole/" + i + "_mask.png"), width, 48, 10 + i, true, true);
		}
		Files.writeString(folder.resolve("test/hole/broken.png"), "no image");
		return folder;
	}

	private static void texture(Path file, int width, int height, long seed, boolean hole, boolean mask)
		throws IOException
	{
		RandomAccessibleInterval<UnsignedByteType> image = Models.texture(width, height, seed);
		BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				boolean inside = hole && (x - 30) * (x - 30) + (y - 20) * (y - 20) < 80;
				int grey = mask ? inside ? 255 : 0 : inside ? 0 : image.getAt(x, y).get();
				picture.getRaster().setSample(x, y, 0, grey);
			}
		Files.createDirectories(file.getParent());
		ImageIO.write(picture, "png", file.toFile());
	}

	/** An untrained detector with a threshold; the caller closes it. */
	static AnomalyDetector detector(float threshold) {
		return new AnomalyDetector(model(threshold), Models.teacher(), ComputeDevice.of("cpu"));
	}

	static AnomalyModel model(float threshold) {
		return Models.model(Preprocessing.Mode.TILES, 64).withCalibration(Calibration.given(threshold, "made up by a test"));
	}

	/** Judges a set for a report with pictures, which are there until the rows are closed. */
	static SetEvaluation withPictures(AnomalyDetector detector, Path set) throws IOException {
		return SetEvaluation.of(detector, set, new ReportRows(detector.model(), true), IgnoreRule.NONE, Progress.NONE);
	}

	/** Judges a set; the curves and figures are those of the untrained model. */
	static SetEvaluation of(AnomalyDetector detector, Path set) throws IOException {
		return SetEvaluation.of(detector, set, Progress.NONE);
	}

	/** The same set with made-up scores and skipped files. */
	static SetEvaluation with(SetEvaluation evaluation, List<Judged> images, Map<String, String> skipped) {
		ReportRows rows = new ReportRows(evaluation.rows().model(), false);
		images.forEach(image -> rows.add(new ReportRow(image.sample().name(), Outcome.PASS, image.score(), "", Optional.empty(), Optional
			.empty())));
		skipped.forEach(rows::addFailure);
		return new SetEvaluation(evaluation.folder(), evaluation.all(), evaluation.byKind(), evaluation.curves(), images, 0,
			List.of(), skipped, rows);
	}

	/** A made-up image. */
	static Judged judged(String name, boolean anomalous, double score) {
		String kind = anomalous ? "hole" : Sample.GOOD;
		return new Judged(new Sample(Path.of(name), name, anomalous, kind, Optional.empty()), (float) score);
	}

	static List<Judged> judged(boolean anomalous, double... scores) {
		return java.util.Arrays.stream(scores).mapToObj(s -> judged((anomalous ? "bad " : "good ") + s, anomalous, s)).toList();
	}

	static List<Judged> both(List<Judged> a, List<Judged> b) {
		return Stream.concat(a.stream(), b.stream()).toList();
	}
}
