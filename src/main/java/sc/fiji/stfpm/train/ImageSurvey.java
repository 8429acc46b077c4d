package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.LearnedImages;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;

/** Looks at every training image once before anything is trained, so that one that does not fit is named at once. */
final class ImageSurvey {
	private final ImageRules rules;
	private PixelType type;
	private String first;
	private int smallestSide = Integer.MAX_VALUE;
	private String smallest;
	/** Null until there is an image. */
	private BrightnessSurvey brightness;
	private final PixelSizeSurvey pixelSizes = new PixelSizeSurvey();
	/** Names by fingerprint, of the first image that has it. */
	private final Map<String, String> names = new HashMap<>();
	private final List<String> fingerprints = new ArrayList<>();
	private final List<String> repeated = new ArrayList<>();
	private int minWidth = Integer.MAX_VALUE, maxWidth, minHeight = Integer.MAX_VALUE, maxHeight;
	private double minAspect = Double.MAX_VALUE, maxAspect;
	private final CommonNames channelNames = new CommonNames();
	private int minChannels = Integer.MAX_VALUE, maxChannels;

	private ImageSurvey(ImageRules rules) {
		this.rules = rules;
	}

	/** How the images are to be prepared, and what they are. */
	record Survey(Preprocessing preprocessing, LearnedImages images) {}

	/**
	 * Looks at all images, and notes which are repeated, whether many pixels are saturated, and what becomes 0 and 1 where that is not
	 * the full range of 8-bit images.
	 *
	 * @throws IOException if an image cannot be read
	 * @throws IllegalArgumentException if an image differs from the first in type or channels, is too small, has values that are infinite
	 *           or no numbers, or all are blank
	 */
	static Survey of(List<ImageSource> sources, TrainingOptions options, Progress progress)
		throws IOException
	{
		ImageSurvey survey = new ImageSurvey(options.images());
		ChannelMapping mapping = ChannelMapping.parse(options.channels());
		each(sources, "Reading ", progress, (plane, name) -> {
			if (plane.ignored() != PixelMask.NONE && options.trainsStudent()) throw new IllegalArgumentException("The preset " + options.preset()
				+ " trains a student, which learns whole images; pixels can be left out with the presets memory and thorough");
			plane.checkCounts();
			survey.add(plane, name, mapping);
		});
		Double radius = options.images().lightRadius(survey.smallestSide);
		if (radius != null) each(sources, "Evening the light of ", progress, (plane, name) -> survey.brightness.addSeen(plane.evenLight(radius),
			mapping.resolve(plane).sources(), true));
		Preprocessing concluded = survey.conclude(options, mapping).withLightRadius(radius);
		survey.noteRepeated(progress);
		survey.brightness.saturation().ifPresent(progress::note);
		survey.pixelSizes.disagreement().ifPresent(progress::note);
		if (concluded.intensity() != null || radius != null) progress.note("Brightness: " + concluded.brightnessText());
		return new Survey(concluded, new LearnedImages(survey.fingerprints, survey.minWidth,
			survey.maxWidth, survey.minHeight, survey.maxHeight, survey.minAspect, survey.maxAspect, survey.minChannels, survey.maxChannels, survey.channelNames.common()));
	}

	private void noteRepeated(Progress progress) {
		if (repeated.isEmpty()) return;
		String first = String.join(", ", repeated.subList(0, Math.min(3, repeated.size())));
		progress.note("WARNING: " + repeated.size() + " of the images are there more than once: " + first + (repeated.size() > 3
			? ", ..." : "") + ". What is repeated seems more normal than it is, and the threshold lower; take out the copies");
	}

	/** Shows all images; what is wrong with one names it. */
	private static void each(List<ImageSource> sources, String what, Progress progress, BiConsumer<ImagePlane, String> look) throws IOException {
		for (int i = 0; i < sources.size(); i++) {
			String name = sources.get(i).name();
			try {
				look.accept(sources.get(i).read(), name);
			}
			catch (IllegalArgumentException e) {
				if (e.getMessage().startsWith(name)) throw e;
				throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
			}
			progress.update(i + 1, sources.size(), what + name);
		}
	}

	private void add(ImagePlane plane, String name, ChannelMapping mapping) {
		List<Integer> channels = mapping.resolve(plane).sources();
		if (type == null) {
			type = plane.type();
			brightness = new BrightnessSurvey(type, rules.intensity());
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
		pixelSizes.add(plane.pixelSize(), name);
		brightness.addStored(plane, channels);
		if (!rules.correctsLight()) brightness.addSeen(plane, channels, false);
	}

	private Preprocessing conclude(TrainingOptions options, ChannelMapping mapping) {
		int size = options.size();
		if (options.mode() == Mode.TILES && smallestSide < size) {
			// Crops must fit into every image.
			size = smallestSide / Preprocessing.STRIDE * Preprocessing.STRIDE;
			if (size < Preprocessing.MIN_SIZE) throw new IllegalArgumentException(smallest + " is " + smallestSide
				+ " pixels on its shorter side; tiles need at least " + Preprocessing.MIN_SIZE);
		}
		return brightness.in(Preprocessing.imageNet(options.mode(), size, options.resampling(), mapping, type, 0, type.nominalMax())).withScale(
			pixelSizes.scale(rules.pixels()));
	}
}
