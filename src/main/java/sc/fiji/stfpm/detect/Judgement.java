package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.stfpm.memory.ImageDescriptors.Nearest;
import sc.fiji.stfpm.model.Channel;
import sc.fiji.stfpm.score.AreaOpening;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.score.Verdict;

/** What a model says of one plane, whether its map is in memory ({@link DetectionResult}) or larger than that. */
public interface Judgement {
	/** Columns of the image and the map, in pixels. */
	int width();

	/** Rows of the image and the map, in pixels. */
	int height();

	/** The maximum of the part that was looked at, or of its {@link AreaOpening} where small regions do not count. */
	float score();

	/** The model's. */
	Calibration calibration();

	/** Connected parts of the map at or above the threshold, of {@link #minimumArea()} pixels at least, the highest first. */
	List<Region> regions();

	/** Pixels that a region has at least to count, from 1. */
	int minimumArea();

	/** Pixels that do not count, outside a selection or in an ignore mask; their values in the map are NaN. */
	default long ignoredArea() {
		return 0;
	}

	/** The share of the image's pixels that do not count, in percent. */
	default double ignoredPercent() {
		return 100.0 * ignoredArea() / ((double) width() * height());
	}

	/** How the image as a whole compares with the normal ones. */
	Comparison comparison();

	/** What each of the channels says that the model looks at one by one; empty where it sees them together. */
	default List<ChannelScore> channels() {
		return List.of();
	}

	/** What tables call the channel that a region is strongest in; empty where the model sees channels together. */
	default String channel(Region region) {
		return Channel.label(channels().stream().map(ChannelScore::channel).toList(), region.channel());
	}

	/** Of separate channels those in which something is anomalous, as tables call them; empty for none. */
	default List<String> anomalousChannels() {
		return channels().stream().filter(one -> calibration().isAnomalous(one.score()) || regions().stream().anyMatch(region -> region
			.channel() == one.channel().number())).map(one -> one.channel().label()).toList();
	}

	/** The {@linkplain #anomalousChannels() anomalous channels} in words, such as {@code in channels DAPI, GFP}; empty for none. */
	default String inChannels() {
		List<String> channels = anomalousChannels();
		return channels.isEmpty() ? "" : "in channel" + (channels.size() > 1 ? "s " : " ") + String.join(", ", channels);
	}

	/** The map, axes X and Y; NaN outside the part that was looked at. */
	RandomAccessibleInterval<FloatType> map();

	/**
	 * The map at another size, row by row; a pixel is the highest of those that fall into it, 0 where none is.
	 *
	 * @return {@code height * width} values
	 */
	float[] highest(int width, int height);

	/** Column and row of the map's highest pixel, the first one where several are. */
	int[] peak();

	/** What is said of the image. */
	default Verdict verdict() {
		return Verdict.of(comparison().comparable(), calibration(), score());
	}

	/** Whether the image can be compared with the normal ones and its score reaches the threshold. */
	default boolean anomalous() {
		return verdict() == Verdict.ANOMALOUS;
	}

	/** Why the image is not comparable, for people; empty where it is. */
	default String reason() {
		return comparison().reason();
	}

	/** The normal image that this one is most like as a whole; empty where the model does not know its normal images. */
	default Optional<Nearest> mostSimilar() {
		return comparison().mostSimilar();
	}

	/** {@link #verdict()} as tables and messages say it: {@code normal}, {@code anomalous} or {@code not comparable}. */
	default String decision() {
		return verdict().toString();
	}

	/** The share of normal images that score as high, see {@link Calibration#pValue}; NaN where the model cannot tell. */
	default double pValue() {
		return calibration().pValue(score(), (long) width() * height()).orElse(Double.NaN);
	}

	/** Pixels in regions. */
	default long anomalousArea() {
		return regions().stream().mapToLong(Region::area).sum();
	}
}
