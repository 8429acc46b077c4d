package sc.fiji.stfpm.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;

/**
 * An image file of one plane or several, of which each is read when it is asked for. Not thread-safe.
 */
public final class ImageFile implements Closeable {
	private final Path path;
	/** Null for files of other kinds, which have one plane. */
	private final TiffFile tiff;

	private ImageFile(Path path, TiffFile tiff) {
		this.path = path;
		this.tiff = tiff;
	}

	/**
	 * Opens a file; reads no pixels.
	 *
	 * @throws IOException naming the file and what is wrong
	 */
	public static ImageFile open(Path path) throws IOException {
		return ImageReader.decoded(path, file -> new ImageFile(file, ImageReader.tiff(file)));
	}

	public int slices() {
		return tiff == null ? 1 : tiff.layout().slices();
	}

	public int frames() {
		return tiff == null ? 1 : tiff.layout().frames();
	}

	/**
	 * Channels of each plane, colours included. Files other than TIFF tell only with their pixels, which are read for it.
	 *
	 * @throws IOException naming the file and what is wrong
	 */
	public int channels() throws IOException {
		if (tiff == null) return ImagePlane.of(ImageReader.read(path)).channels();
		return ImageReader.decoded(path, file -> tiff.channels());
	}

	/** Names of the channels as OME's or ImageJ's metadata tell, empty for those without; no names where no channel has one. */
	public List<String> channelNames() {
		return tiff == null ? List.of() : tiff.layout().channelNames();
	}

	/** As OME's metadata tell, or ImageJ of the opened file; empty where neither does. */
	public Optional<PixelSize> pixelSize() {
		return tiff == null ? Optional.empty() : Optional.ofNullable(tiff.layout().pixelSize());
	}

	/**
	 * All channels of a plane, see {@link ImageReader#read} for its form.
	 *
	 * @param slice from 1
	 * @param frame from 1
	 * @throws IOException naming the file and what is wrong
	 */
	public RandomAccessibleInterval<?> plane(int slice, int frame) throws IOException {
		if (slice < 1 || slice > slices() || frame < 1 || frame > frames()) throw new IllegalArgumentException(path
			+ " has no slice " + slice + " of frame " + frame + ", only " + slices() + " slices and " + frames() + " frames");
		if (tiff == null) return ImageReader.read(path);
		return ImageReader.decoded(path, file -> tiff.plane(slice, frame));
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
		if (tiff != null) tiff.close();
	}
}
