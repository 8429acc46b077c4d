package sc.fiji.stfpm.spark.detect;

import java.io.Serializable;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * An image to be judged.
 *
 * @param path as Hadoop writes it, with its scheme; by it the image is known
 * @param image its name in results, with forward slashes
 * @param problem why it cannot be judged, where that is known already; empty else
 */
record Input(String path, String image, String problem) implements Serializable {
	private static final String SEPARATOR = " ";

	/** As a line of text, whatever characters are in the names. */
	String line() {
		return encoded(path) + SEPARATOR + encoded(image) + SEPARATOR + encoded(problem);
	}

	/** From {@link #line()}. */
	static Input of(String line) {
		String[] parts = line.split(SEPARATOR, -1);
		return new Input(decoded(parts[0]), decoded(parts[1]), decoded(parts[2]));
	}

	/** One that is known by its path alone. */
	static Input named(String path) {
		return new Input(path, path.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]+:", "").replaceFirst("^/+", ""), "");
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String decoded(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}
}
