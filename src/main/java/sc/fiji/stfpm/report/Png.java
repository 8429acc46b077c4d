package sc.fiji.stfpm.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

import javax.imageio.ImageIO;

/** Pictures as the bytes of a PNG file. */
final class Png {
	private Png() {}

	static byte[] of(BufferedImage picture) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		if (!ImageIO.write(picture, "png", bytes)) throw new IOException("This Java has no PNG writer");
		return bytes.toByteArray();
	}
}
