package sc.fiji.stfpm.image;

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
final class TiffFile implements Planes {
	private static final double LAZY_FROM = 64e6;

	private final ImageInputStream in;
	private final ImageReader reader;
	private final List<TiffPage> pages = new ArrayList<>();
	private final TiffLayout layout;
	private final Path path;
	private final long fileSize;
	/** Planes of so many values are read in parts, when they are looked at. */
	private final double lazyFrom;

	private TiffFile(Path path, ImageInputStream in, ImageReader reader, double lazyFrom) throws IOException {
		this.path = path;
		this.lazyFrom = lazyFrom;
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
		return open(path, LAZY_FROM);
	}

	static TiffFile open(Path path, double lazyFrom) throws IOException {
		ImageInputStream in = FileStream.open(path);
		try {
			// Not by ImageIO's registry, which in ImageJ knows other plugins' readers and not ours.
			for (var spi : List.of(new TIFFImageReaderSpi(), new BigTIFFImageReaderSpi()))
				if (spi.canDecodeInput(in)) return new TiffFile(path, in, spi.createReaderInstance(), lazyFrom);
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

	@Override
	public int slices() {
		return layout.slices();
	}

	@Override
	public int frames() {
		return layout.frames();
	}

	@Override
	public List<String> channelNames() {
		return layout.channelNames();
	}

	@Override
	public PixelSize pixelSize() {
		return layout.pixelSize();
	}

	@Override
	public int channels() throws IOException {
		return layout.channels() * pages.get(0).channels();
	}

	/**
	 * All channels of a plane; slice and frame from 1. A plane of 64 million values or more is read in parts when it is looked at, as
	 * long as the file is there, whether this is closed or not.
	 */
	@Override
	public RandomAccessibleInterval<?> plane(int slice, int frame) throws IOException {
		int[] channels = layout.pages(slice - 1, frame - 1);
		RandomAccessibleInterval<?> lazy = lazily(channels);
		if (lazy != null) return lazy;
		if (layout.imageJs() != null) return layout.imageJs().plane(channels);
		RasterSamples samples = new RasterSamples();
		for (int channel : channels) {
			checkAlike(pages.get(channel), pages.get(channels[0]));
			add(samples, pages.get(channel));
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
		page.addTo(samples, reader);
	}

	/** Null where it is to be read whole: it is small, or stored in one part. */
	private RandomAccessibleInterval<?> lazily(int[] channels) throws IOException {
		boolean behind = layout.imageJs() != null;
		TiffPage first = pages.get(behind ? 0 : channels[0]);
		if ((double) first.width() * first.height() * first.samples() * channels.length < lazyFrom) return null;
		List<TiffParts> parts = new ArrayList<>();
		for (int channel : channels) {
			TiffPage page = pages.get(behind ? 0 : channel);
			checkAlike(page, first);
			page.checkKind(fileSize);
			TiffParts of = TiffParts.of(path, page, behind ? layout.imageJs().behind(channel) : 0);
			if (of == null) return null;
			parts.add(of);
		}
		return LazyPlane.of(path, first, parts);
	}

	private static void checkAlike(TiffPage page, TiffPage first) throws IOException {
		checkSize(page, first, "plane");
		if (page.type() != first.type()) throw new IOException("page " + (page.index() + 1) + " of the plane is " + page.type()
			.label() + ", the first " + first.type().label() + ", expected channels of one type");
	}

	@Override
	public void close() throws IOException {
		reader.dispose();
		in.close();
	}
}
