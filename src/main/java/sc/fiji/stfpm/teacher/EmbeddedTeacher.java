package sc.fiji.stfpm.teacher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;

/**
 * The teacher that the software carries: a ResNet-18 pre-trained on synthetic images. Its file in the jar says by which recipe, in
 * its metadata; {@code docs/teachers.md} has the commands.
 */
public final class EmbeddedTeacher {
	private static final String FILE = "embedded-resnet18.safetensors";

	private static Teacher teacher;

	private EmbeddedTeacher() {}

	/** The teacher. Thread-safe. */
	public static synchronized Teacher get() throws IOException {
		if (teacher == null) teacher = read();
		return teacher;
	}

	private static Teacher read() throws IOException {
		Path copy = Files.createTempFile("stfpm", ".safetensors");
		try (InputStream in = EmbeddedTeacher.class.getResourceAsStream(FILE)) {
			if (in == null) throw new IOException(FILE + " is missing from the jar of this software");
			Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
			try (Safetensors source = Safetensors.open(copy)) {
				return new Teacher(source.metadata().get("name"), "in the software: " + source.metadata().get(Teacher.RECIPE), BackboneWeights
					.read(source, Backbone.RESNET18, ""));
			}
		}
		finally {
			Files.deleteIfExists(copy);
		}
	}
}
