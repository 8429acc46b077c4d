package sc.fiji.stfpm.image;

import java.io.IOException;

import sc.fiji.stfpm.Reasons;

/** Whether pixels fit memory, to be known before a decoder takes it: a few bytes of header can announce any size. */
final class ImageSize {
	private ImageSize() {}

	/** @throws IOException naming the size and Java's memory */
	static void check(long width, long height, int samples) throws IOException {
		if (width < 1 || height < 1) throw new IOException("the image is " + width + " x " + height + " pixels");
		long most = Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / Float.BYTES) / Math.max(1, samples);
		if (width > most / height) throw new IOException("the image is " + width + " x " + height + " pixels, " + Reasons
			.outOfMemory());
	}
}
