package sc.fiji.stfpm.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import sc.fiji.stfpm.cells.CachedCells;
import sc.fiji.stfpm.zarr.ZarrArray;

/** The finest level of an OME-Zarr image (NGFF up to 0.5, Zarr version 2 or 3), read by chunks when they are looked at. */
final class OmeZarrImage implements Planes {
	private static final String ENDING = ".zarr";
	private static final int SIGNED_OFFSET = 32768, ALL_ONES = 255;

	private final OmeZarrMetadata metadata;
	private final ZarrArray array;

	private OmeZarrImage(OmeZarrMetadata metadata, ZarrArray array) {
		this.metadata = metadata;
		this.array = array;
	}

	/** Whether a folder is an image, or is called like one: by its name, or by what stands in it. */
	static boolean isOne(Path path) {
		Path name = path.getFileName();
		if (name == null || !Files.isDirectory(path)) return false;
		return name.toString().toLowerCase(Locale.ROOT).endsWith(ENDING) || OmeZarrMetadata.isIn(path);
	}

	/** @throws IOException saying what is wrong */
	static OmeZarrImage open(Path folder) throws IOException {
		OmeZarrMetadata metadata = OmeZarrMetadata.read(folder);
		ZarrArray array = ZarrArray.open(metadata.finest());
		if (array.shape().length != metadata.axes().length()) throw new IOException("the image has " + metadata.axes().length() + " axes ("
			+ metadata.axes() + "), its array " + array.shape().length);
		return new OmeZarrImage(metadata, array);
	}

	/** 1 where there is no such axis. */
	private long size(char axis) {
		int index = metadata.axes().indexOf(axis);
		return index < 0 ? 1 : array.shape()[index];
	}

	private int chunk(char axis) {
		int index = metadata.axes().indexOf(axis);
		return index < 0 ? 1 : array.chunks()[index];
	}

	@Override
	public int slices() {
		return Math.toIntExact(size('z'));
	}

	@Override
	public int frames() {
		return Math.toIntExact(size('t'));
	}

	@Override
	public int channels() {
		return Math.toIntExact(size('c'));
	}

	@Override
	public List<String> channelNames() {
		return metadata.channelNames().size() == channels() ? metadata.channelNames() : List.of();
	}

	@Override
	public PixelSize pixelSize() {
		return metadata.pixelSize();
	}

	@Override
	public RandomAccessibleInterval<?> plane(int slice, int frame) throws IOException {
		boolean single = channels() == 1;
		long[] dimensions = single ? new long[] { size('x'), size('y') } : new long[] { size('x'), size('y'), channels() };
		int[] cell = single ? new int[] { chunk('x'), chunk('y') } : new int[] { chunk('x'), chunk('y'), chunk('c') };
		long cache = LazyPlane.cacheBytes();
		if (array.kind() != 'f' && array.bits() == 8) return CachedCells.bytes(dimensions, cell, cache, (min, size, values) -> {
			int scale = array.kind() == 'b' ? ALL_ONES : 1;
			fill(slice, frame, min, size, (i, value) -> {
				if (value < 0) throw new IOException("the image has signed 8-bit values below 0, such as " + (int) value
					+ ", convert it to 16 bits or to floats");
				values[i] = (byte) (value * scale);
			});
		});
		if (array.kind() != 'f' && array.bits() == 16) return CachedCells.shorts(dimensions, cell, cache, (min, size, values) -> {
			int offset = array.kind() == 'i' ? SIGNED_OFFSET : 0;
			fill(slice, frame, min, size, (i, value) -> values[i] = (short) ((int) value + offset));
		});
		return CachedCells.floats(dimensions, cell, cache, (min, size, values) -> fill(slice, frame, min, size, (i, value) -> values[
			i] = (float) value));
	}

	private interface Target {
		void set(int index, double value) throws IOException;
	}

	/** Takes a cell's values, the first axis fastest, out of the chunk that it is a part of. */
	private void fill(int slice, int frame, long[] min, int[] size, Target target) throws IOException {
		long[] start = new long[array.shape().length];
		set(start, 'x', min[0]);
		set(start, 'y', min[1]);
		if (min.length > 2) set(start, 'c', min[2]);
		set(start, 'z', slice - 1);
		set(start, 't', frame - 1);
		int[] chunks = array.chunks(), inside = new int[chunks.length];
		long[] index = new long[chunks.length];
		for (int d = 0; d < chunks.length; d++) {
			index[d] = start[d] / chunks[d];
			inside[d] = (int) (start[d] % chunks[d]);
		}
		ZarrArray.Values values = array.chunk(index);
		int base = 0;
		int[] strides = new int[chunks.length];
		for (int d = chunks.length - 1, stride = 1; d >= 0; stride *= chunks[d--]) {
			strides[d] = stride;
			base += inside[d] * stride;
		}
		int x = stride(strides, 'x'), y = stride(strides, 'y'), c = stride(strides, 'c');
		int channels = size.length > 2 ? size[2] : 1, i = 0;
		for (int channel = 0; channel < channels; channel++)
			for (int row = 0; row < size[1]; row++)
				for (int column = 0; column < size[0]; column++)
					target.set(i++, values.get(base + channel * c + row * y + column * x));
	}

	private void set(long[] position, char axis, long value) {
		int index = metadata.axes().indexOf(axis);
		if (index >= 0) position[index] = value;
	}

	private int stride(int[] strides, char axis) {
		int index = metadata.axes().indexOf(axis);
		return index < 0 ? 0 : strides[index];
	}

	@Override
	public void close() {
		// Chunks are files of their own, each closed when it has been read.
	}
}
