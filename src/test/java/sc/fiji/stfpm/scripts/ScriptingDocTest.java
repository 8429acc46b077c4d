package sc.fiji.stfpm.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import sc.fiji.stfpm.testing.TeacherFolder;

/** Every Groovy and Jython snippet of {@code docs/scripting.md} runs, from the first to the last. */
@Tag("slow")
class ScriptingDocTest {
	private static final Path DOC = Path.of("docs/scripting.md");

	@TempDir
	Path folder;

	@Test
	void everySnippetRuns() throws Exception {
		ImagePlus image = prepared();
		List<Path> snippets = snippets();
		// The one that trains makes the model for the others.
		snippets.sort((a, b) -> Boolean.compare(trains(b), trains(a)));
		assertTrue(trains(snippets.get(0)), DOC + " shows no training");
		try (Scripts scripts = new Scripts(); TeacherFolder none = new TeacherFolder(folder.resolve("teachers"))) {
			for (Path snippet : snippets) {
				String text = Files.readString(snippet);
				Object[] inputs = text.contains("#@ ImagePlus image") ? new Object[] { "image", image } : new Object[0];
				assertEquals("", scripts.errorOf(snippet.toFile(), inputs), text);
			}
		}
	}

	private ImagePlus prepared() throws Exception {
		for (String name : List.of("images/normal", "images/new", "models"))
			Files.createDirectories(folder.resolve(name));
		for (int i = 0; i < 4; i++)
			assertTrue(new FileSaver(texture(i)).saveAsPng(folder.resolve("images/normal/" + i + ".png").toString()));
		assertTrue(new FileSaver(texture(5)).saveAsPng(folder.resolve("images/new/a.png").toString()));
		return texture(6);
	}

	private static ImagePlus texture(int phase) {
		byte[] pixels = new byte[80 * 72];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) (128 + 50 * Math.sin(i % 80 * 0.4 + phase) * Math.cos(i / 80 * 0.3));
		return new ImagePlus("texture " + phase, new ByteProcessor(80, 72, pixels));
	}

	private static boolean trains(Path snippet) {
		try {
			return Files.readString(snippet).contains("Stfpm.train(");
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** As files, with paths of the test and a short training. */
	private List<Path> snippets() throws Exception {
		List<Path> files = new ArrayList<>();
		String here = folder.toString().replace('\\', '/');
		Matcher blocks = Pattern.compile("```(groovy|python)\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOC).replace(
			"\r\n", "\n"));
		while (blocks.find()) {
			String text = blocks.group(2).replace("\"/images/", "\"" + here + "/images/").replace("\"/models/", "\"" + here
				+ "/models/").replace("size(256).steps(120)", "size(64).steps(2)");
			String extension = blocks.group(1).equals("python") ? ".py" : ".groovy";
			files.add(Files.writeString(folder.resolve("snippet" + files.size() + extension), text));
		}
		return files;
	}
}
