package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
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
	private final Console console = new Console();

	@BeforeEach
	void useFolder() {
		teachers = new TeacherFolder(folder.resolve("teachers"));
	}

	@AfterEach
	void leaveFolder() {
		teachers.close();
	}

	@Test
	void listsImportedAndDownloadableTeachers() throws IOException {
		Path file = folder.resolve("mine.safetensors");
		Safetensors.write(file, BackboneWeights.random(Backbone.RESNET18, 3).toTensors(""), Map.of());
		assertEquals(0, console.run("teacher", "--import", file.toString()));
		console.assertPrinted("Teacher mine (resnet18, ");
		assertEquals(1, console.run("teacher", "--import", file.toString()));
		console.assertPrinted("exists already");
		assertEquals(0, console.run("teacher", "--import", file.toString(), "--force"));
		console.assertPrinted("Default for training: embedded: ");
		Files.writeString(folder.resolve("teachers/bad.pth"), "no weights");
		assertEquals(0, console.run("teacher"));
		console.assertPrinted("Default for training:" + System.lineSeparator() + "  embedded: ");
		console.assertPrinted("  embedded  ");
		console.assertPrinted("  mine.safetensors  mine (resnet18, ");
		console.assertPrinted("bad.pth: expected a safetensors file");
		console.assertPrinted("  wide-resnet50-2-imagenet (wide_resnet50_2): https://download.pytorch.org/");
	}

	@Test
	void wrongUsageIsTwo() {
		assertEquals(2, console.run("teacher", "--download", "vgg"));
		console.assertPrinted("There is no teacher 'vgg' to download; there are resnet18-imagenet, ");
		assertEquals(2, console.run("teacher", "--download", "resnet18-imagenet", "--import", "a.pth"));
	}

	@Test
	void trainingSaysHowToGetAMissingTeacher() throws IOException {
		Path images = Files.createDirectory(folder.resolve("images"));
		assertEquals(1, console.run("train", images.toString(), "--model", folder.resolve("a.stfpm").toString(), "--teacher",
			"resnet18-imagenet"));
		console.assertPrinted("stfpm teacher --download resnet18-imagenet");
	}
}
