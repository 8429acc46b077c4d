package sc.fiji.stfpm.spark.plane;

import java.io.IOException;
import java.nio.file.Path;

import sc.fiji.stfpm.image.ImageFile;
import sc.fiji.stfpm.image.ImagePlane;

/**
 * The plane that an executor's process reads: opened once for all of its tasks, which so share what was read around a tile, and what is worked
 * out of the whole plane. Thread-safe.
 */
final class OpenPlane {
	private static String known;
	private static ImagePlane plane;

	private OpenPlane() {}

	/**
	 * The plane of a file.
	 *
	 * @param source by which it is known
	 * @throws IOException if it cannot be read here
	 */
	static synchronized ImagePlane of(String file, int slice, int frame, String source) throws IOException {
		if (source.equals(known)) return plane;
		try (ImageFile image = ImageFile.open(Path.of(file))) {
			plane = image.imagePlane(slice, frame);
			known = source;
			return plane;
		}
	}
}
