package sc.fiji.stfpm.spark.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import sc.fiji.stfpm.cli.StfpmCli;

/** The project's sample data, and what a single machine makes of them. */
public final class Samples {
	static final Path FABRIC = Path.of("..", "sample-data", "fabric");
	private static final int POISON_SIDE = 7000;

	private Samples() {}

	/** Trains a small model of the woven fabric, with the embedded teacher. */
	public static Path model(Path folder) throws IOException {
		Path model = folder.resolve("fabric.stfpm");
		run("train", FABRIC.toString(), "--teacher", "embedded", "--size", "128", "--model", model.toString());
		return model;
	}

	/** A folder of so many images, normal and anomalous ones, under names of their own. */
	public static Path images(Path folder, int count) throws IOException {
		List<Path> samples;
		try (Stream<Path> all = Files.walk(FABRIC.resolve("test"))) {
			samples = all.filter(file -> file.toString().endsWith(".png")).sorted().toList();
		}
		for (int i = 0; i < count; i++) {
			Path copy = folder.resolve(String.format("day %d/%05d.png", i % 3, i));
			Files.createDirectories(copy.getParent());
			Files.copy(samples.get(i % samples.size()), copy);
		}
		return folder;
	}

	/** Writes an image that takes so long to read that a {@link Killer} sees who does. */
	public static void poison(Path file) throws IOException {
		ImageIO.write(new BufferedImage(POISON_SIDE, POISON_SIDE, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
	}

	/** What a single machine's detection leaves in a folder. */
	public static Path single(Path model, Path images, Path output, String... more) throws IOException {
		List<String> verb = new ArrayList<>(List.of("detect", images.toString(), "--recursive", "--model", model.toString(), "--output", output
			.toString()));
		verb.addAll(List.of(more));
		run(verb.toArray(String[]::new));
		return output;
	}

	/** @return its exit code; nothing is said of images that could not be judged */
	static int run(String... verb) throws IOException {
		StringWriter said = new StringWriter();
		PrintWriter writer = new PrintWriter(said, true);
		int exit = StfpmCli.run(verb, writer, writer);
		if (exit == 2 || said.toString().contains("Error:")) throw new IOException(said.toString());
		return exit;
	}

	/** Compares two tables row by row, whatever their order; but for the last column, the time. */
	public static void assertSame(Path expected, Path found) throws IOException {
		List<String> wanted = rows(expected), rows = rows(found);
		for (int i = 0; i < Math.min(wanted.size(), rows.size()); i++)
			assertEquals(wanted.get(i), rows.get(i), found.getFileName().toString());
		assertEquals(wanted.size(), rows.size(), () -> "rows of " + found);
	}

	/** The rows of a table without the last column, the time, sorted. */
	private static List<String> rows(Path csv) throws IOException {
		return Files.readAllLines(csv).stream().map(row -> row.substring(0, row.lastIndexOf(','))).sorted().toList();
	}
}
