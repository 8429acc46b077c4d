package sc.fiji.stfpm.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the pages of a TIFF make up planes: as ImageJ or OME say in the description, else each is a slice.
 *
 * @param order of the axes behind x and y, the fastest first, such as CZT
 * @param hidden slices that ImageJ stores behind the only page, which no other software reads
 * @param channelNames empty where not told
 * @param pixelSize null where not told
 */
record TiffLayout(int channels, int slices, int frames, String order, int hidden, List<String> channelNames,
	ImageFile.PixelSize pixelSize)
{
	static TiffLayout of(List<TiffPage> pages) throws IOException {
		TiffPage first = pages.get(0);
		int count = pages.size();
		TiffLayout told = first.isImageJs() ? imageJ(first.description(), count) : first.description().contains("<OME") ? ome(first
			.description(), count) : null;
		return told != null ? told : new TiffLayout(1, count, 1, "CZT", 0, List.of(), null);
	}

	/** The page of a channel of a plane, all from 0. */
	int page(int channel, int slice, int frame) {
		int page = 0, stride = 1;
		for (char axis : order.toCharArray()) {
			page += stride * (axis == 'C' ? channel : axis == 'Z' ? slice : frame);
			stride *= axis == 'C' ? channels : axis == 'Z' ? slices : frames;
		}
		return page;
	}

	private static TiffLayout imageJ(String text, int count) {
		int channels = number(text, "channels"), slices = number(text, "slices"), frames = number(text, "frames");
		int images = number(text, "images");
		int hidden = Math.max(0, images - count);
		ImageFile.PixelSize size = null;
		if (channels * slices * frames != Math.max(count, images)) {
			channels = 1;
			slices = Math.max(count, images);
			frames = 1;
		}
		return new TiffLayout(channels, slices, frames, "CZT", hidden, List.of(), size);
	}

	private static int number(String text, String key) {
		Matcher matcher = Pattern.compile("^" + key + "=(\\d{1,9})\\s*$", Pattern.MULTILINE).matcher(text);
		return matcher.find() ? Math.max(1, Integer.parseInt(matcher.group(1))) : 1;
	}

	/** Null where the pages are not as many as the text says: parts are in other files, or each page has several channels. */
	private static TiffLayout ome(String text, int count) {
		Matcher pixels = Pattern.compile("<(?:\\w+:)?Pixels\\b[^>]*>").matcher(text);
		if (!pixels.find()) return null;
		String tag = pixels.group();
		int channels = size(tag, "SizeC"), slices = size(tag, "SizeZ"), frames = size(tag, "SizeT");
		String order = attribute(tag, "DimensionOrder");
		if (channels * slices * frames != count || order == null || !order.matches("XY[CZT]{3}")) return null;
		List<String> names = new ArrayList<>();
		Matcher channel = Pattern.compile("<(?:\\w+:)?Channel\\b[^>]*>").matcher(text);
		while (channel.find())
			if (attribute(channel.group(), "Name") != null) names.add(attribute(channel.group(), "Name"));
		String x = attribute(tag, "PhysicalSizeX"), y = attribute(tag, "PhysicalSizeY"), unit = attribute(tag, "PhysicalSizeXUnit");
		ImageFile.PixelSize size = x == null || y == null ? null : new ImageFile.PixelSize(Double.parseDouble(x), Double.parseDouble(
			y), unit == null ? "µm" : unit);
		return new TiffLayout(channels, slices, frames, order.substring(2), 0, List.copyOf(names), size);
	}

	private static int size(String tag, String name) {
		String value = attribute(tag, name);
		return value == null ? 1 : Math.max(1, Integer.parseInt(value));
	}

	private static String attribute(String tag, String name) {
		Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
		return matcher.find() ? matcher.group(1) : null;
	}
}
