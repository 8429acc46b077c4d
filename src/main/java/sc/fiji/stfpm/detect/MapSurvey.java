package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.PlaneGrid;
import sc.fiji.stfpm.image.PlanePart;
import sc.fiji.stfpm.score.BlockRegions;
import sc.fiji.stfpm.score.Region;

/**
 * What can be said of a map that is read in blocks: its highest value and where, its regions, and a smaller copy. It is the same whatever
 * the blocks are; the whole map may be one.
 */
final class MapSurvey {
	/** Side of the windows in which regions that are too small are sought, beside what overlaps, in pixels. */
	static final int WINDOW = 1024;

	private final List<Region> regions;
	private final SmallMap small;
	private final float score;
	private final float[] scores;
	private final long ignored;
	private final int[] peak;

	private MapSurvey(List<Region> regions, SmallMap small, float score, float[] scores, long ignored, int[] peak) {
		this.regions = regions;
		this.small = small;
		this.score = score;
		this.scores = scores;
		this.ignored = ignored;
		this.peak = peak;
	}

	/**
	 * Reads a map.
	 *
	 * @param minimumArea of a region that counts, in pixels, from 1
	 * @throws ArithmeticException if it has values that are not a number
	 * @throws CancellationException if cancelled
	 */
	static MapSurvey of(PlaneMap map, float threshold, int minimumArea, Progress progress) {
		PlaneGrid one = new PlaneGrid(map.width(), map.height(), Math.max(map.width(), map.height()));
		return joined(one, List.of(BlockSurveyor.survey(map, one.part(0), threshold, minimumArea, WINDOW, progress)), minimumArea);
	}

	/**
	 * The survey of a map, from those of all of its blocks.
	 *
	 * @param blocks of the grid, in its order; used up
	 * @param minimumArea with which they were surveyed
	 * @throws IllegalArgumentException if they are not those of the grid
	 */
	static MapSurvey joined(PlaneGrid grid, List<BlockSurvey> blocks, int minimumArea) {
		List<Region> regions = BlockRegions.joined(grid, blocks.stream().map(BlockSurvey::regions).toList(), minimumArea);
		SmallMap small = new SmallMap(PlanePart.whole(grid.width(), grid.height()));
		BlockSurvey first = blocks.get(0), highest = first;
		float score = 0;
		float[] scores = new float[first.scores().length];
		long ignored = 0;
		for (BlockSurvey block : blocks) {
			small.add(block.small());
			score = Math.max(score, block.score());
			for (int i = 0; i < scores.length; i++)
				scores[i] = Math.max(scores[i], block.scores()[i]);
			ignored += block.ignored();
			if (isHigher(block, highest)) highest = block;
		}
		return new MapSurvey(regions, small, score, scores, ignored, new int[] { highest.peakX(), highest.peakY() });
	}

	/** Whether the highest value of a block is above that of another one, or as high and comes first, row by row. */
	private static boolean isHigher(BlockSurvey block, BlockSurvey other) {
		if (block.peak() != other.peak()) return block.peak() > other.peak();
		return block.peakY() != other.peakY() ? block.peakY() < other.peakY() : block.peakX() < other.peakX();
	}

	/** Pixels that do not count. */
	long ignored() {
		return ignored;
	}

	/** Column and row of the highest value. */
	int[] peak() {
		return peak.clone();
	}

	List<Region> regions() {
		return regions;
	}

	/** The score of the image, as {@link DetectionResult} has it. */
	float score() {
		return score;
	}

	/** The score of each channel that is looked at by itself. */
	float[] scores() {
		return scores.clone();
	}

	/** The map at another size; a pixel is the highest of those that fall into it, of the smaller copy. */
	float[] highest(int width, int height) {
		return small.highest(width, height);
	}
}
