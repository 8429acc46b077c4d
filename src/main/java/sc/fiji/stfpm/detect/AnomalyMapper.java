package sc.fiji.stfpm.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.CellMeans;
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
	private final TileParts look;

	/** @param network of the scoring model */
	public AnomalyMapper(DistanceNetwork network, Preprocessing preprocessing, ScoringModel scoring) {
		this(network, preprocessing, scoring, Tiling.core(network.backbone()));
	}

	/** @param core side of the tiles' cores in {@code TILES} mode */
	AnomalyMapper(DistanceNetwork network, Preprocessing preprocessing, ScoringModel scoring, int core) {
		this(network, preprocessing, scoring, core, new TileParts(network, core));
	}

	private AnomalyMapper(DistanceNetwork network, Preprocessing preprocessing, ScoringModel scoring, int core, TileParts look) {
		this.network = network;
		this.preprocessing = preprocessing;
		this.scoring = scoring;
		this.core = core;
		this.look = look;
	}

	/** One that prepares images otherwise, and knows of the device's memory what this one does. */
	AnomalyMapper with(Preprocessing other) {
		return new AnomalyMapper(network, other, scoring, core, look);
	}

	/**
	 * The anomaly map in the image's own size.
	 *
	 * @return {@code width * height} values, row by row; 0 where all is normal
	 * @throws IllegalArgumentException if the image does not suit the model
	 * @throws CancellationException if cancelled
	 */
	public float[] map(ImagePlane plane, Progress progress) {
		return scoring.map(look(plane, progress).scales(), plane.height(), plane.width());
	}

	/**
	 * What the network makes of an image.
	 *
	 * @param scales the distances that the map is made of, of every scale
	 * @param means of the features at the first scale of each channel, see {@link CellMeans#means}
	 */
	public record Look(List<LayerDistances> scales, float[] means) {}

	/**
	 * Looks at an image.
	 *
	 * @throws IllegalArgumentException if the image does not suit the model
	 * @throws CancellationException if cancelled
	 */
	public Look look(ImagePlane plane, Progress progress) {
		checkSize(plane);
		checkSize(preprocessing.seen(plane));
		return lookAt(plane, progress);
	}

	/** The same of an image of any size, if it is seen whole at the model's size. */
	Look lookAt(ImagePlane plane, Progress progress) {
		preprocessing.check(plane);
		List<LayerDistances> scales = new ArrayList<>();
		List<float[]> means = new ArrayList<>();
		List<Integer> sizes = scoring.sizes(preprocessing);
		for (int s = 0; s < sizes.size(); s++)
			scales.add(preprocessing.mode() == Mode.TILES ? tiled(s, plane, progress, means) : whole(s, sizes.get(s), plane, means));
		return new Look(scales, CellMeans.joined(means));
	}

	private static void checkSize(ImagePlane plane) {
		if ((long) plane.width() * plane.height() > Integer.MAX_VALUE - 8) throw new IllegalArgumentException("The image has "
			+ plane.width() + " x " + plane.height() + " pixels, more than one map can hold; detect on parts of it");
	}

	/** @param means receives those of the features where the scale is the first of its channel */
	private LayerDistances whole(int scale, int size, ImagePlane plane, List<float[]> means) {
		float[] input = input(scale).withSize(size).whole(plane);
		if (!isFirst(scale)) return new LayerDistances(size, size, network.distances(scale, input, 1, size, size).get(0));
		CellMeans gathered = gathering(size, size);
		List<DistanceMap> distances = network.distances(scale, input, size, size, gathered.whole());
		means.add(gathered.means());
		return new LayerDistances(size, size, distances);
	}

	private Preprocessing input(int scale) {
		return preprocessing.forPart(scoring.part(scale));
	}

	private boolean isFirst(int scale) {
		return scoring.firstScale(scoring.part(scale)) == scale;
	}

	/**
	 * The means of the features of what the network might see, see {@link CellMeans#means}.
	 *
	 * @param scale which of the model's scales sees it
	 * @param input {@code 3 * height * width} normalised values in [C, H, W] order
	 */
	public float[] means(int scale, float[] input, int height, int width) {
		CellMeans means = gathering(width, height);
		network.distances(scale, input, height, width, means.whole());
		return means.means();
	}

	private CellMeans gathering(int width, int height) {
		return gathering(network, width, height);
	}

	/** Nothing gathered yet of an image of a size. */
	static CellMeans gathering(DistanceNetwork network, int width, int height) {
		return new CellMeans(network.layers(0).stream().map(network.backbone().stages()::get).map(stage -> new CellMeans.Layer(stage
			.channels(), stage.stride())).toList(), width, height);
	}

	/** Whether images are seen at their own resolution, or at the model's pixel size, tile by tile. */
	boolean isTiled() {
		return preprocessing.mode() == Mode.TILES;
	}

	/**
	 * The tiles of an image at the resolution at which it is {@linkplain Preprocessing#seen seen}, for each scale.
	 *
	 * @throws IllegalArgumentException if the image does not suit the model
	 */
	List<PlaneTiles> tiles(ImagePlane plane) {
		preprocessing.check(plane);
		return IntStream.range(0, scoring.sizes(preprocessing).size()).mapToObj(scale -> tiles(scale, plane)).toList();
	}

	private PlaneTiles tiles(int scale, ImagePlane plane) {
		return new PlaneTiles(network, look, scale, input(scale), plane, core);
	}

	private LayerDistances tiled(int scale, ImagePlane plane, Progress progress, List<float[]> allMeans) {
		PlaneTiles tiles = tiles(scale, plane);
		CellMeans means = tiles.means();
		List<DistanceMap> whole = tiles.strides().stream().map(stride -> DistanceMap.zeros(Tiling.cells(tiles.height(), stride), Tiling
			.cells(tiles.width(), stride))).toList();
		InputsAhead inputs = tiles.inputs(0, tiles.count());
		for (int i = 0; i < tiles.count(); i++) {
			if (progress.isCancelled()) throw new CancellationException("Detection was cancelled");
			List<DistanceMap> part = tiles.look(i, inputs.next(), means, progress);
			for (int l = 0; l < part.size(); l++)
				whole.get(l).put(part.get(l), tiles.tile(i).x() / tiles.strides().get(l), tiles.tile(i).y() / tiles.strides().get(l));
			int done = scale * tiles.count() + i + 1, all = scoring.parts() * tiles.count();
			progress.update(done, all, "Tile " + done + " of " + all);
		}
		allMeans.add(means.means());
		return new LayerDistances(tiles.height(), tiles.width(), whole);
	}
}
