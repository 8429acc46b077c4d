package sc.fiji.stfpm.dataset;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One image of a set.
 *
 * @param image the image's file
 * @param name its path below the set's root, with forward slashes on every system
 * @param anomalous whether it shows an anomaly
 * @param kind {@code good}, or the name of the defect's folder
 * @param mask the ground truth's file, where there is one
 */
public record Sample(Path image, String name, boolean anomalous, String kind, Optional<Path> mask) {
	/** The kind of a normal image. */
	public static final String GOOD = "good";
}
