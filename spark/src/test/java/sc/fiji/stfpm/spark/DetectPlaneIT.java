package sc.fiji.stfpm.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.spark.testing.Cluster;
import sc.fiji.stfpm.spark.testing.Planes;
import sc.fiji.stfpm.spark.testing.Samples;

/** One plane of several tiles and blocks on a real cluster of two workers. */
class DetectPlaneIT {
	/** Of pixels: six tiles, and 15 blocks of 1024, the last ones smaller. */
	private static final int WIDTH = 4700, HEIGHT = 2500, TILES = 6, BLOCKS = 15;
	private static final int WAIT_SECONDS = 300;

	@TempDir
	private static Path shared;
	private static Cluster cluster;
	private static Path model;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() throws IOException {
		model = Planes.model(shared);
		cluster = new Cluster(Path.of(System.getProperty("stfpm.spark.work"), "detect-plane"), 2, 1, "1g");
	}

	@AfterAll
	static void stop() {
		if (cluster != null) cluster.close();
	}

	private String[] verb(Path image, String... more) {
		return Stream.concat(Stream.of("detect-plane", image.toString(), "--model", model.toString(), "--output", output().toString(),
			"--tiles-per-task", "1", "--block", "1024"), Stream.of(more)).toArray(String[]::new);
	}

	private Path output() {
		return folder.resolve("results");
	}

	private void assertLikeSingle(Path image, String... more) throws IOException {
		Path single = Planes.single(model, image, folder.resolve("single"), more);
		assertTrue(Files.readAllLines(single.resolve("regions.csv")).size() > 5, "the test needs regions");
		for (String table : List.of("regions.csv", "scores.csv"))
			Samples.assertSame(single.resolve(table), output().resolve(table));
		String map = "maps/" + image.getFileName() + ".map.zarr";
		assertEquals("", Planes.difference(single.resolve(map), output().resolve(map)));
		assertFalse(Files.exists(output().resolve("unfinished")), "what was not finished is left");
		for (String table : List.of("scores", "regions"))
			assertEquals(1, files(output().resolve(table), ".parquet"), table);
	}

	private static long files(Path folder, String ending) throws IOException {
		if (!Files.isDirectory(folder)) return 0;
		try (Stream<Path> all = Files.list(folder)) {
			return all.filter(file -> file.getFileName().toString().endsWith(ending) && !file.getFileName().toString().startsWith(".")).count();
		}
	}

	@Test
	void aTiffIsJudgedAsByASingleMachine() throws Exception {
		Path image = Planes.tiff(folder.resolve("plane.tif"), WIDTH, HEIGHT);
		Cluster.Run run = cluster.run(List.of(), verb(image, "--min-area", "40", "--overlay"));
		assertEquals(0, run.exit(), run.out());
		assertTrue(run.out().contains(TILES + " tiles in this run, 0 before"), run.out());
		assertLikeSingle(image, "--min-area", "40");
		assertTrue(Files.exists(output().resolve("overlays/plane.tif.overlay.png")));
		Cluster.Run again = cluster.run(List.of(), verb(image, "--min-area", "40"));
		assertEquals(0, again.exit(), again.out());
		assertTrue(again.out().contains("was judged before"), again.out());
	}

	/** While tiles are looked at, and again while blocks are made. */
	@Test
	void aDriverThatIsKilledTwiceDoesNoFinishedTileTwice() throws Exception {
		Path image = Planes.zarr(folder.resolve("plane.zarr"), WIDTH, HEIGHT);
		long tiles = killedAfter(image, ".tiles", 2), blocks = killedAfter(image, ".block", 2);
		assertTrue(tiles >= 2 && tiles < TILES, tiles + " tiles were done");
		assertTrue(blocks >= 2 && blocks < BLOCKS, blocks + " blocks were done");
		Cluster.Run run = cluster.run(List.of(), verb(image));
		assertEquals(0, run.exit(), run.out());
		assertTrue(run.out().contains("0 tiles in this run, " + TILES + " before"), run.out());
		assertTrue(run.out().contains(BLOCKS + " blocks, of which " + blocks + " are done"), run.out());
		assertLikeSingle(image);
	}

	/** How many files of a kind there were when the last executor had ended. */
	private long killedAfter(Path image, String ending, int files) throws Exception {
		long before = unfinished(ending);
		try (Cluster.Submitted run = cluster.submit(List.of(), verb(image))) {
			Cluster.await(WAIT_SECONDS, files + " files of " + ending, () -> unfinished(ending) >= before + files || !run.isAlive());
			assertTrue(run.isAlive(), () -> "It ended before it could be killed");
		}
		Cluster.await(WAIT_SECONDS, "the end of executors", () -> cluster.executors().findAny().isEmpty());
		return unfinished(ending);
	}

	private long unfinished(String ending) {
		Path below = output().resolve("unfinished");
		if (!Files.isDirectory(below)) return 0;
		try (Stream<Path> all = Files.walk(below)) {
			return all.filter(file -> file.getFileName().toString().matches("[0-9-]+" + Pattern.quote(ending))).count();
		}
		catch (IOException | java.io.UncheckedIOException e) {
			// Files come and go.
			return 0;
		}
	}

	@Test
	void pathsThatExecutorsCannotReadInPartsAreRefused() throws Exception {
		Cluster.Run run = cluster.run(List.of(), "detect-plane", "hdfs://nowhere/plane.zarr", "--model", model.toString(), "--output", output()
			.toString());
		assertEquals(1, run.exit(), run.out());
		Matcher error = Pattern.compile("Error: .*").matcher(run.out());
		assertTrue(error.find(), run.out());
		assertTrue(error.group().contains("expected a path that all of them see"), error.group());
	}
}
