package sc.fiji.stfpm.image;

/** Gives the pixels of a plane. Thread-safe where what they come from is. */
@FunctionalInterface
interface PlaneReader {
	/** As {@link ImagePlane#read}, of a rectangle that was checked. */
	void read(int channel, long x, long y, int w, int h, float[] out, int offset);
}
