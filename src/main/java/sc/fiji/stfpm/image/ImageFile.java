package sc.fiji.stfpm.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;

/**
 * An image file of one plane or several, or a folder of OME-Zarr, of which each plane is read when it is asked for. Not thread-safe;
 * planes may be read by several threads.
 */
public final class ImageFile implements Closeable {
	private final Path path;
	/** Null for files that have one plane. */
	private final Planes planes;

	private ImageFile(Path path, Planes planes) {
		this.path = path;
		this.planes = planes;
	}

	/**
	 * Opens a file; reads no pixels.
	 *
	 * @throws IOException naming the file and what is wrong
	 */
	public static ImageFile open(Path path) throws IOException {
		return ImageReader.decoded(path, file -> new ImageFile(file, ImageReader.planes(file)));
	}

	public int slices() {
		return planes == null ? 1 : planes.slices();
	}

	public int frames() {
		return planes == null ? 1 : planes.frames();
	}

	/**
	 * Channels of each plane, colours included. Files other than TIFF tell only with their pixels, which are read for it.
	 *
	 * @throws IOException naming the file and what is wrong
	 */
	public int channels() throws IOException {
		if (planes == null) return ImagePlane.of(ImageReader.read(path)).channels();
		return ImageReader.decoded(path, file -> planes.channels());
	}

	/** Names of the channels as OME's or ImageJ's metadata tell, empty for those without; no names where no channel has one. */
	public List<String> channelNames() {
		return planes == null ? List.of() : planes.channelNames();
	}

	/** As OME's metadata tell, or ImageJ of the opened file; empty where neither does. */
	public Optional<PixelSize> pixelSize() {
		return planes == null ? Optional.empty() : Optional.ofNullable(planes.pixelSize());
	}

	/**
	 * All channels of a plane, see {@link ImageReader#read} for its form. Of OME-Zarr, and of TIFFs of 64 million values or more a plane,
	 * only what is looked at is read, when it is, and an eighth of Java's memory is kept; what is wrong then is an
	 * {@link java.io.UncheckedIOException}. Such a plane can be read after this is closed, too, as long as the file is there unchanged.
	 *
	 * @param slice from 1
	 * @param frame from 1
	 * @throws IOException naming the file and what is wrong
	 */
	public RandomAccessibleInterval<?> plane(int slice, int frame) throws IOException {
		if (slice < 1 || slice > slices() || frame < 1 || frame > frames()) throw new IllegalArgumentException(path
			+ " has no slice " + slice + " of frame " + frame + ", only " + slices() + " slices and " + frames() + " frames");
		if (planes == null) return ImageReader.read(path);
		return ImageReader.decoded(path, file -> planes.plane(slice, frame));
	}

	/**
	 * The same, ready to be read, with the size of its pixels and the names of its channels where the file tells.
	 *
	 * @throws IOException naming the file and what is wrong
	 */
	public ImagePlane imagePlane(int slice, int frame) throws IOException {
		return ImagePlane.of(plane(slice, frame)).withPixelSize(pixelSize()).withChannelNames(channelNames());
	}

	@Override
	public void close() throws IOException {
		if (planes != null) planes.close();
	}
}
