package sc.fiji.stfpm.image;

import java.util.List;

import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;

/**
 * The pixels of an interval, as they are.
 *
 * @param pixel one, for its class. Blocks have one, too, but of another type from one version of ImgLib2 to the next.
 * @param channels in their order
 */
record BlockPixels(Object pixel, List<Channel> channels) implements PlaneReader {
	/** The blocks that hold a channel, and how many bits to shift an ARGB value by; no shift where it is its own. */
	record Channel(PrimitiveBlocks<?> blocks, int shift) {}

	@Override
	public void read(int channel, long x, long y, int w, int h, float[] out, int offset) {
		Channel source = channels.get(channel);
		long[] position = { x, y };
		int[] size = { w, h };
		int n = w * h;
		if (pixel instanceof UnsignedByteType) {
			byte[] values = new byte[n];
			source.blocks.copy(position, values, size);
			for (int i = 0; i < n; i++)
				out[offset + i] = values[i] & 0xff;
		} else if (pixel instanceof UnsignedShortType) {
			short[] values = new short[n];
			source.blocks.copy(position, values, size);
			for (int i = 0; i < n; i++)
				out[offset + i] = values[i] & 0xffff;
		} else if (pixel instanceof ARGBType) {
			int[] values = new int[n];
			source.blocks.copy(position, values, size);
			for (int i = 0; i < n; i++)
				out[offset + i] = values[i] >> source.shift & 0xff;
		} else if (pixel instanceof DoubleType) {
			double[] values = new double[n];
			source.blocks.copy(position, values, size);
			for (int i = 0; i < n; i++)
				out[offset + i] = (float) values[i];
		} else {
			float[] values = offset == 0 && out.length == n ? out : new float[n];
			source.blocks.copy(position, values, size);
			if (values != out)
				System.arraycopy(values, 0, out, offset, n);
		}
	}
}
