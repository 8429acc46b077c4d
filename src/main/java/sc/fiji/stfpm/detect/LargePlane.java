package sc.fiji.stfpm.detect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PlaneGrid;

/**
 * The detection in a plane that is larger than memory, taken apart: groups of tiles can be looked at, and blocks of the map surveyed, by any
 * number of processes that share nothing but the model, the image and a folder. What is joined in the end is to the last bit what
 * {@link AnomalyDetector#detectLarge} finds.
 * <ol>
 * <li>{@link #look} at each group of tiles, which leaves a file of each in the folder;</li>
 * <li>{@link #survey} each block of a {@link PlaneGrid};</li>
 * <li>{@link #join} the surveys.</li>
 * </ol>
 * For any number of threads, as long as the detector is open and the image can be read.
 */
public final class LargePlane {
	private final AnomalyDetector detector;
	private final ImagePlane image;
	private final TileOrder order;
	private final PlaneKey key;
	private final TileFolder tiles;
	private final PlaneMap map;

	/** See {@link AnomalyDetector#largePlane}. */
	LargePlane(AnomalyDetector detector, AnomalyMapper mapper, ImagePlane image, Path folder, String source, int each) {
		if (!mapper.isTiled()) throw new IllegalArgumentException("The model sees images as a whole, at its own size; only one that sees them in"
			+ " tiles can look at parts of a plane");
		this.detector = detector;
		this.image = image;
		order = new TileOrder(mapper.tiles(image));
		key = PlaneKey.of(source, detector.model());
		tiles = new TileFolder(folder, key, order, each);
		map = PlaneMap.ofTiles(detector.model(), order, tiles).ignoring(image.ignored());
	}

	/** How many tiles there are, of all scales. */
	public int tiles() {
		return order.count();
	}

	/** How many groups of tiles there are. */
	public int groups() {
		return tiles.count();
	}

	/** How many tiles there are in a group, numbered from 0. */
	public int tilesOf(int group) {
		return tiles.size(group);
	}

	/** Whether a group of tiles was looked at, by whatever process. */
	public boolean isLookedAt(int group) {
		return tiles.isDone(group);
	}

	/**
	 * Looks at a group of tiles, unless that was done before. Two processes may look at the same one.
	 *
	 * @param progress hears of each tile, by its number among those of the plane
	 * @throws IOException if the file cannot be written
	 * @throws java.util.concurrent.CancellationException if cancelled; nothing of the group is left then
	 */
	public void look(int group, Progress progress) throws IOException {
		tiles.look(group, progress);
	}

	/**
	 * Surveys a block of the map, for which the tiles around it have been looked at.
	 *
	 * @throws ArithmeticException if it has values that are not a number
	 * @throws java.io.UncheckedIOException if the distances of a tile cannot be read
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	public BlockSurvey survey(PlaneGrid grid, int block, Progress progress) {
		return BlockSurveyor.survey(map, grid.part(block), detector.model().calibration().threshold(), detector.minimumArea(), MapSurvey.WINDOW,
			progress);
	}

	/**
	 * What detection found in the plane. Closing or discarding it leaves the files of the tiles, which its map is read from.
	 *
	 * @param blocks the surveys of all blocks of the grid, in its order; used up
	 * @throws IOException if what was gathered of a tile cannot be read
	 * @throws IllegalArgumentException if the surveys are not those of the grid
	 */
	public LargeDetection join(PlaneGrid grid, List<BlockSurvey> blocks) throws IOException {
		return new LargeDetection(detector, map, MapSurvey.joined(grid, blocks, detector.minimumArea()), Comparison.of(detector.model(), image,
			order.means(tiles)), () -> {}, Optional.empty());
	}

	/** The map, axes X and Y, of which any part can be read for which the tiles around it have been looked at. */
	public RandomAccessibleInterval<FloatType> map() {
		return map.image();
	}

	/** By what it is known that tiles are of the same plane, looked at with the same model and software: a name for their folder. */
	public String tilesKey() {
		return key.toString();
	}

	/**
	 * By what it is known that surveys are of the same plane, found with the same model, threshold, smallest region and software: a name
	 * for files.
	 */
	public String surveyKey() {
		return key.with(detector.model().calibration().threshold() + "\n" + detector.minimumArea()).toString();
	}
}
