package sc.fiji.stfpm.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.ScoringModel;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.DistanceNetwork;
import sc.fiji.stfpm.score.LayerDistances;

/**
 * The one way from an image to its anomaly map, shared by detection, evaluation and training. Thread-safe as
 * {@link DistanceNetwork} is; does not own the network.
 */
public final class AnomalyMapper {
	private final DistanceNetwork network;
	private final Preprocessing preprocessing;
	private final ScoringModel scoring;
	private final int core;

	/** @param network of the scoring model */
	public AnomalyMapper(DistanceNetwork network, Preprocessing preprocessing, ScoringModel scoring) {
		this(network, preprocessing, scoring, Tiling.DEFAULT_CORE);
	}

	/** @param core side of the tiles' cores in {@code TILES} mode */
	AnomalyMapper(DistanceNetwork network, Preprocessing preprocessing, ScoringModel scoring, int core) {
		this.network = network;
		this.preprocessing = preprocessing;
		this.scoring = scoring;
		this.core = core;
	}

	/**
	 * The anomaly map in the image's own size.
	 *
	 * @return {@code width * height} values, row by row; 0 where all is normal
	 * @throws IllegalArgumentException if the image does not suit the model
	 * @throws CancellationException if cancelled
	 */
	public float[] map(ImagePlane plane, Progress progress) {
		return scoring.map(distances(plane, progress), plane.height(), plane.width());
	}

	/**
	 * The distances that the map is made of, of every scale.
	 *
	 * @throws IllegalArgumentException if the image does not suit the model
	 * @throws CancellationException if cancelled
	 */
	public List<LayerDistances> distances(ImagePlane plane, Progress progress) {
		preprocessing.check(plane);
		if ((long) plane.width() * plane.height() > Integer.MAX_VALUE - 8) throw new IllegalArgumentException("The image has "
			+ plane.width() + " x " + plane.height() + " pixels, more than one map can hold; detect on parts of it");
		if (preprocessing.mode() == Mode.TILES) return List.of(tiled(plane, progress));
		List<LayerDistances> scales = new ArrayList<>();
		for (int size : scoring.sizes(preprocessing)) {
			float[] input = preprocessing.withSize(size).whole(plane);
			scales.add(new LayerDistances(size, size, network.distances(scales.size(), input, 1, size, size).get(0)));
		}
		return scales;
	}

	private LayerDistances tiled(ImagePlane plane, Progress progress) {
		List<Integer> strides = network.strides(0);
		List<DistanceMap> whole = strides.stream().map(stride -> empty(plane, stride)).toList();
		List<Tiling.Tile> tiles = Tiling.tiles(plane.width(), plane.height(), core, network.backbone().stride(), network
			.reach());
		for (int i = 0; i < tiles.size(); i++) {
			if (progress.isCancelled()) throw new CancellationException("Detection was cancelled");
			Tiling.Tile tile = tiles.get(i);
			float[] input = preprocessing.region(plane, tile.readX(), tile.readY(), tile.readWidth(), tile.readHeight());
			List<DistanceMap> part = network.distances(0, input, 1, tile.readHeight(), tile.readWidth()).get(0);
			for (int l = 0; l < part.size(); l++)
				copyCore(tile, strides.get(l), part.get(l), whole.get(l));
			progress.update(i + 1, tiles.size(), "Tile " + (i + 1) + " of " + tiles.size());
		}
		return new LayerDistances(plane.height(), plane.width(), whole);
	}

	private static DistanceMap empty(ImagePlane plane, int stride) {
		int h = Tiling.cells(plane.height(), stride), w = Tiling.cells(plane.width(), stride);
		return new DistanceMap(h, w, new float[h * w]);
	}

	private static void copyCore(Tiling.Tile tile, int stride, DistanceMap part, DistanceMap whole) {
		int x = tile.x() / stride, y = tile.y() / stride;
		int w = Tiling.cells(tile.x() + tile.width(), stride) - x, h = Tiling.cells(tile.y() + tile.height(), stride) - y;
		int partX = x - tile.readX() / stride, partY = y - tile.readY() / stride;
		for (int row = 0; row < h; row++)
			System.arraycopy(part.values(), (partY + row) * part.width() + partX, whole.values(), (y + row) * whole.width() + x,
				w);
	}
}
