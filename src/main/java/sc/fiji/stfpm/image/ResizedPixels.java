package sc.fiji.stfpm.image;

/** The pixels of a plane at another size. */
final class ResizedPixels implements PlaneReader {
	/** Rows of the plane that are read at a time. */
	private static final int STRIP = 64;

	private final ImagePlane plane;
	private final TriangleFilter alongX;
	private final TriangleFilter alongY;

	ResizedPixels(ImagePlane plane, int toWidth, int toHeight) {
		this.plane = plane;
		alongX = new TriangleFilter(plane.width(), toWidth);
		alongY = new TriangleFilter(plane.height(), toHeight);
	}

	@Override
	public void read(int channel, long x, long y, int w, int h, float[] out, int offset) {
		int left = (int) x, top = (int) y;
		int fromX = alongX.first(left), width = alongX.end(left + w - 1) - fromX;
		int fromY = alongY.first(top), height = alongY.end(top + h - 1) - fromY;
		float[] strip = new float[width * Math.min(STRIP, height)], narrowed = new float[w * height];
		for (int row = 0; row < height; row += STRIP) {
			int rows = Math.min(STRIP, height - row);
			plane.read(channel, fromX, fromY + row, width, rows, strip, 0);
			for (int j = 0; j < rows; j++)
				for (int i = 0; i < w; i++)
					narrowed[(row + j) * w + i] = alongX.filtered(strip, j * width - fromX, 1, left + i);
		}
		for (int j = 0; j < h; j++)
			for (int i = 0; i < w; i++)
				out[offset + j * w + i] = alongY.filtered(narrowed, i - fromY * w, w, top + j);
	}
}
