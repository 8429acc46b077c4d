package sc.fiji.stfpm.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The teacher that the software carries: a ResNet-18 from a fixed seed, with Gabor filters in its first layer, random
 * convolutions in the others whose residual branches are damped, and batch norm statistics measured on synthetic images.
 * It has never been trained, and its name says so.
 */
public final class EmbeddedTeacher {
	/** The seed of its weights. */
	public static final long SEED = 20260101;
	static final String NAME = "embedded, untrained (Gabor and random filters, seed " + SEED + ")";
	private static final String STATISTICS = "embedded-statistics.safetensors";
	/** Undamped, six random blocks in a row scramble what the first layer sees. */
	private static final float RESIDUAL_GAIN = 0.2f;

	private static Teacher teacher;

	private EmbeddedTeacher() {}

	/** The teacher; always the same weights on every platform. Thread-safe. */
	public static synchronized Teacher get() throws IOException {
		if (teacher == null) teacher = new Teacher(NAME, "made from seed " + SEED, withStatistics(withoutStatistics()));
		return teacher;
	}

	/** The weights with neutral batch norm statistics, from which those in the jar were measured. */
	public static BackboneWeights withoutStatistics() {
		BackboneWeights random = BackboneWeights.random(Backbone.RESNET18, SEED);
		Convolution stem = random.backbone().stem();
		Map<String, float[]> values = values(random);
		values.put(stem.weight(), GaborFilters.filters(stem.out(), stem.kernel(), SEED));
		for (Backbone.Stage stage : random.backbone().stages()) {
			for (ResidualBlock block : stage.blocks()) {
				float[] gain = values.get(block.path().get(block.path().size() - 1).batchNorm() + ".weight");
				Arrays.fill(gain, RESIDUAL_GAIN);
			}
		}
		return BackboneWeights.of(random.backbone(), values);
	}

	private static Map<String, float[]> values(BackboneWeights weights) {
		Map<String, float[]> values = new LinkedHashMap<>();
		for (String name : weights.backbone().tensorShapes().keySet())
			values.put(name, weights.floats(name));
		return values;
	}

	private static BackboneWeights withStatistics(BackboneWeights weights) throws IOException {
		Map<String, float[]> values = values(weights);
		Path copy = Files.createTempFile("stfpm", ".safetensors");
		try (InputStream in = EmbeddedTeacher.class.getResourceAsStream(STATISTICS)) {
			if (in == null) throw new IOException(STATISTICS + " is missing from the jar of this software");
			Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
			try (Safetensors statistics = Safetensors.open(copy)) {
				for (String name : statistics.names())
					values.put(name, statistics.tensor(name).floats());
			}
		}
		finally {
			Files.deleteIfExists(copy);
		}
		return BackboneWeights.of(weights.backbone(), values);
	}
}
