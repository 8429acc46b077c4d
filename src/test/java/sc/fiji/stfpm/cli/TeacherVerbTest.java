package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.testing.TeacherFolder;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;

class TeacherVerbTest {
	@TempDir
	Path folder;
	private TeacherFolder teachers;
	private final StringWriter printed = new StringWriter();

	@BeforeEach
	void useFolder() {
		teachers = new TeacherFolder(folder.resolve("teachers"));
	}

	@AfterEach
	void leaveFolder() {
		teachers.close();
	}

	private int run(String... args) {
		printed.getBuffer().setLength(0);
		PrintWriter writer = new PrintWriter(printed, true);
		return StfpmCli.run(args, writer, writer);
	}

	private void assertPrinted(String text) {
		assertTrue(printed.toString().contains(text), () -> "expected '" + text + "' in: " + printed);
	}

	@Test
	void listsImportedAndDownloadableTeachers() throws IOException {
		Path file = folder.resolve("mine.safetensors");
		Safetensors.write(file, BackboneWeights.random(Backbone.RESNET18, 3).toTensors(""), Map.of());
		assertEquals(0, run("teacher", "--import", file.toString()));
		assertPrinted("Teacher mine (resnet18, ");
		assertEquals(1, run("teacher", "--import", file.toString()));
		assertPrinted("exists already");
		assertEquals(0, run("teacher", "--import", file.toString(), "--force"));
		assertPrinted("Default for training: embedded: ");
		Files.writeString(folder.resolve("teachers/bad.pth"), "no weights");
		assertEquals(0, run("teacher"));
		assertPrinted("Default for training:" + System.lineSeparator() + "  embedded: ");
		assertPrinted("  embedded  ");
		assertPrinted("  mine.safetensors  mine (resnet18, ");
		assertPrinted("bad.pth: expected a safetensors file");
		assertPrinted("  wide-resnet50-2-imagenet (wide_resnet50_2): https://download.pytorch.org/");
	}

	@Test
	void wrongUsageIsTwo() {
		assertEquals(2, run("teacher", "--download", "vgg"));
		assertPrinted("There is no teacher 'vgg' to download; there are resnet18-imagenet, ");
		assertEquals(2, run("teacher", "--download", "resnet18-imagenet", "--import", "a.pth"));
	}

	@Test
	void trainingSaysHowToGetAMissingTeacher() throws IOException {
		Path images = Files.createDirectory(folder.resolve("images"));
		assertEquals(1, run("train", images.toString(), "--model", folder.resolve("a.stfpm").toString(), "--teacher",
			"resnet18-imagenet"));
		assertPrinted("stfpm teacher --download resnet18-imagenet");
	}
}
