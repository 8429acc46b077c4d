package sc.fiji.stfpm.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;

import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.train.TrainingOptions;

/** One training and its evaluation. */
record BenchmarkRun(String category, ImageSet set, Teacher teacher, TrainingOptions options) {
	/** The folder of all runs, below the benchmark's. */
	static final String RUNS = "runs";
	private static final int DIGEST_DIGITS = 16;

	/** Where the run's files are, below the benchmark's folder. */
	Path folder(Path output) {
		return output.resolve(RUNS).resolve(plain(category)).resolve(folderName(teacher)).resolve(options.preset() + "-"
			+ options.mode().name().toLowerCase(Locale.ROOT)).resolve("seed-" + options.seed());
	}

	/** What the folder of a teacher's runs is called. */
	static String folderName(Teacher teacher) {
		return plain(teacher.name()) + "-" + teacher.weights().sha256().substring(0, 8);
	}

	/** What the run is called in messages. */
	String label() {
		return category + ", " + teacher.name() + ", " + options.preset() + ", seed " + options.seed();
	}

	private static String plain(String name) {
		return name.replaceAll("[^A-Za-z0-9._-]+", "-");
	}

	/** What a training depends on, but for its images and the teacher: device and threshold come after it. */
	String trainingOptions() {
		return trainingOptions(options.toString());
	}

	private static String trainingOptions(String all) {
		return all.replaceFirst(", device=.*", "");
	}

	/** Whether a model came of this very training. */
	boolean made(AnomalyModel model) {
		return trainingOptions(model.record().options()).equals(trainingOptions()) && model.teacher().sha256().equals(teacher
			.weights().sha256()) && model.record().trainingImages() + model.record().heldOutImages() == set.normals().size();
	}

	/** A fingerprint of the set: names, labels and sizes of all its files. */
	String data() throws IOException {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (Sample sample : Stream.concat(set.normals().stream(), set.test().stream()).toList()) {
				String mask = sample.mask().isPresent() ? " " + Files.size(sample.mask().get()) : "";
				digest.update((sample.name() + " " + sample.kind() + " " + Files.size(sample.image()) + mask + "\n").getBytes(
					StandardCharsets.UTF_8));
			}
			return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_DIGITS);
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}
}
