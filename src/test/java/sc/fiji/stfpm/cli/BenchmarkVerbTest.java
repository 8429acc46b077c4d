package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;

import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.TeacherFolder;

class BenchmarkVerbTest {
	@TempDir
	private Path folder;

	private record Run(int exit, String out, String err) {}

	private Run run(Object... args) {
		StringWriter out = new StringWriter(), err = new StringWriter();
		String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
		int exit = StfpmCli.run(texts, new PrintWriter(out, true), new PrintWriter(err, true));
		return new Run(exit, out.toString(), err.toString());
	}

	private TeacherFolder teachers;

	@AfterEach
	void leaveFolder() {
		teachers.close();
	}

	@BeforeEach
	void makeSets() throws IOException {
		teachers = new TeacherFolder(folder.resolve("teachers"));
		for (String category : List.of("bottle", "cloth"))
			for (String part : List.of("train/good/1", "train/good/2", "test/good/1", "test/hole/1"))
				save(folder.resolve("sets").resolve(category).resolve(part + ".png"), part.hashCode());
		Files.createDirectories(folder.resolve("sets/notes"));
	}

	private static void save(Path file, int seed) throws IOException {
		Files.createDirectories(file.getParent());
		new FileSaver(new ImagePlus("", Models.waves(64, 64, seed % 7))).saveAsPng(file.toString());
	}

	@Test
	void printsTheTableAndGoesOnWhereItStopped() throws IOException {
		Object[] command = { "benchmark", folder.resolve("sets"), "--output", folder.resolve("out"), "--seeds", "3", "--presets", "fast",
			"--steps", 1, "--size", 64, "--device", "cpu" };
		Run first = run(command);
		assertEquals(0, first.exit, first.err);
		assertTrue(first.err.contains("Left out") && first.err.contains("notes"), first.err);
		assertTrue(first.out.contains("| bottle |") && first.out.contains("| cloth |"), first.out);
		try (Stream<Path> runs = Files.list(folder.resolve("out/runs/bottle"))) {
			String name = runs.findFirst().orElseThrow().getFileName().toString();
			assertTrue(name.startsWith("embedded") && name.endsWith("-" + Teacher.open(Teacher.EMBEDDED).weights().sha256()
				.substring(0, 8)), name);
		}
		assertTrue(first.out.contains("*published: benchmark table, ResNet-18*"), first.out);
		Run second = run(command);
		assertEquals(0, second.exit, second.err);
		assertTrue(second.err.contains("Done already") && !second.err.contains("Step"), second.err);
		assertEquals(first.out, second.out);
	}

	@Test
	void wrongUsageNamesWhatIsWrong() {
		Run category = run("benchmark", folder.resolve("sets"), "--output", folder.resolve("out"), "--categories", "screw");
		assertEquals(2, category.exit);
		assertTrue(category.err.contains("There is no category 'screw'"), category.err);
		Run preset = run("benchmark", folder.resolve("sets"), "--output", folder.resolve("out"), "--presets", "fast,best");
		assertEquals(2, preset.exit);
		assertTrue(preset.err.contains("best"), preset.err);
		Run twice = run("benchmark", folder.resolve("sets"), folder.resolve("sets/cloth"), "--output", folder.resolve("out"));
		assertEquals(2, twice.exit);
		assertTrue(twice.err.contains("'cloth' comes twice"), twice.err);
		assertFalse(Files.exists(folder.resolve("out")));
	}
}
