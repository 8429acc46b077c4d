package sc.fiji.stfpm.image;

import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;

import net.imglib2.RandomAccessibleInterval;

/**
 * A TIFF or BigTIFF file, a plane at a time. Decoded by TwelveMonkeys' reader as the file stores it; what the tags mean for
 * values is decided here, and told in {@code docs/files.md}.
 */
final class TiffFile implements Closeable {
	private final ImageInputStream in;
	private final ImageReader reader;
	private final List<TiffPage> pages = new ArrayList<>();
	private final TiffLayout layout;
	private final long fileSize;

	private TiffFile(Path path, ImageInputStream in, ImageReader reader) throws IOException {
		fileSize = Files.size(path);
		this.in = in;
		this.reader = reader;
		reader.setInput(in);
		int count = reader.getNumImages(true);
		if (count == 0) throw new IOException("the file is cut short: its list of images is missing");
		for (int i = 0; i < count; i++)
			pages.add(TiffPage.of(reader, i));
		// Thumbnails and the smaller copies of a pyramid are no images of their own.
		if (!pages.stream().allMatch(TiffPage::reduced)) pages.removeIf(TiffPage::reduced);
		layout = TiffLayout.of(path, pages);
	}

	/** Null where the file is no TIFF. */
	static TiffFile open(Path path) throws IOException {
		ImageInputStream in = FileStream.open(path);
		try {
			// Not by ImageIO's registry, which in ImageJ knows other plugins' readers and not ours.
			for (var spi : List.of(new TIFFImageReaderSpi(), new BigTIFFImageReaderSpi()))
				if (spi.canDecodeInput(in)) return new TiffFile(path, in, spi.createReaderInstance());
		}
		catch (IOException | RuntimeException e) {
			in.close();
			throw e;
		}
		in.close();
		return null;
	}

	TiffLayout layout() {
		return layout;
	}

	/** How many channels each plane has, colours included. */
	int channels() throws IOException {
		return layout.channels() * pages.get(0).channels();
	}

	/** All channels of a plane; slice and frame from 1. */
	RandomAccessibleInterval<?> plane(int slice, int frame) throws IOException {
		int[] channels = layout.pages(slice - 1, frame - 1);
		if (layout.imageJs() != null) return layout.imageJs().plane(channels);
		RasterSamples samples = new RasterSamples();
		TiffPage first = pages.get(channels[0]);
		for (int channel : channels) {
			TiffPage page = pages.get(channel);
			checkSize(page, first, "plane");
			if (page.type() != first.type()) throw new IOException("page " + (page.index() + 1) + " of the plane is " + page.type()
				.label() + ", the first " + first.type().label() + ", expected channels of one type");
			add(samples, page);
		}
		return samples.toInterval();
	}

	/** Every page is part of it: a pixel is anomalous where any marks it. */
	Mask mask() throws IOException {
		Mask mask = null;
		for (int i = 0; i < layout.order().length; i++) {
			Mask part = layout.imageJs() == null ? mask(pages.get(i)) : Mask.of(ImagePlane.of(layout.imageJs().plane(i)));
			mask = mask == null ? part : mask.or(part);
		}
		return mask;
	}

	private Mask mask(TiffPage page) throws IOException {
		checkSize(page, pages.get(0), "mask");
		RasterSamples samples = new RasterSamples();
		if (page.isBinary()) {
			page.check(fileSize);
			samples.addStored(reader.readRaster(page.index(), null));
		}
		else add(samples, page);
		return samples.toMask();
	}

	private static void checkSize(TiffPage page, TiffPage first, String what) throws IOException {
		if (page.width() != first.width() || page.height() != first.height()) throw new IOException("page " + (page.index() + 1)
			+ " of the " + what + " is " + page.width() + " x " + page.height() + ", the first " + first.width() + " x " + first.height()
			+ ", expected pages of one size");
	}

	private void add(RasterSamples samples, TiffPage page) throws IOException {
		page.check(fileSize);
		if (page.isConverted()) {
			samples.add(reader.read(page.index()));
			return;
		}
		Raster raster = reader.readRaster(page.index(), null);
		IndexColorModel palette = page.palette();
		if (palette != null) samples.addColours(raster, palette);
		else for (int band : page.bands())
			samples.addBand(page.values(raster, band), page.width(), page.height(), page.type(), page.offset());
	}

	@Override
	public void close() throws IOException {
		reader.dispose();
		in.close();
	}
}
