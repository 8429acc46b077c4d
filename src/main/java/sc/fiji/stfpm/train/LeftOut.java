package sc.fiji.stfpm.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.LayerDistances;

/** What came of judging units by the memory of the others, in their order. Not thread-safe. */
final class LeftOut implements Serializable {
	/** @param means see {@link sc.fiji.stfpm.memory.CellMeans#means} */
	record Means(int image, float[] means) implements Serializable {}

	/**
	 * A unit whose distances are known.
	 *
	 * @param ignored pixels that do not count, row by row; null for none
	 */
	record Waiting(int unit, int height, int width, List<LayerDistances> distances, BitSet ignored) implements Serializable {
		static Waiting of(int unit, int height, int width, List<LayerDistances> distances, PixelMask ignored) {
			if (ignored == PixelMask.NONE) return new Waiting(unit, height, width, distances, null);
			BitSet bits = new BitSet(height * width);
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++)
					if (ignored.contains(x, y)) bits.set(y * width + x);
			return new Waiting(unit, height, width, distances, bits);
		}

		/** Whether a pixel below a place of a layer counts. */
		boolean counts(DistanceMap map, int place) {
			if (ignored == null) return true;
			long column = place % map.width(), row = place / map.width();
			long right = Math.min(width, ((column + 1) * width + map.width() - 1) / map.width());
			for (long y = row * height / map.height(); y < Math.min(height, ((row + 1) * height + map.height() - 1) / map.height()); y++)
				if (ignored.nextClearBit((int) (y * width + column * width / map.width())) < y * width + right) return true;
			return false;
		}

		/**
		 * The score in each of the channels: the highest of the pixels that count.
		 *
		 * @param scales of the distances, by which they are divided, of every scale and layer
		 */
		float[] scores(MemoryModel model, List<List<Float>> scales) {
			List<LayerDistances> scaled = new ArrayList<>();
			for (int s = 0; s < distances.size(); s++)
				scaled.add(scaled(distances.get(s), scales.get(s)));
			float[] scores = new float[model.parts()];
			for (int part = 0; part < scores.length; part++) {
				float[] map = model.rows(part, scaled, height, width, Columns.all(width)).readAll(height, width);
				for (int i = ignored == null ? -1 : ignored.nextSetBit(0); i >= 0; i = ignored.nextSetBit(i + 1))
					map[i] = 0;
				scores[part] = AnomalyMap.score(map);
			}
			return scores;
		}

		private static LayerDistances scaled(LayerDistances distances, List<Float> scales) {
			List<DistanceMap> layers = new ArrayList<>();
			for (int l = 0; l < distances.layers().size(); l++) {
				DistanceMap map = distances.layers().get(l);
				float[] values = map.values().clone();
				for (int i = 0; i < values.length; i++)
					values[i] /= scales.get(l);
				layers.add(new DistanceMap(map.height(), map.width(), values));
			}
			return new LayerDistances(distances.height(), distances.width(), layers);
		}
	}

	/** Distances of those that are not scored yet. */
	private final List<Waiting> waiting = new ArrayList<>();
	/** Of the others, unit by unit one of each of the channels that are looked at one by one, before they are on one footing. */
	private final List<float[]> scores = new ArrayList<>();
	/** Of images that are to be described as a whole. */
	private final List<Means> means = new ArrayList<>();
	/** Null where no image was left before its end. */
	private byte[] left;

	void add(Waiting unit) {
		waiting.add(unit);
	}

	/** @param ofChannels of a unit */
	void add(float[] ofChannels) {
		scores.add(ofChannels);
	}

	/** @param ofFeatures see {@link sc.fiji.stfpm.memory.CellMeans#means} */
	void add(int image, float[] ofFeatures) {
		means.add(new Means(image, ofFeatures));
	}

	/** @param gathered to describe the last image, of which more is to come */
	void leave(byte[] gathered) {
		left = gathered;
	}

	/** Adds what came of units behind these. */
	void add(LeftOut after) {
		waiting.addAll(after.waiting);
		scores.addAll(after.scores);
		means.addAll(after.means);
		left = after.left;
	}

	List<Waiting> waiting() {
		return waiting;
	}

	/** A row for each unit that was scored. */
	List<float[]> scores() {
		return scores;
	}

	List<Means> means() {
		return means;
	}

	byte[] left() {
		return left;
	}
}
