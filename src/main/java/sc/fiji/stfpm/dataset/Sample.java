package sc.fiji.stfpm.dataset;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One image of a set.
 *
 * @param image the image's file
 * @param name its path below the set's folder, with forward slashes on every system; where a CSV file names an image
 *          outside its own folder, the whole path, without a slash in front or a drive's colon
 * @param anomalous whether it shows an anomaly
 * @param kind {@code good}, or the kind of defect
 * @param mask the ground truth's file, where there is one
 */
public record Sample(Path image, String name, boolean anomalous, String kind, Optional<Path> mask) {
	/** The kind of a normal image, whatever the set itself calls it. */
	public static final String GOOD = "good";

	/** The kind of an anomalous image of which a table says no more. */
	public static final String ANOMALOUS = "anomalous";
}
