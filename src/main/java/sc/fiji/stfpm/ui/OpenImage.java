package sc.fiji.stfpm.ui;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

import ij.ImagePlus;
import sc.fiji.stfpm.image.ImagePlane;

/**
 * An open image that work goes on with, while its user can edit or close it. Results of an image that changed meanwhile
 * would be of none that ever was: the work stops, and says so.
 */
final class OpenImage {
	private final ImagePlus image;
	private final String title;
	private final Map<ImageDetection.Part, Long> checksums = new LinkedHashMap<>();

	/** @param parts to be worked on. Planes that lie on a disk cannot be edited, and are not watched. */
	OpenImage(ImagePlus image, List<ImageDetection.Part> parts) {
		this.image = image;
		title = image.getTitle();
		if (image.isProcessor() && !image.getStack().isVirtual()) parts.forEach(part -> checksums.put(part, checksum(part.read())));
	}

	/** @throws IllegalStateException where it was closed */
	void checkOpen() {
		if (!image.isProcessor()) throw new IllegalStateException("'"
			+ title + "' was closed while it was worked on; open it and start again");
	}

	/** @throws IllegalStateException where the image was closed, or a part has changed */
	void checkUnchanged() {
		checkOpen();
		checksums.forEach((part, checksum) -> {
			if (checksum(part.read()) != checksum) throw new IllegalStateException("'" + title + "' was changed (slice " + part.slice()
				+ ", frame " + part.frame() + ") while it was worked on; start again");
		});
	}

	private static long checksum(ImagePlane plane) {
		CRC32C sum = new CRC32C();
		float[] row = new float[plane.width()];
		ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
		for (int channel = 0; channel < plane.channels(); channel++)
			for (int y = 0; y < plane.height(); y++) {
				plane.read(channel, 0, y, row.length, 1, row, 0);
				bytes.clear().asFloatBuffer().put(row);
				sum.update(bytes);
			}
		return sum.getValue();
	}
}
