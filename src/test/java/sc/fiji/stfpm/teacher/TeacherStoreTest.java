package sc.fiji.stfpm.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.testing.TeacherFolder;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;

class TeacherStoreTest {
	private static final List<String> WAYS = List.of("Download Teacher Weights...",
		"stfpm teacher --download resnet18-imagenet", "https://download.pytorch.org/models/resnet18-f37072fd.pth (46.8 MB)",
		"stfpm teacher --import FILE");
	private static final String UNKNOWN = "0".repeat(64);

	@TempDir
	Path folder;

	private TeacherFolder teachers;

	@BeforeEach
	void useFolder() {
		teachers = new TeacherFolder(folder);
	}

	@AfterEach
	void leaveFolder() {
		teachers.close();
	}

	private static void assertSays(List<String> expected, String message) {
		for (String text : expected)
			assertTrue(message.contains(text), () -> "expected '" + text + "' in: " + message);
	}

	private static String failure(String choice) {
		return assertThrows(IOException.class, () -> TeacherStore.open(choice)).getMessage();
	}

	private Path write(String name) throws IOException {
		Path file = folder.resolve(name);
		Safetensors.write(file, BackboneWeights.random(Backbone.RESNET18, 3).toTensors(""), Map.of());
		return file;
	}

	@Test
	void aKnownTeacherThatIsMissingSaysHowToGetIt() {
		assertSays(WAYS, failure("resnet18-imagenet"));
		assertSays(List.of("is not in " + folder), failure("ResNet18-ImageNet"));
		assertFalse(failure("nobody").contains("Download"));
	}

	@Test
	void aKnownTeacherThatHasChangedIsAnError() throws IOException {
		Path file = write("resnet18-imagenet.safetensors");
		String message = failure("resnet18-imagenet");
		assertSays(WAYS, message);
		assertSays(List.of(file + ": expected 46807446 bytes, found " + Files.size(file), "it has changed"), message);
	}

	@Test
	void aModelsMissingTeacherSaysHowToGetItWhereItIsKnown() {
		for (String name : List.of("resnet18-imagenet", "resnet18-f37072fd"))
			assertSays(WAYS, assertThrows(IOException.class, () -> TeacherStore.find(name, UNKNOWN, "/gone.pth")).getMessage());
		assertFalse(assertThrows(IOException.class, () -> TeacherStore.find("mine", UNKNOWN, "/gone.pth")).getMessage()
			.contains("Download"));
	}

	@Test
	void unfinishedFilesAreNoTeachers() throws IOException {
		Path file = write("mine.safetensors");
		Files.copy(file, folder.resolve("other.safetensors.part"));
		Files.copy(file, folder.resolve(".hidden.safetensors"));
		assertEquals(List.of(file), TeacherStore.stored());
		assertFalse(failure("other.safetensors").contains("other.safetensors.part"));
	}

	@Test
	void teachersAreFoundByNameWithAndWithoutExtension() throws IOException {
		write("mine.safetensors");
		assertEquals(TeacherStore.open("mine").weights().sha256(), TeacherStore.open("mine.safetensors").weights().sha256());
	}

	@Test
	void whatCanBeDownloadedIsFullyDescribed() {
		assertEquals(List.of("resnet18-imagenet", "wide-resnet50-2-imagenet"), KnownTeacher.ALL.stream().map(KnownTeacher::id)
			.toList());
		for (KnownTeacher known : KnownTeacher.ALL)
			for (KnownTeacher.Mirror mirror : known.mirrors()) {
				String path = mirror.address().getPath();
				assertEquals("https", mirror.address().getScheme());
				assertTrue(mirror.sha256().matches("[0-9a-f]{64}"));
				assertTrue(mirror.size() > 40e6);
				// Torchvision puts the hash's first digits into a file's name.
				if (path.endsWith(".pth")) assertTrue(path.endsWith("-" + mirror.sha256().substring(0, 8) + ".pth"));
			}
	}
}
