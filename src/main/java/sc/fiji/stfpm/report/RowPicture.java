package sc.fiji.stfpm.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.ui.OverlayPicture;

/** A small picture of an image with its heat map and outlines. */
final class RowPicture {
	/** Longer side in pixels; it is shown at half of it, and enlarged at all of it. */
	static final int SIDE = 280;
	/** The largest, in bytes. */
	static final int MOST_BYTES = 30_000;
	private static final int MOST_ENLARGED = 8;
	private static final float[] QUALITIES = { 0.85f, 0.7f, 0.5f, 0.3f };

	private RowPicture() {}

	/** As JPEG, of {@link #MOST_BYTES} at most where that can be. */
	static byte[] of(ImagePlane plane, Preprocessing preprocessing, Judgement result) throws IOException {
		double scale = SIDE / (double) Math.max(plane.width(), plane.height());
		if (scale >= 1) scale = Math.min(MOST_ENLARGED, Math.floor(scale));
		BufferedImage picture = OverlayPicture.draw(plane, preprocessing, result, side(plane.width() * scale), side(plane.height() * scale));
		byte[] jpeg = {};
		for (float quality : QUALITIES) {
			jpeg = jpeg(picture, quality);
			if (jpeg.length <= MOST_BYTES) break;
		}
		return jpeg;
	}

	private static int side(double length) {
		return Math.max(1, (int) Math.round(length));
	}

	private static byte[] jpeg(BufferedImage picture, float quality) throws IOException {
		ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
			ImageWriteParam how = writer.getDefaultWriteParam();
			how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			how.setCompressionQuality(quality);
			writer.setOutput(out);
			writer.write(null, new IIOImage(picture, null, null), how);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}
}
