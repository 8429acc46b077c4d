package sc.fiji.stfpm.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Resize;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.StudentTeacher;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.weights.Backbone;

/**
 * The one way from an image to its anomaly map, shared by detection, evaluation and the choice of the best student.
 * Thread-safe as {@link StudentTeacher} is; does not own the networks.
 */
public final class AnomalyMapper {
	private final StudentTeacher networks;
	private final Backbone backbone;
	private final Preprocessing preprocessing;
	private final MapFormula formula;
	private final int core;

	public AnomalyMapper(StudentTeacher networks, Preprocessing preprocessing, MapFormula formula) {
		this(networks, preprocessing, formula, Tiling.DEFAULT_CORE);
	}

	/** @param core side of the tiles' cores in {@code TILES} mode */
	AnomalyMapper(StudentTeacher networks, Preprocessing preprocessing, MapFormula formula, int core) {
		this.networks = networks;
		this.backbone = networks.backbone();
		this.preprocessing = preprocessing;
		this.formula = formula;
		this.core = core;
	}

	/**
	 * The anomaly map in the image's own size.
	 *
	 * @return {@code width * height} values, row by row; 0 where teacher and student agree
	 * @throws IllegalArgumentException if the image does not suit the model
	 * @throws CancellationException if cancelled
	 */
	public float[] map(ImagePlane plane, Progress progress) {
		preprocessing.check(plane);
		if ((long) plane.width() * plane.height() > Integer.MAX_VALUE - 8) throw new IllegalArgumentException("The image has "
			+ plane.width() + " x " + plane.height() + " pixels, more than one map can hold; detect on parts of it");
		return preprocessing.mode() == Mode.WHOLE ? whole(plane) : tiled(plane, progress);
	}

	private float[] whole(ImagePlane plane) {
		int size = preprocessing.size();
		float[] map = mapsOf(preprocessing.whole(plane), 1).get(0);
		return Resize.bilinear(map, size, size, plane.width(), plane.height());
	}

	/**
	 * Maps of inputs that {@link Preprocessing#whole} prepared.
	 *
	 * @param inputs {@code n * 3 * size * size} values
	 * @return {@code n} maps of {@code size * size} values
	 */
	public List<float[]> mapsOf(float[] inputs, int n) {
		int size = preprocessing.size();
		return networks.distances(inputs, n, size, size).stream().map(d -> AnomalyMap.fuse(d, size, size, formula)).toList();
	}

	private float[] tiled(ImagePlane plane, Progress progress) {
		return AnomalyMap.fuse(distances(plane, progress), plane.height(), plane.width(), formula);
	}

	private List<DistanceMap> distances(ImagePlane plane, Progress progress) {
		List<DistanceMap> whole = new ArrayList<>();
		for (Backbone.Stage stage : backbone.stages()) {
			int stride = stage.stride();
			int h = cells(plane.height(), stride), w = cells(plane.width(), stride);
			whole.add(new DistanceMap(h, w, new float[h * w]));
		}
		List<Tiling.Tile> tiles = Tiling.tiles(plane.width(), plane.height(), core, backbone);
		for (int i = 0; i < tiles.size(); i++) {
			if (progress.isCancelled()) throw new CancellationException("Detection was cancelled");
			Tiling.Tile tile = tiles.get(i);
			float[] input = new float[3 * tile.readWidth() * tile.readHeight()];
			preprocessing.region(plane, tile.readX(), tile.readY(), tile.readWidth(), tile.readHeight(), input, 0);
			List<DistanceMap> part = networks.distances(input, 1, tile.readHeight(), tile.readWidth()).get(0);
			for (int l = 0; l < part.size(); l++)
				copyCore(tile, backbone.stages().get(l).stride(), part.get(l), whole.get(l));
			progress.update(i + 1, tiles.size(), "Tile " + (i + 1) + " of " + tiles.size());
		}
		return whole;
	}

	private static void copyCore(Tiling.Tile tile, int stride, DistanceMap part, DistanceMap whole) {
		int x = tile.x() / stride, y = tile.y() / stride;
		int w = cells(tile.x() + tile.width(), stride) - x, h = cells(tile.y() + tile.height(), stride) - y;
		int partX = x - tile.readX() / stride, partY = y - tile.readY() / stride;
		for (int row = 0; row < h; row++)
			System.arraycopy(part.values(), (partY + row) * part.width() + partX, whole.values(), (y + row) * whole.width() + x,
				w);
	}

	private static int cells(int pixels, int stride) {
		return (pixels + stride - 1) / stride;
	}
}
