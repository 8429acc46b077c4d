package sc.fiji.stfpm.teacher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;

/**
 * The teachers that the software carries, pre-trained by itself. Their files in the jar say by which recipe, in their metadata;
 * {@code docs/teachers.md} has the commands.
 */
public enum EmbeddedTeacher {
	/** What is meant where nothing else is said: distilled on synthetic images and on photographs. */
	DEFAULT(Teacher.EMBEDDED, "embedded-resnet18.safetensors", "197f6ceb027a6d985f27399d5e8b4c2dfc2f78327dc49835a05723ab139ca0d4"),
	/** Distilled on synthetic images alone. */
	SYNTHETIC("embedded-synthetic", "embedded-synthetic-resnet18.safetensors",
		"9d3e547e0dc9ebdb3b4f0664ca9b13bbf972e7c9812d0d8949df1ecec2d32544");

	private final String id;
	private final String file;
	/** Of the weights, so that a file is read only where they are wanted. */
	private final String sha256;
	private Teacher teacher;

	EmbeddedTeacher(String id, String file, String sha256) {
		this.id = id;
		this.file = file;
		this.sha256 = sha256;
	}

	/** The name that users write. */
	public String id() {
		return id;
	}

	/** The teacher. Thread-safe. */
	public synchronized Teacher get() throws IOException {
		if (teacher == null) teacher = read();
		return teacher;
	}

	/** The names of all, the default one first. */
	public static List<String> ids() {
		return Arrays.stream(values()).map(EmbeddedTeacher::id).toList();
	}

	/** The one of that name. */
	public static Optional<EmbeddedTeacher> named(String id) {
		return Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst();
	}

	/**
	 * The one with these weights.
	 *
	 * @param sha256 see {@link BackboneWeights#sha256()}
	 */
	static Optional<EmbeddedTeacher> withWeights(String sha256) throws IOException {
		for (EmbeddedTeacher one : values())
			if (one.sha256.equals(sha256) && one.get().weights().sha256().equals(sha256)) return Optional.of(one);
		return Optional.empty();
	}

	private Teacher read() throws IOException {
		Path copy = Files.createTempFile("stfpm", ".safetensors");
		try (InputStream in = EmbeddedTeacher.class.getResourceAsStream(file)) {
			if (in == null) throw new IOException(file + " is missing from the jar of this software");
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
