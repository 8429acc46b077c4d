package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.TeacherFolder;
import sc.fiji.stfpm.weights.Safetensors;

class ExportVerbTest {
	private final Console console = new Console();

	@TempDir
	Path folder;

	@Test
	void aModelBecomesAnOnnxFile() throws IOException {
		Path model = folder.resolve("a.stfpm"), onnx = folder.resolve("a.onnx");
		ModelFile.write(model, Models.memory(Mode.WHOLE, 64, 96).selfContained(Models.teacher().weights()));
		assertEquals(0, console.run("export", "-m", model, "-o", onnx), console::printed);
		assertTrue(Files.size(onnx) > 11_000_000, () -> "a ResNet-18 is larger than that: " + onnx);
		console.assertPrinted("image_64,image_96, images resized to squares of 64 and 96 pixels");
		console.assertPrinted("coarse_64,coarse_96");
		byte[] before = Files.readAllBytes(onnx);
		assertEquals(1, console.run("export", "-m", model, "-o", onnx));
		console.assertPrinted("Error: " + onnx + " exists already; name another file or add --force to replace it");
		assertEquals(0, console.run("export", "-m", model, "-o", onnx, "--force"), console::printed);
		assertEquals(before.length, Files.size(onnx));
	}

	@Test
	void theTeacherIsFoundOrNamed() throws IOException {
		Path model = folder.resolve("a.stfpm"), onnx = folder.resolve("a.onnx"), teacher = folder.resolve("random.safetensors");
		ModelFile.write(model, Models.memory(Mode.TILES, 64));
		try (TeacherFolder none = new TeacherFolder(folder.resolve("teachers"))) {
			assertEquals(1, console.run("export", "--model", model, "--output", onnx));
			console.assertPrinted("The teacher 'random'");
			assertEquals(1, console.run("export", "--model", model, "--output", onnx, "--teacher", "embedded"));
			console.assertPrinted("The model was trained with teacher random");
			assertFalse(Files.exists(onnx));
			Safetensors.write(teacher, Models.teacher().weights().toTensors(""), Map.of());
			assertEquals(0, console.run("export", "--model", model, "--output", onnx, "--teacher", teacher), console::printed);
			console.assertPrinted("images at their own resolution");
		}
	}

	@Test
	void whatIsNoModelIsSaid() throws IOException {
		Path text = Files.writeString(folder.resolve("a.stfpm"), "no model");
		assertEquals(1, console.run("export", "-m", text, "-o", folder.resolve("a.onnx")));
		console.assertPrinted(text.toString());
		assertEquals(1, console.run("export", "-m", text, "-o", folder));
		console.assertPrinted("is a folder; name a file, such as " + folder.resolve("model.onnx"));
		assertEquals(2, console.run("export", "-m", text));
	}
}
