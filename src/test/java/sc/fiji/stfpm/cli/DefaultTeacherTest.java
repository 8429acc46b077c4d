package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;

import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.Shared;
import sc.fiji.stfpm.testing.TeacherFolder;

/** Which teacher a training takes that names none, before and after the ImageNet one is installed. */
class DefaultTeacherTest {
	@TempDir
	private Path folder;
	private Path images, model;
	private TeacherFolder teachers;

	private record Run(int exit, String out, String err) {}

	@BeforeEach
	void makeImages() throws IOException {
		teachers = new TeacherFolder(folder.resolve("teachers"));
		images = Files.createDirectory(folder.resolve("images"));
		model = folder.resolve("a.stfpm");
		for (int i = 0; i < 3; i++)
			assertTrue(new FileSaver(new ImagePlus("", Models.waves(64, 64, i + 1))).saveAsPng(images.resolve(i + ".png")
				.toString()));
	}

	@AfterEach
	void leaveFolder() {
		teachers.close();
	}

	private Run run(Object... args) {
		StringWriter out = new StringWriter(), err = new StringWriter();
		String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
		int exit = StfpmCli.run(texts, new PrintWriter(out, true), new PrintWriter(err, true));
		return new Run(exit, out.toString(), err.toString());
	}

	private Run train(Object... more) {
		Object[] args = { "train", images, "--model", model, "--preset", "fast", "--size", 64, "--steps", 2, "--device", "cpu", "--force" };
		Object[] all = Arrays.copyOf(args, args.length + more.length);
		System.arraycopy(more, 0, all, args.length, more.length);
		return run(all);
	}

	@Test
	void aDamagedImageNetTeacherIsNotReplacedByTheEmbeddedOne() throws IOException {
		Files.createDirectory(folder.resolve("teachers"));
		Files.writeString(folder.resolve("teachers/resnet18-imagenet.pth"), "damaged");
		Run run = train();
		assertEquals(1, run.exit);
		assertTrue(run.err.contains("resnet18-imagenet.pth: expected 46830571 bytes, found 7; it has changed"), run.err);
		assertFalse(Files.exists(model));
		assertTrue(run("info").out.contains("resnet18-imagenet, which cannot be used: "));
	}

	@Test
	void whatWasBegunWithTheEmbeddedOneGoesOnWithIt() throws IOException {
		Path weights = Shared.path("data/weights/resnet18-imagenet1k-v1.safetensors"), state = folder.resolve("state");
		String embedded = Teacher.open(Teacher.EMBEDDED).label();
		Run before = train("--checkpoint", state);
		assertEquals(0, before.exit, before.err);
		assertTrue(before.err.contains("Teacher " + embedded + "; device"), before.err);
		Path judged = folder.resolve("embedded.stfpm");
		Files.copy(model, judged);

		Run imported = run("teacher", "--import", weights);
		assertTrue(imported.out.contains("Default for training: resnet18-imagenet: resnet18-imagenet1k-v1 (resnet18, dd5c0a67)"),
			imported.out);
		Run detected = run("detect", images, "--model", judged, "--output", folder.resolve("out"), "--device", "cpu");
		assertEquals(0, detected.exit, detected.err);
		Run resumed = train("--checkpoint", state, "--resume");
		assertEquals(1, resumed.exit);
		assertTrue(resumed.err.contains("Name teacher 'embedded' to go on"), resumed.err);
		Run named = train("--checkpoint", state, "--resume", "--teacher", "embedded");
		assertEquals(0, named.exit, named.err);

		Run anew = train();
		assertEquals(0, anew.exit, anew.err);
		assertTrue(anew.err.contains("Teacher resnet18-imagenet1k-v1 (resnet18, dd5c0a67); device"), anew.err);
		assertEquals("resnet18-imagenet1k-v1", ModelFile.read(model).teacher().name());
	}
}
