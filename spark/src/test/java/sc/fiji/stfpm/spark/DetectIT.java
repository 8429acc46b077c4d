package sc.fiji.stfpm.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.spark.testing.Cluster;
import sc.fiji.stfpm.spark.testing.Killer;
import sc.fiji.stfpm.spark.testing.Samples;

/** Many images on a real cluster of two workers. */
class DetectIT {
	private static final int IMAGES = 60;
	private static final int SECONDS = 240;
	private static final int KILLED = 137;

	@TempDir
	private static Path shared;
	private static Cluster cluster;
	private static Path model;
	private static Path images;
	private static Path single;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() throws IOException {
		model = Samples.model(shared);
		images = Samples.images(shared.resolve("images"), IMAGES);
		Files.writeString(images.resolve("day 0/broken.png"), "no image");
		single = Samples.single(model, images, shared.resolve("single"));
		cluster = new Cluster(Path.of(System.getProperty("stfpm.spark.work"), "detect"), 2, 1, "1g");
	}

	@AfterAll
	static void stop() {
		if (cluster != null) cluster.close();
	}

	private String[] verb(String... more) {
		return verb(images, more);
	}

	private String[] verb(Path input, String... more) {
		return Stream.concat(Stream.of("detect", input.toString(), "--recursive", "--model", model.toString(), "--output", folder.toString(),
			"--images-per-task", "4"), Stream.of(more)).toArray(String[]::new);
	}

	private void assertLikeSingle() throws IOException {
		for (String table : List.of("scores.csv", "regions.csv"))
			Samples.assertSame(single.resolve(table), folder.resolve(table));
	}

	/** Files of the table of scores, each of a task. */
	private long parts() {
		try (Stream<Path> files = Files.list(folder.resolve("scores"))) {
			return files.filter(file -> file.getFileName().toString().startsWith("part-")).count();
		}
		catch (IOException e) {
			return 0;
		}
	}

	@Test
	void rowsAndPicturesAreThoseOfASingleMachine() throws Exception {
		Cluster.Run run = cluster.run(List.of(), verb("--maps", "--overlays"));
		assertEquals(1, run.exit(), run.out());
		assertTrue(run.out().contains("1 failed"), run.out());
		assertLikeSingle();
		for (String kind : List.of("maps/day 1/00001.png.map.tif", "overlays/day 2/00005.png.overlay.png"))
			assertArrayEquals(Files.readAllBytes(single.resolve(kind)), Files.readAllBytes(folder.resolve(kind)), kind);
		assertFalse(Files.exists(folder.resolve("inputs.txt")));
	}

	@Test
	void nothingIsLostOrTwiceWhereWorkersAndTheDriverAreKilled() throws Exception {
		try (Cluster other = new Cluster(Path.of(System.getProperty("stfpm.spark.work"), "killed"), 2, 1, "1g")) {
			try (Cluster.Submitted run = other.submit(List.of(), verb())) {
				Cluster.await(SECONDS, "the first rows", () -> parts() > 0);
				other.killWorker(0);
				long then = parts();
				Cluster.await(SECONDS, "rows of the worker that is left", () -> parts() > then);
				assertTrue(run.isAlive(), "The job was over before its driver was killed; take more images");
			}
			long before = parts();
			Cluster.Run again = other.run(List.of(), verb());
			assertEquals(1, again.exit(), again.out());
			assertTrue(parts() > before, again.out());
			assertFalse(again.out().contains(" 0 before"), again.out());
			assertLikeSingle();
		}
	}

	@Test
	void anImageThatKillsItsProcessIsNamedAndTheOthersAreJudged() throws Exception {
		Path few = Samples.images(folder.resolve("few"), 6), poison = few.resolve("day 1/poison.png");
		Samples.poison(poison);
		try (Killer killer = new Killer(poison, cluster::executors)) {
			Cluster.Run run = cluster.run(List.of(), verb(few));
			assertEquals(1, run.exit(), run.out());
			// An executor, and then the process that was to spare the next one.
			assertEquals(2, killer.killed(), run.out());
			assertNamed(run);
		}
	}

	@Test
	void anImageThatKillsTheDriverIsNamedByTheNextRun() throws Exception {
		Path few = Samples.images(folder.resolve("few"), 6), poison = few.resolve("day 1/poison.png"), work = Path.of(System.getProperty(
			"stfpm.spark.work"), "local");
		Samples.poison(poison);
		// Which image comes first is by chance; some may be done before.
		try (Cluster.Submitted first = Cluster.submitLocally(work, verb(few)); Killer killer = new Killer(poison, () -> Stream.of(first.process()))) {
			assertEquals(KILLED, first.end().exit());
		}
		try (Cluster.Submitted second = Cluster.submitLocally(work, verb(few)); Killer killer = new Killer(poison, () -> Stream.concat(Stream.of(second
			.process()), second.process().descendants())))
		{
			assertNamed(second.end());
		}
	}

	private void assertNamed(Cluster.Run run) throws IOException {
		List<String> rows = Files.readAllLines(folder.resolve("scores.csv"));
		assertEquals(1 + 6 + 1, rows.size(), run.out());
		assertEquals(1, rows.stream().filter(row -> row.startsWith("day 1/poison.png,,,,") && row.contains(
			"it ended the process that judged it, with exit code " + KILLED)).count(), () -> String.join("\n", rows));
		assertEquals(6, rows.stream().filter(row -> row.matches("day ./0000.\\.png,[0-9].*")).count());
	}

	@Test
	void tablesNameImagesAndWhatFailedIsTriedAgain() throws Exception {
		Path few = Samples.images(folder.resolve("few"), 4), table = folder.resolve("images.csv"), late = few.resolve("day 0/late.png");
		List<String> all = List.of(few.resolve("day 0/00000.png").toString(), "file:" + few.resolve("day 1/00001.png"), late.toString(),
			"relative.png");
		Files.write(table, Stream.concat(Stream.of("station,file"), all.stream().map(file -> "A," + file)).toList());
		String[] verb = { "detect", "--table", table.toString(), "--column", "file", "--model", model.toString(), "--output", folder.resolve("out")
			.toString() };
		Cluster.Run run = cluster.run(List.of(), verb);
		assertEquals(1, run.exit(), run.out());
		assertTrue(run.out().contains("2 planes judged"), run.out());
		String scores = Files.readString(folder.resolve("out/scores.csv"));
		assertTrue(scores.contains("no such file") && scores.contains("a relative path"), scores);
		Files.copy(few.resolve("day 2/00002.png"), late);
		run = cluster.run(List.of(), Stream.concat(Stream.of(verb), Stream.of("--retry")).toArray(String[]::new));
		assertEquals(1, run.exit(), run.out());
		assertTrue(run.out().contains("3 planes judged") && run.out().contains("2 files in this run, 2 before"), run.out());
		assertEquals(1 + 4, Files.readAllLines(folder.resolve("out/scores.csv")).size());
		run = cluster.run(List.of(), Stream.concat(Stream.of(verb), Stream.of("--threshold", "1")).toArray(String[]::new));
		assertEquals(1, run.exit());
		assertTrue(run.out().contains("has results of another model, or of another threshold"), run.out());
	}

	/** Hadoop's file system of mounted ones stands for one that is not of this machine. */
	@Test
	void inputsModelAndOutputMayBeInHadoopsFileSystems() throws Exception {
		Path few = Samples.images(folder.resolve("few"), 5);
		Path alone = Samples.single(model, few, folder.resolve("alone"));
		Files.copy(model, folder.resolve("model.stfpm"));
		Cluster.Run run = cluster.run(List.of("spark.hadoop.fs.viewfs.mounttable.store.link./data=file://" + folder), "detect", "viewfs://store/data/few",
			"--recursive", "--model", "viewfs://store/data/model.stfpm", "--output", "viewfs://store/data/out", "--maps");
		assertEquals(0, run.exit(), run.out());
		assertEquals(names(alone.resolve("scores.csv")), names(folder.resolve("out/scores.csv")));
		assertArrayEquals(Files.readAllBytes(alone.resolve("maps/day 1/00001.png.map.tif")), Files.readAllBytes(folder.resolve(
			"out/maps/day 1/00001.png.map.tif")));
		assertFalse(Files.exists(folder.resolve("out/_stfpm-run")));
	}

	/** Names and scores; the model has another name. */
	private static List<String> names(Path csv) throws IOException {
		return Files.readAllLines(csv).stream().map(row -> row.split(",")[0] + " " + row.split(",")[1]).sorted().toList();
	}
}
