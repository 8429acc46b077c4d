package sc.fiji.stfpm.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.io.TiffDecoder;
import ij.plugin.FileInfoVirtualStack;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;

/** What ImageJ itself reads of a TIFF that it wrote: its metadata, and slices that lie behind the only page. */
final class ImageJTiff {
	/** Smaller pixels than this ImageJ shows in micrometres. */
	private static final double SMALL_CM = 0.0001;
	private static final double MICROMETRES_PER_CM = 10_000;

	private final FileInfo info;

	private ImageJTiff(FileInfo info) {
		this.info = info;
	}

	/** Null where ImageJ cannot read it, as a BigTIFF. */
	static ImageJTiff of(Path file) {
		Path absolute = file.toAbsolutePath();
		try {
			FileInfo[] infos = new TiffDecoder(absolute.getParent() + File.separator, absolute.getFileName().toString()).getTiffInfo();
			return infos == null || infos.length == 0 || infos[0].description == null ? null : new ImageJTiff(infos[0]);
		}
		catch (IOException | RuntimeException e) {
			return null;
		}
	}

	/** Of a channel's first plane; empty where there are no labels. */
	List<String> labels(int channels) {
		List<String> labels = new ArrayList<>();
		for (int c = 0; info.sliceLabels != null && c < Math.min(channels, info.sliceLabels.length); c++)
			labels.add(info.sliceLabels[c] == null ? "" : info.sliceLabels[c]);
		return labels.stream().allMatch(String::isEmpty) ? List.of() : List.copyOf(labels);
	}

	/** As ImageJ calibrates the opened image; null where it does not. */
	PixelSize pixelSize() {
		new FileOpener(info).decodeDescriptionString(info);
		String unit = info.unit == null ? "" : info.unit.strip();
		if (info.pixelWidth <= 0 || unit.isEmpty() && info.pixelWidth == 1 && info.pixelHeight == 1) return null;
		if (unit.equals("cm") && info.pixelWidth <= SMALL_CM) return new PixelSize(info.pixelWidth * MICROMETRES_PER_CM, info.pixelHeight
			* MICROMETRES_PER_CM, "µm");
		// As OME's metadata and ImageJ's windows call it.
		boolean micrometre = unit.equals("micron") || unit.equals("um");
		return new PixelSize(info.pixelWidth, info.pixelHeight, micrometre ? "µm" : unit);
	}

	/**
	 * A plane of slices behind the only page.
	 *
	 * @param slices of its channels, from 0
	 */
	RandomAccessibleInterval<?> plane(int... slices) throws IOException {
		FileInfoVirtualStack file = new FileInfoVirtualStack(info, false);
		ImageStack plane = null;
		for (int slice : slices) {
			checkComplete(slice);
			ImageProcessor pixels = file.getProcessor(slice + 1);
			if (plane == null) plane = new ImageStack(info.width, info.height, pixels.getColorModel());
			plane.addSlice(pixels);
		}
		ImagePlus image = new ImagePlus("", plane);
		image.setDimensions(slices.length, 1, 1);
		return ImagePlusImg.plane(image, 1, 1);
	}

	/** How many bytes behind the first slice a slice, from 0, lies. */
	long behind(int slice) {
		return slice * ((long) info.width * info.height * info.getBytesPerPixel() + info.getGap());
	}

	/** ImageJ leaves black what is missing. */
	private void checkComplete(int slice) throws IOException {
		long size = (long) info.width * info.height * info.getBytesPerPixel();
		long needed = info.getOffset() + size + slice * (size + info.getGap());
		long found = new File(info.directory, info.fileName).length();
		if (found < needed) throw new IOException("the file is cut short: " + found + " bytes, slice " + (slice + 1) + " ends at "
			+ needed);
	}
}
