package sc.fiji.stfpm.image;

/** The pixels of a plane turned or mirrored. */
record TurnedPixels(ImagePlane plane, Orientation how) implements PlaneReader {
	@Override
	public void read(int channel, long x, long y, int w, int h, float[] out, int offset) {
		Orientation.Rectangle from = how.original(new Orientation.Rectangle((int) x, (int) y, w, h), plane.width(), plane.height());
		float[] values = new float[from.width() * from.height()];
		plane.read(channel, from.x(), from.y(), from.width(), from.height(), values, 0);
		how.turn(values, 0, from.width(), from.height(), out, offset);
	}
}
