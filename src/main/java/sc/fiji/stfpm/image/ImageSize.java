package sc.fiji.stfpm.image;

import java.io.IOException;

import sc.fiji.stfpm.Reasons;

/** Whether pixels fit memory, to be known before a decoder takes it: a few bytes of header can announce any size. */
final class ImageSize {
	private static final long MOST_PIXELS_A_BYTE = 1032 * 8;

	private ImageSize() {}

	/** @throws IOException naming the size and Java's memory */
	static void check(long width, long height, int samples) throws IOException {
		if (width < 1 || height < 1) throw new IOException("the image is " + width + " x " + height + " pixels");
		long most = Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / Float.BYTES) / Math.max(1, samples);
		if (width > most / height) throw new IOException("the image is " + width + " x " + height + " pixels, " + Reasons
			.outOfMemory());
	}

	/**
	 * Whether so few bytes can hold so many pixels at all, as PNG, JPEG and GIF store them: deflate makes at most 1032 bytes of
	 * one, of up to 8 pixels each.
	 *
	 * @throws IOException naming both
	 */
	static void checkHeld(long width, long height, long fileSize) throws IOException {
		if (width * height > fileSize * MOST_PIXELS_A_BYTE) throw new IOException("the file is damaged or cut short: it announces "
			+ width + " x " + height + " pixels and has " + fileSize + " bytes");
	}
}
