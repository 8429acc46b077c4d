package sc.fiji.stfpm.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.testing.Allocation;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.TensorDigest;

class HostileFilesTest {
	private static final int DEPTH = 100_000;

	/** Under a key that no description has, under one that is an object, under one that is a list. */
	@ParameterizedTest
	@ValueSource(strings = { "other", "memory", "calibration", "teacher", "version", "training" })
	void aDescriptionThatIsNestedWithoutEndIsRefused(String key, @TempDir Path folder) throws IOException {
		Path file = folder.resolve("a.stfpm");
		for (String open : new String[] { "[", "{\"scales\":[", "{\"" + key + "\":" }) {
			String close = open.equals("[") ? "]" : open.endsWith("[") ? "]}" : "}";
			String text = "{\"version\":2,\"" + key + "\":" + open.repeat(DEPTH) + "1" + close.repeat(DEPTH) + "}";
			Safetensors.write(file, Map.of(), Map.of(ModelFile.KEY, text, Description.CHECKSUM, TensorDigest.of(text)));
			Allocation.assertRefused(file, 64, "a.stfpm", () -> ModelFile.read(file));
		}
	}
}
