package sc.fiji.stfpm.train;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.LearnedImages;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;

/**
 * Looks at every training image once before anything is trained, so that one that does not fit is named at once. What was seen of several parts
 * of the images can be put together. Not thread-safe.
 */
final class ImageSurvey implements Serializable {
	private final ImageRules rules;
	private final int levels;
	private PixelType type;
	private String first;
	private int smallestSide = Integer.MAX_VALUE;
	private String smallest;
	/** Null until there is an image. */
	private BrightnessSurvey brightness;
	private final PixelSizeSurvey pixelSizes = new PixelSizeSurvey();
	private final List<String> names = new ArrayList<>();
	private final List<String> fingerprints = new ArrayList<>();
	private int minWidth = Integer.MAX_VALUE, maxWidth, minHeight = Integer.MAX_VALUE, maxHeight;
	private double minAspect = Double.MAX_VALUE, maxAspect;
	private final CommonNames channelNames = new CommonNames();
	private int minChannels = Integer.MAX_VALUE, maxChannels;
	/** Of the first image that does not fit, behind which none is looked at; null where there is none. */
	private IllegalArgumentException problem;
	/** Its type where that is the problem; null else. */
	private PixelType oddType;
	private String odd;

	/** @param levels see {@link BrightnessSurvey} */
	ImageSurvey(ImageRules rules, int levels) {
		this.rules = rules;
		this.levels = levels;
	}

	/** How the images are to be prepared, and what they are. */
	record Survey(Preprocessing preprocessing, LearnedImages images) {}

	/**
	 * Looks at all images, and notes which are repeated, whether many pixels are saturated, and what becomes 0 and 1 where that is not
	 * the full range of 8-bit images.
	 *
	 * @param images how many there are
	 * @throws IOException if an image cannot be read
	 * @throws IllegalArgumentException if an image differs from the first in type or channels, is too small, has values that are infinite
	 *           or no numbers, or all are blank
	 */
	static Survey of(LookRunner looks, int images, TrainingOptions options, Progress progress) throws IOException {
		List<Shown> all = Shown.all(images);
		int levels = BrightnessSurvey.levels(looks.parts());
		ImageSurvey survey = looks.run(SurveyLook.of(options, levels), all, new LookRunner.Tally("Reading ", 0, images));
		if (survey.problem != null) throw survey.problem;
		Double radius = options.images().lightRadius(survey.smallestSide);
		if (radius != null) survey.brightness.add(looks.run(new LightLook(survey.type, options.images().intensity(), options.channels(), radius,
			levels), all, new LookRunner.Tally("Evening the light of ", 0, images)));
		Preprocessing concluded = survey.conclude(options, ChannelMapping.parse(options.channels())).withLightRadius(radius);
		survey.noteRepeated(progress);
		survey.brightness.saturation().ifPresent(progress::note);
		survey.pixelSizes.disagreement().ifPresent(progress::note);
		if (concluded.intensity() != null || radius != null) progress.note("Brightness: " + concluded.brightnessText());
		return new Survey(concluded, new LearnedImages(survey.fingerprints, survey.minWidth,
			survey.maxWidth, survey.minHeight, survey.maxHeight, survey.minAspect, survey.maxAspect, survey.minChannels, survey.maxChannels, survey.channelNames.common()));
	}

	private void noteRepeated(Progress progress) {
		// Names by fingerprint, of the first image that has it.
		Map<String, String> known = new HashMap<>();
		List<String> repeated = new ArrayList<>();
		for (int i = 0; i < names.size(); i++) {
			String same = known.putIfAbsent(fingerprints.get(i), names.get(i));
			if (same != null) repeated.add(names.get(i) + " is " + same + " again");
		}
		if (repeated.isEmpty()) return;
		String first = String.join(", ", repeated.subList(0, Math.min(3, repeated.size())));
		progress.note("WARNING: " + repeated.size() + " of the images are there more than once: " + first + (repeated.size() > 3
			? ", ..." : "") + ". What is repeated seems more normal than it is, and the threshold lower; take out the copies");
	}

	/** What is done with an image of a name. */
	interface Seen {
		/** @throws IllegalArgumentException saying what is wrong with it */
		void at(ImagePlane plane, String name);
	}

	/** Shows images; what is wrong with one names it. */
	static void each(List<Shown> images, Looker looker, Seen look) throws IOException {
		for (Shown image : images) {
			looker.checkCancelled();
			ImageSource source = looker.source(image.image());
			String name = source.name();
			try {
				look.at(source.read(), name);
			}
			catch (IllegalArgumentException e) {
				if (e.getMessage().startsWith(name)) throw e;
				throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
			}
			looker.step(name);
		}
	}

	/** Looks at an image. */
	void add(ImagePlane plane, String name, ChannelMapping mapping) {
		List<Integer> channels = mapping.resolve(plane).sources();
		if (type == null) {
			type = plane.type();
			brightness = new BrightnessSurvey(type, rules.intensity(), levels);
			first = name;
		}
		checkType(plane.type(), name);
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
		fingerprints.add(Fingerprint.of(plane));
		names.add(name);
		pixelSizes.add(plane.pixelSize(), name);
		brightness.addStored(plane, channels);
		if (!rules.correctsLight()) brightness.addSeen(plane, channels, false);
	}

	private void checkType(PixelType other, String name) {
		if (other == type) return;
		oddType = other;
		odd = name;
		throw new IllegalArgumentException(name + " is " + other.label() + ", but " + first + " is " + type.label()
			+ "; all training images must be of one type");
	}

	/** An image does not fit, behind which none was looked at. */
	void stop(IllegalArgumentException why) {
		problem = why;
	}

	/** Adds what was seen of images that come behind those here, but for what one of these has stopped. */
	void add(ImageSurvey after) {
		if (problem != null) return;
		if (type == null || after.type == null) {
			// The very first image of one of them did not fit.
			problem = after.problem;
			return;
		}
		try {
			checkType(after.type, after.first);
			if (after.oddType != null) checkType(after.oddType, after.odd);
			problem = after.problem;
		}
		catch (IllegalArgumentException e) {
			problem = e;
		}
		if (problem != null) return;
		if (after.smallestSide < smallestSide) {
			smallestSide = after.smallestSide;
			smallest = after.smallest;
		}
		minWidth = Math.min(minWidth, after.minWidth);
		maxWidth = Math.max(maxWidth, after.maxWidth);
		minHeight = Math.min(minHeight, after.minHeight);
		maxHeight = Math.max(maxHeight, after.maxHeight);
		minAspect = Math.min(minAspect, after.minAspect);
		maxAspect = Math.max(maxAspect, after.maxAspect);
		minChannels = Math.min(minChannels, after.minChannels);
		maxChannels = Math.max(maxChannels, after.maxChannels);
		channelNames.add(after.channelNames);
		fingerprints.addAll(after.fingerprints);
		names.addAll(after.names);
		pixelSizes.add(after.pixelSizes);
		brightness.add(after.brightness);
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
