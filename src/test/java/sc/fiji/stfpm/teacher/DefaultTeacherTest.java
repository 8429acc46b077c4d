package sc.fiji.stfpm.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.testing.Shared;
import sc.fiji.stfpm.testing.TeacherFolder;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;

class DefaultTeacherTest {
	private static final BackboneWeights WEIGHTS = BackboneWeights.random(Backbone.RESNET18, 3);

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

	private Path write(String name, BackboneWeights weights, Map<String, String> metadata) throws IOException {
		Path file = folder.resolve(name);
		Safetensors.write(file, weights.toTensors(""), metadata);
		return file;
	}

	private static KnownTeacher known(Path file, Set<String> weights) throws Exception {
		byte[] bytes = Files.readAllBytes(file);
		String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		return new KnownTeacher("best", Backbone.RESNET18, "this test", List.of(new KnownTeacher.Mirror(
			"https://example.org/best.safetensors", bytes.length, hash)), weights);
	}

	private static String failure(String choice) {
		return assertThrows(IOException.class, () -> TeacherStore.open(choice)).getMessage();
	}

	@Test
	void itIsTheEmbeddedOneWhereTheFolderHasOnlyOthers() throws IOException {
		assertEquals("embedded", DefaultTeacher.choice(), "a folder that is empty");
		write("mine.safetensors", WEIGHTS, Map.of());
		Files.writeString(folder.resolve("notes.txt"), "no weights");
		Files.writeString(folder.resolve("resnet18-imagenet.pth.part"), "unfinished");
		assertEquals("embedded", DefaultTeacher.choice());
		assertEquals(Teacher.open("embedded").label(), TeacherStore.open("default").label());
		assertEquals("embedded: " + Teacher.open("embedded").label(), DefaultTeacher.description());
	}

	@Test
	void aDamagedFileOfTheKnownOneIsAnErrorAndNotTheEmbeddedOne() throws IOException {
		for (String name : List.of("resnet18-imagenet.safetensors", "resnet18-f37072fd.pth")) {
			Path file = write(name, WEIGHTS, Map.of());
			assertEquals("resnet18-imagenet", DefaultTeacher.choice());
			String message = failure("default");
			assertTrue(message.contains(file.toString()) && message.contains("it has changed"), message);
			assertTrue(DefaultTeacher.description().startsWith("resnet18-imagenet, which cannot be used: " + file),
				DefaultTeacher.description());
			Files.delete(file);
		}
	}

	@Test
	void theKnownOneIsRecognisedUnderAnyNameByItsBytes() throws Exception {
		KnownTeacher known = known(write("mine.safetensors", WEIGHTS, Map.of()), Set.of());
		assertEquals("best", DefaultTeacher.choice(known));
		write("mine.safetensors", WEIGHTS, Map.of("made", "by somebody else"));
		assertEquals("embedded", DefaultTeacher.choice(known));
	}

	@Test
	void theKnownOneIsRecognisedInAnyFileByItsWeights() throws Exception {
		KnownTeacher known = known(write("a.safetensors", WEIGHTS, Map.of()), Set.of(WEIGHTS.sha256()));
		write("a.safetensors", BackboneWeights.random(Backbone.RESNET18, 4), Map.of());
		assertEquals("embedded", DefaultTeacher.choice(known));
		Path file = write("b.safetensors", WEIGHTS, Map.of("made", "by somebody else"));
		assertEquals("best", DefaultTeacher.choice(known));
		assertEquals(file, TeacherStore.file(known).orElseThrow());
		Files.copy(file, folder.resolve("best.safetensors"));
		assertEquals(folder.resolve("best.safetensors"), TeacherStore.file(known).orElseThrow(), "its name comes first");
	}

	@Test
	void theWeightsOfThePublishedTablesAreTheKnownOne() throws IOException {
		TeacherStore.importFile(Shared.path("data/weights/resnet18-imagenet1k-v1.safetensors"), false);
		assertEquals("resnet18-imagenet", DefaultTeacher.choice());
		for (String choice : List.of("default", "resnet18-imagenet"))
			assertEquals("resnet18-imagenet1k-v1 (resnet18, dd5c0a67)", TeacherStore.open(choice).label());
		Path named = folder.resolve("resnet18-imagenet.safetensors");
		Files.move(folder.resolve("resnet18-imagenet1k-v1.safetensors"), named);
		assertEquals("resnet18-imagenet (resnet18, dd5c0a67)", TeacherStore.open("default").label());
	}

	@Test
	void noFileTakesTheNameOfAChoice(@TempDir Path elsewhere) throws IOException {
		for (String name : List.of("default", "embedded", "embedded-synthetic")) {
			Path file = elsewhere.resolve(name + ".safetensors");
			Safetensors.write(file, WEIGHTS.toTensors(""), Map.of());
			String message = assertThrows(IOException.class, () -> TeacherStore.importFile(file, false)).getMessage();
			assertTrue(message.contains("'" + name + "' names another teacher already"), message);
		}
		assertEquals(List.of(), TeacherStore.stored());
	}

	@Test
	void aTeacherIsNamedByItsWeights() throws IOException {
		write("mine.safetensors", WEIGHTS, Map.of());
		assertEquals("mine", TeacherStore.choice(WEIGHTS.sha256()).orElseThrow());
		for (EmbeddedTeacher embedded : EmbeddedTeacher.values())
			assertEquals(embedded.id(), TeacherStore.choice(embedded.get().weights().sha256()).orElseThrow());
		assertTrue(TeacherStore.choice("0".repeat(64)).isEmpty());
	}
}
