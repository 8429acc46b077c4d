package sc.fiji.stfpm.spark.detect;

import java.io.IOException;
import java.io.Serializable;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.apache.hadoop.conf.Configuration;

import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;

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

	/**
	 * One that a list or table names.
	 *
	 * @param name an absolute path, or a URI; others cannot be judged, as executors run in folders of their own
	 */
	static Input named(String name, Configuration conf) {
		String image = name.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]+:", "").replaceFirst("^/+", "");
		if (!HadoopFiles.hasScheme(name) && !name.startsWith("/")) return new Input(name, image,
			"a relative path; lists and tables name absolute paths or URIs");
		try {
			return new Input(HadoopFiles.path(name, conf).toString(), image, "");
		}
		catch (IOException | RuntimeException e) {
			return new Input(name, image, Reasons.of(e));
		}
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String decoded(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}
}
