package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.LearnedImages;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;

/** Looks at every training image once before anything is trained, so that one that does not fit is named at once. */
final class ImageSurvey {
	private static final int SAMPLED_ROWS = 64;
	private static final double OUTERMOST = 0.001;

	private PixelType type;
	private String first;
	private int smallestSide = Integer.MAX_VALUE;
	private String smallest;
	private final List<float[]> values = new ArrayList<>();
	/** Names by fingerprint, of the first image that has it. */
	private final Map<String, String> names = new HashMap<>();
	private final List<String> fingerprints = new ArrayList<>();
	private final List<String> repeated = new ArrayList<>();
	private int minWidth = Integer.MAX_VALUE, maxWidth, minHeight = Integer.MAX_VALUE, maxHeight;
	private double minAspect = Double.MAX_VALUE, maxAspect;
	private final CommonNames channelNames = new CommonNames();
	private int minChannels = Integer.MAX_VALUE, maxChannels;

	private ImageSurvey() {}

	/** How the images are to be prepared, and what they are. */
	record Survey(Preprocessing preprocessing, LearnedImages images) {}

	/**
	 * Looks at all images, and notes which are repeated. 8-bit images keep their full range; of others the lowest and highest value
	 * found, but for the outermost thousandths, become 0 and 1.
	 *
	 * @throws IOException if an image cannot be read
	 * @throws IllegalArgumentException if an image differs from the first in type or channels, is too small, or all are
	 *           blank
	 */
	static Survey of(List<ImageSource> sources, TrainingOptions options, Progress progress)
		throws IOException
	{
		ImageSurvey survey = new ImageSurvey();
		ChannelMapping mapping = ChannelMapping.parse(options.channels());
		for (int i = 0; i < sources.size(); i++) {
			ImagePlane plane = sources.get(i).read();
			checkChannels(plane, sources.get(i), mapping);
			survey.add(plane, sources.get(i).name(), mapping);
			progress.update(i + 1, sources.size(), "Reading " + sources.get(i).name());
		}
		survey.noteRepeated(progress);
		return new Survey(survey.conclude(options, mapping), new LearnedImages(survey.fingerprints, survey.minWidth,
			survey.maxWidth, survey.minHeight, survey.maxHeight, survey.minAspect, survey.maxAspect, survey.minChannels, survey.maxChannels, survey.channelNames.common()));
	}

	private void noteRepeated(Progress progress) {
		if (repeated.isEmpty()) return;
		String first = String.join(", ", repeated.subList(0, Math.min(3, repeated.size())));
		progress.note("WARNING: " + repeated.size() + " of the images are there more than once: " + first + (repeated.size() > 3
			? ", ..." : "") + ". What is repeated seems more normal than it is, and the threshold lower; take out the copies");
	}

	private static void checkChannels(ImagePlane plane, ImageSource source, ChannelMapping mapping) {
		try {
			mapping.resolve(plane);
		}
		catch (IllegalArgumentException e) {
			throw new IllegalArgumentException(source.name() + ": " + e.getMessage(), e);
		}
	}

	private void add(ImagePlane plane, String name, ChannelMapping mapping) {
		if (type == null) {
			type = plane.type();
			first = name;
		}
		if (plane.type() != type) throw new IllegalArgumentException(name + " is " + plane.type().label() + ", but " + first
			+ " is " + type.label() + "; all training images must be of one type");
		int side = Math.min(plane.width(), plane.height());
		if (side < smallestSide) {
			smallestSide = side;
			smallest = name;
		}
		minWidth = Math.min(minWidth, plane.width());
		maxWidth = Math.max(maxWidth, plane.width());
		minHeight = Math.min(minHeight, plane.height());
		maxHeight = Math.max(maxHeight, plane.height());
		double aspect = (double) plane.width() / plane.height();
		minAspect = Math.min(minAspect, aspect);
		maxAspect = Math.max(maxAspect, aspect);
		minChannels = Math.min(minChannels, plane.channels());
		maxChannels = Math.max(maxChannels, plane.channels());
		channelNames.add(plane.channelNames());
		String fingerprint = Fingerprint.of(plane), same = names.putIfAbsent(fingerprint, name);
		fingerprints.add(fingerprint);
		if (same != null) repeated.add(name + " is " + same + " again");
		if (type != PixelType.UINT8) sample(plane, name, mapping);
	}

	private void sample(ImagePlane plane, String name, ChannelMapping mapping) {
		float[] row = new float[plane.width()];
		int step = Math.max(1, plane.height() / SAMPLED_ROWS);
		for (int channel : colours(mapping.resolve(plane))) {
			for (int y = 0; y < plane.height(); y += step) {
				plane.read(channel, 0, y, row.length, 1, row, 0);
				for (float value : row)
					if (!Float.isFinite(value)) throw new IllegalArgumentException(name + " holds the value " + value + " in row "
						+ y + "; training needs finite values");
				values.add(row.clone());
			}
		}
	}

	private static List<Integer> colours(ChannelMapping mapping) {
		return mapping.isSeparate() ? mapping.sources() : IntStream.range(0, 3).mapToObj(mapping::source).toList();
	}

	/** The range without its outermost thousandths, which in such images are often dead or hot pixels. */
	private float[] range() {
		int n = values.stream().mapToInt(r -> r.length).sum();
		float[] sorted = new float[n];
		int at = 0;
		for (float[] row : values) {
			System.arraycopy(row, 0, sorted, at, row.length);
			at += row.length;
		}
		Arrays.sort(sorted);
		int cut = (int) (n * OUTERMOST);
		return sorted[cut] < sorted[n - 1 - cut] ? new float[] { sorted[cut], sorted[n - 1 - cut] } : new float[] {
			sorted[0], sorted[n - 1] };
	}

	private Preprocessing conclude(TrainingOptions options, ChannelMapping mapping) {
		int size = options.size();
		if (options.mode() == Mode.TILES && smallestSide < size) {
			// Crops must fit into every image.
			size = smallestSide / Preprocessing.STRIDE * Preprocessing.STRIDE;
			if (size < Preprocessing.MIN_SIZE) throw new IllegalArgumentException(smallest + " is " + smallestSide
				+ " pixels on its shorter side; tiles need at least " + Preprocessing.MIN_SIZE);
		}
		float[] range = type == PixelType.UINT8 ? new float[] { 0, 255 } : range();
		if (range[1] <= range[0]) throw new IllegalArgumentException("All training images have the same value " + range[0]
			+ " everywhere; there is nothing to learn from");
		return Preprocessing.imageNet(options.mode(), size, options.resampling(), mapping, type, range[0], range[1]);
	}
}
