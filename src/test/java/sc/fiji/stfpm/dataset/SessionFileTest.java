package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.dataset.SessionFile.Row;

class SessionFileTest {
	@TempDir
	private Path folder;
	private Path file;

	@BeforeEach
	void make() throws IOException {
		file = SessionFile.of(folder.resolve("blood.stfpm"));
		for (String name : List.of("a.png", "b.png", "n.png"))
			Files.createFile(folder.resolve(name));
	}

	private static Row row(String image, String label) {
		return new Row(image, image == null ? "never saved" : image, 1, 1, label, null);
	}

	@Test
	void itsLabelledFilesAreASet() throws IOException {
		assertEquals("blood.session.json", file.getFileName().toString());
		List<Row> images = List.of(row("a.png", "normal"), row("b.png", "anomalous"), row("n.png", null), row(null, "normal"), new Row(
			"b.png", "b.png, slice 2", 2, 1, "normal", "a plane of a stack"));
		new SessionFile(1, List.of(row("n.png", null)), images).write(file);
		assertEquals(images, SessionFile.read(file).images());
		ImageSet set = ImageSet.open(file);
		assertEquals(ImageSet.Layout.SESSION, set.layout());
		assertEquals(List.of("n.png"), set.normals().stream().map(Sample::name).toList());
		assertEquals(List.of("a.png false", "b.png true"), set.test().stream().map(s -> s.name() + " " + s.anomalous()).toList());
	}

	@Test
	void filesBelowAreNamedRelatively() throws IOException {
		Path below = folder.resolve("images").resolve("x.tif"), elsewhere = folder.resolveSibling("y.tif");
		assertEquals("images/x.tif", SessionFile.relative(file, below));
		assertEquals(elsewhere.toAbsolutePath().normalize().toString().replace('\\', '/'), SessionFile.relative(file, elsewhere));
		assertEquals(below, SessionFile.file(file, row("images/x.tif", null)).orElseThrow());
	}

	private String error() {
		return assertThrows(IOException.class, () -> ImageSet.open(file)).getMessage();
	}

	@Test
	void whatIsWrongIsNamed() throws IOException {
		Files.writeString(file, "{\"version\":1,\"images\":[{\"image\":\"a.png\",\"name\":\"a\",\"slice\":1,\"frame\":1,\"label\":\"bad\"}]}");
		assertTrue(error().contains("\"bad\"") && error().contains("expected normal or anomalous"), error());
		Files.writeString(file, "{\"version\":2}");
		assertTrue(error().contains("version 2"), error());
		Files.writeString(file, "{\"version\":1}");
		assertTrue(error().contains("no labelled ones"), error());
		Files.writeString(file, "no JSON");
		assertTrue(error().contains("blood.session.json"), error());
		new SessionFile(1, List.of(), List.of(row("gone.png", "normal"))).write(file);
		assertTrue(error().contains("gone.png") && error().contains("missing"), error());
	}
}
