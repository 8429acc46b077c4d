package sc.fiji.stfpm.testing;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/** Reference values and real images that live beside the project, in {@code ../shared}, and may be absent. */
public final class Shared {
	private static final Path ROOT = Path.of(System.getProperty("stfpm.shared", "../shared"));

	private Shared() {}

	/** The path below {@code ../shared}; skips the calling test, naming what is missing, where it does not exist. */
	public static Path path(String relative) {
		Path path = ROOT.resolve(relative);
		Assumptions.assumeTrue(Files.exists(path), () -> "Skipped: " + path.toAbsolutePath().normalize() + " is missing");
		return path;
	}
}
