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
import sc.fiji.stfpm.spark.testing.Samples;

/** Many images on a real cluster of two workers. */
class DetectIT {
	private static final int IMAGES = 60;

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
		return Stream.concat(Stream.of("detect", images.toString(), "--recursive", "--model", model.toString(), "--output", folder.toString(),
			"--images-per-task", "8"), Stream.of(more)).toArray(String[]::new);
	}

	private void assertLikeSingle() throws IOException {
		for (String table : List.of("scores.csv", "regions.csv"))
			Samples.assertSame(single.resolve(table), folder.resolve(table));
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
}
