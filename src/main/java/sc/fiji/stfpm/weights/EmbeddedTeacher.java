package sc.fiji.stfpm.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The teacher that the software carries: a ResNet-18 with random convolutions from a fixed seed and batch norm statistics
 * measured on synthetic images. It has never been trained, and its name says so.
 */
public final class EmbeddedTeacher {
	/** The seed of its convolutions. */
	public static final long SEED = 20260101;
	static final String NAME = "embedded, untrained (random ResNet-18, seed " + SEED + ")";
	private static final String STATISTICS = "embedded-statistics.safetensors";

	private static Teacher teacher;

	private EmbeddedTeacher() {}

	/** The teacher; always the same weights on every platform. Thread-safe. */
	public static synchronized Teacher get() throws IOException {
		if (teacher == null) teacher = new Teacher(NAME, "made from seed " + SEED, weights());
		return teacher;
	}

	private static BackboneWeights weights() throws IOException {
		BackboneWeights random = BackboneWeights.random(Backbone.RESNET18, SEED);
		Path copy = Files.createTempFile("stfpm", ".safetensors");
		try (InputStream in = EmbeddedTeacher.class.getResourceAsStream(STATISTICS)) {
			if (in == null) throw new IOException(STATISTICS + " is missing from the jar of this software");
			Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
			return withStatistics(random, copy);
		}
		finally {
			Files.deleteIfExists(copy);
		}
	}

	private static BackboneWeights withStatistics(BackboneWeights random, Path file) throws IOException {
		Map<String, float[]> values = new LinkedHashMap<>();
		try (Safetensors statistics = Safetensors.open(file)) {
			for (String name : random.backbone().tensorShapes().keySet())
				values.put(name, statistics.names().contains(name) ? statistics.tensor(name).floats() : random.floats(name));
		}
		return BackboneWeights.of(random.backbone(), values);
	}
}
