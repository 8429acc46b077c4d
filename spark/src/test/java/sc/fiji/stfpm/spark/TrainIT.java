package sc.fiji.stfpm.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.cli.StfpmCli;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.spark.testing.Cluster;
import sc.fiji.stfpm.spark.testing.Samples;

/** Training on a real cluster of two workers. */
class TrainIT {
	private static final Path FABRIC = Path.of("..", "sample-data", "fabric").toAbsolutePath().normalize();
	/** Relative: all that differs from one machine is the order in which moments are summed up, in double precision. */
	private static final double ROUNDING = 1e-5;

	@TempDir
	private static Path shared;
	private static Cluster cluster;
	private static AnomalyModel single;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() throws IOException {
		single = ModelFile.read(Samples.model(shared));
		cluster = new Cluster(Path.of(System.getProperty("stfpm.spark.work"), "train"), 2, 1, "1g");
	}

	@AfterAll
	static void stop() {
		if (cluster != null) cluster.close();
	}

	private static String[] verb(Path from, Path model) {
		return new String[] { "train", from.toString(), "--teacher", "embedded", "--size", "128", "--parts", "6", "--model", model.toString() };
	}

	@Test
	void theModelIsThatOfASingleMachine() throws Exception {
		Path model = folder.resolve("fabric.stfpm"), other = folder.resolve("other.stfpm");
		Cluster.Run run = cluster.run(List.of(), verb(FABRIC, model));
		assertEquals(0, run.exit(), run.out());
		assertTrue(run.out().contains("Looking at normal images: 36 in 6 parts"), run.out());
		compare(single, ModelFile.read(model));
		assertEquals(2, cluster.run(List.of(), "train", FABRIC.toString(), "--preset", "fast", "--model", other.toString()).exit());
		assertEquals(1, cluster.run(List.of(), verb(FABRIC, model)).exit(), "the file exists");
	}

	/** Four orientations, so that a look takes a while. */
	@Test
	void partsThatAreLostAreLookedAtAgain() throws Exception {
		Path here = folder.resolve("here.stfpm"), model = folder.resolve("cluster.stfpm");
		StringWriter said = new StringWriter();
		PrintWriter writer = new PrintWriter(said, true);
		assertEquals(0, StfpmCli.run(new String[] { "train", FABRIC.toString(), "--teacher", "embedded", "--size", "128", "--augment", "flips", "--model",
			here.toString() }, writer, writer), said.toString());
		try (Cluster.Submitted submitted = cluster.submit(List.of(), Stream.concat(Stream.of(verb(FABRIC, model)), Stream.of("--augment", "flips")).toArray(
			String[]::new))) {
			// Both executors are at work on the look behind the survey.
			Cluster.await(120, "the first look", () -> said(submitted).contains("Starting task 1.0 in stage 1.0"));
			cluster.killWorker(0);
			cluster.addWorker();
			Cluster.Run killed = submitted.end();
			assertEquals(0, killed.exit(), killed.out());
			assertTrue(Pattern.compile("Starting task \\d+\\.1 in stage 1\\.0").matcher(killed.out()).find(), killed.out());
		}
		compare(ModelFile.read(here), ModelFile.read(model));
	}

	private static String said(Cluster.Submitted submitted) {
		try {
			return submitted.said();
		}
		catch (IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
	}

	private static void compare(AnomalyModel expected, AnomalyModel found) {
		List<Float> scores = expected.calibration().scores(), others = found.calibration().scores();
		assertEquals(scores.size(), others.size());
		double score = 0, vector = 0, whitening = 0;
		for (int i = 0; i < scores.size(); i++)
			score = Math.max(score, Math.abs(scores.get(i) - others.get(i)) / scores.get(i));
		List<MemoryBank> banks = banks(expected), otherBanks = banks(found);
		for (int b = 0; b < banks.size(); b++) {
			vector = Math.max(vector, farthest(banks.get(b).vectors().floats(), otherBanks.get(b).vectors().floats()));
			whitening = Math.max(whitening, farthest(banks.get(b).whitening().matrix(), otherBanks.get(b).whitening().matrix()));
		}
		double threshold = Math.abs(expected.calibration().threshold() - found.calibration().threshold()) / expected.calibration().threshold();
		System.out.printf("Largest differences from a single machine: scores %.3g, threshold %.3g (relative); vectors %.3g, whitening %.3g%n", score,
			threshold, vector, whitening);
		assertTrue(score <= ROUNDING && threshold <= ROUNDING, score + " " + threshold);
		// One step of half precision of values below 4, where one lies between two.
		assertTrue(vector <= 1.0 / 512, "vectors " + vector);
		assertEquals(expected.descriptors().orElseThrow().images(), found.descriptors().orElseThrow().images());
		assertEquals(expected.record().images(), found.record().images());
	}

	private static List<MemoryBank> banks(AnomalyModel model) {
		return ((MemoryModel) model.scoring()).banks().stream().flatMap(List::stream).toList();
	}

	private static double farthest(float[] values, float[] others) {
		assertEquals(values.length, others.length);
		double farthest = 0;
		for (int i = 0; i < values.length; i++)
			farthest = Math.max(farthest, Math.abs(values[i] - others[i]));
		return farthest;
	}

	@Test
	void anImageThatIsNoneIsNamedBeforeAnythingIsLearned() throws Exception {
		List<Path> images;
		try (var all = Files.list(FABRIC.resolve("train").resolve("good"))) {
			images = new ArrayList<>(all.sorted().limit(8).toList());
		}
		Path good = Files.createDirectories(folder.resolve("normals"));
		for (Path image : images)
			Files.copy(image, good.resolve(image.getFileName()));
		Files.writeString(good.resolve("broken.png"), "no image");
		Path model = folder.resolve("none.stfpm");
		Cluster.Run run = cluster.run(List.of(), verb(good, model));
		assertEquals(1, run.exit(), run.out());
		assertTrue(run.out().contains("broken.png"), run.out());
		assertFalse(run.out().contains("Looking at normal images"), run.out());
		assertFalse(Files.exists(model));
	}
}
