package sc.fiji.stfpm.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the pages of a TIFF make up planes: as ImageJ or OME say in the description, else each is a slice.
 *
 * @param channels pages of a plane
 * @param order of each plane's page, from 0: channels first, then slices, then frames
 * @param imageJs for a stack of which ImageJ stored all slices behind the only page; null for others
 * @param channelNames empty where not told
 * @param pixelSize null where not told
 */
record TiffLayout(int channels, int slices, int frames, int[] order, ImageJTiff imageJs, List<String> channelNames,
	PixelSize pixelSize)
{
	static TiffLayout of(Path file, List<TiffPage> pages) throws IOException {
		TiffPage first = pages.get(0);
		if (first.isImageJs()) return imageJ(file, first, pages.size());
		OmeXml ome = OmeXml.parse(first.description());
		int[] order = ome == null ? null : order(ome, pages);
		if (order != null) return new TiffLayout(ome.channels(), ome.slices(), ome.frames(), order, null, ome.names(), ome.pixelSize());
		return new TiffLayout(1, pages.size(), 1, ascending(pages.size()), null, List.of(), first.resolution());
	}

	/** The pages of a plane's channels; all from 0. */
	int[] pages(int slice, int frame) {
		int first = channels * (slice + slices * frame);
		return Arrays.copyOfRange(order, first, first + channels);
	}

	private static int[] ascending(int count) {
		int[] order = new int[count];
		Arrays.setAll(order, i -> i);
		return order;
	}

	private static TiffLayout imageJ(Path file, TiffPage first, int count) throws IOException {
		String text = first.description();
		int channels = number(text, "channels"), slices = number(text, "slices"), frames = number(text, "frames");
		int images = Math.max(count, number(text, "images"));
		if (images > count && count > 1) throw new IOException("the file is cut short: " + count + " images of " + images);
		if ((long) channels * slices * frames != images) {
			channels = 1;
			slices = images;
			frames = 1;
		}
		ImageJTiff imageJs = ImageJTiff.of(file);
		boolean behind = images > count;
		if (behind && (imageJs == null || first.compression() != 1)) throw new IOException("the file has " + images
			+ " slices in a form that only ImageJ reads, found " + count + " pages: open it in ImageJ and work on the open image, or save"
			+ " it in parts");
		List<String> names = imageJs == null || channels == 1 ? List.of() : imageJs.labels(channels);
		return new TiffLayout(channels, slices, frames, ascending(images), behind ? imageJs : null, names, imageJs == null ? null
			: imageJs.pixelSize());
	}

	private static int number(String text, String key) {
		Matcher matcher = Pattern.compile("^" + key + "=(\\d{1,9})\\s*$", Pattern.MULTILINE).matcher(text);
		return matcher.find() ? Math.max(1, Integer.parseInt(matcher.group(1))) : 1;
	}

	/** Null where the pages are not those that the text tells of: others are in other files, or belong to further images. */
	private static int[] order(OmeXml ome, List<TiffPage> pages) {
		if ((long) ome.channels() * ome.slices() * ome.frames() != pages.size()) return null;
		int[] order = new int[pages.size()];
		Arrays.fill(order, -1);
		Map<Integer, Integer> indices = new HashMap<>();
		for (int i = 0; i < pages.size(); i++)
			indices.put(pages.get(i).index(), i);
		List<OmeXml.Run> runs = ome.runs().isEmpty() ? List.of(new OmeXml.Run(pages.get(0).index(), 0, 0, 0, -1)) : ome.runs();
		for (OmeXml.Run run : runs) {
			int first = position(ome, run);
			int count = run.count() < 0 ? pages.size() - first : run.count();
			for (int i = 0; i < count; i++) {
				Integer page = indices.get(run.page() + i);
				if (first < 0 || first + i >= order.length || page == null) return null;
				order[place(ome, first + i)] = page;
			}
		}
		return Arrays.stream(order).anyMatch(page -> page < 0) ? null : order;
	}

	/** Of a run's first plane in the order of axes. */
	private static int position(OmeXml ome, OmeXml.Run run) {
		int position = 0, stride = 1;
		for (char axis : ome.order().toCharArray()) {
			position += stride * (axis == 'C' ? run.channel() / ome.samplesPerPage() : axis == 'Z' ? run.slice() : run.frame());
			stride *= size(ome, axis);
		}
		return position;
	}

	/** Where in {@link #order} the plane is that has a position in the order of axes. */
	private static int place(OmeXml ome, int position) {
		int place = 0, left = position;
		for (char axis : ome.order().toCharArray()) {
			int index = left % size(ome, axis);
			left /= size(ome, axis);
			place += index * (axis == 'C' ? 1 : axis == 'Z' ? ome.channels() : ome.channels() * ome.slices());
		}
		return place;
	}

	private static int size(OmeXml ome, char axis) {
		return axis == 'C' ? ome.channels() : axis == 'Z' ? ome.slices() : ome.frames();
	}
}
