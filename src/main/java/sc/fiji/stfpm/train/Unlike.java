package sc.fiji.stfpm.train;

import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.ScoringModel;

/**
 * Two images that no normal one is like, made of one: without any structure, and with its pixels in random order.
 *
 * @param blank means of the features of the first, see {@link CellMeans#means}
 * @param shuffled means of the features of the other
 */
record Unlike(float[] blank, float[] shuffled) implements Serializable {
	/** In tiles, pixels a side that they are made of at most. */
	private static final int LARGEST = 256;

	/**
	 * Makes them.
	 *
	 * @param mapper of the scoring model, of which all that matters is which layers count
	 */
	static Unlike of(ImagePlane plane, Preprocessing preprocessing, ScoringModel scoring, AnomalyMapper mapper, long seed) {
		return new Unlike(means(plane, preprocessing, scoring, mapper, WithoutStructure::blank), means(plane, preprocessing, scoring, mapper,
			input -> WithoutStructure.shuffled(input, seed)));
	}

	private static float[] means(ImagePlane plane, Preprocessing preprocessing, ScoringModel scoring, AnomalyMapper mapper,
		UnaryOperator<float[]> change)
	{
		List<float[]> parts = IntStream.range(0, scoring.parts()).mapToObj(part -> means(part, plane, preprocessing.forPart(part), scoring, mapper,
			change)).toList();
		return CellMeans.joined(parts);
	}

	private static float[] means(int part, ImagePlane plane, Preprocessing preprocessing, ScoringModel scoring, AnomalyMapper mapper,
		UnaryOperator<float[]> change)
	{
		int scale = scoring.firstScale(part);
		if (preprocessing.mode() == Mode.WHOLE) {
			int size = scoring.sizes(preprocessing).get(scale);
			return mapper.means(scale, change.apply(preprocessing.withSize(size).whole(plane)), size, size);
		}
		int width = Math.min(LARGEST, plane.width()), height = Math.min(LARGEST, plane.height());
		return mapper.means(scale, change.apply(preprocessing.region(plane, (plane.width() - width) / 2, (plane.height() - height) / 2, width,
			height)), height, width);
	}
}
