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
		layout = TiffLayout.of(pages);
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

	/** All channels of a plane; slice and frame from 1. */
	RandomAccessibleInterval<?> plane(int slice, int frame) throws IOException {
		if (layout.hidden() > 0) throw new IOException("the file has " + (pages.size() + layout.hidden())
			+ " slices in a form that only ImageJ reads, found " + pages.size() + " pages: open it in ImageJ and work on the open"
			+ " image, or save it in parts");
		RasterSamples samples = new RasterSamples();
		TiffPage first = pages.get(layout.page(0, slice - 1, frame - 1));
		for (int channel = 0; channel < layout.channels(); channel++) {
			TiffPage page = pages.get(layout.page(channel, slice - 1, frame - 1));
			checkSize(page, first, "plane");
			if (page.type() != first.type()) throw new IOException("page " + (page.index() + 1) + " of the plane is " + page.type()
				.label() + ", the first " + first.type().label() + ", expected channels of one type");
			add(samples, page);
		}
		return samples.toInterval();
	}

	/** Every page is part of it: a pixel is anomalous where any marks it. */
	Mask mask() throws IOException {
		if (layout.hidden() > 0) throw new IOException("the mask has " + (pages.size() + layout.hidden())
			+ " slices in a form that only ImageJ reads, found " + pages.size() + " pages: merge the slices into one");
		Mask mask = null;
		for (TiffPage page : pages) {
			checkSize(page, pages.get(0), "mask");
			RasterSamples samples = new RasterSamples();
			if (page.isBinary()) {
				page.check(fileSize);
				samples.addStored(reader.readRaster(page.index(), null));
			}
			else add(samples, page);
			mask = mask == null ? samples.toMask() : mask.or(samples.toMask());
		}
		return mask;
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
		if (palette != null && !(page.isImageJs() && ImagePlusImg.isForDisplay(palette))) samples.addColours(raster, palette);
		else for (int band : page.bands())
			samples.addBand(page.values(raster, band), page.width(), page.height(), page.type(), page.offset());
	}

	@Override
	public void close() throws IOException {
		reader.dispose();
		in.close();
	}
}
