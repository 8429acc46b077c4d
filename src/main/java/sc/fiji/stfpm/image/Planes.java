package sc.fiji.stfpm.image;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;

/** A kind of file that may have several planes. */
interface Planes extends Closeable {
	int slices();

	int frames();

	/** How many channels each plane has, colours included. */
	int channels() throws IOException;

	/** A name each, empty for those without; no names where no channel has one. */
	List<String> channelNames();

	/** Null where not told. */
	PixelSize pixelSize();

	/** All channels of a plane; slice and frame from 1. */
	RandomAccessibleInterval<?> plane(int slice, int frame) throws IOException;
}
