package sc.fiji.stfpm.detect;

import java.util.List;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.DistanceNetwork;

/** The tiles of a plane at the resolution at which it is {@linkplain Preprocessing#seen seen}, and what the network makes of each. Thread-safe. */
final class PlaneTiles {
	private final DistanceNetwork network;
	private final TileParts look;
	private final int scale;
	private final Preprocessing preprocessing;
	private final ImagePlane image;
	/** As it is seen. */
	private final ImagePlane plane;
	private final Tiling tiling;
	private final List<Integer> strides;

	/**
	 * @param look at each of them
	 * @param scale which of the network's scales sees them
	 * @param core side of the tiles' cores
	 */
	PlaneTiles(DistanceNetwork network, TileParts look, int scale, Preprocessing preprocessing, ImagePlane image, int core) {
		this.network = network;
		this.look = look;
		this.scale = scale;
		this.preprocessing = preprocessing;
		this.image = image;
		plane = preprocessing.seen(image);
		tiling = new Tiling(plane.width(), plane.height(), core, network.backbone().stride(), network.reach());
		strides = network.strides(scale);
	}

	/** How many there are. */
	int count() {
		return tiling.count();
	}

	/** One of them, numbered row by row. */
	Tiling.Tile tile(int number) {
		return tiling.tile(number);
	}

	/** The number of the tile in whose core a pixel lies. */
	int at(int x, int y) {
		return tiling.at(x, y);
	}

	/** Pixels from one distance of a layer to the next. */
	List<Integer> strides() {
		return strides;
	}

	/** Rows of what is seen, in pixels. */
	int height() {
		return plane.height();
	}

	/** Columns of what is seen, in pixels. */
	int width() {
		return plane.width();
	}

	/** Rows of the image itself. */
	int imageHeight() {
		return image.height();
	}

	/** Columns of the image itself. */
	int imageWidth() {
		return image.width();
	}

	/** Nothing gathered yet of all tiles. */
	CellMeans means() {
		return AnomalyMapper.gathering(network, plane.width(), plane.height());
	}

	/**
	 * What the network sees of tiles, one after the other.
	 *
	 * @param first number
	 * @param end behind the last number
	 */
	InputsAhead inputs(int first, int end) {
		return new InputsAhead(this::input, first, end);
	}

	private float[] input(int number) {
		Tiling.Tile tile = tile(number);
		return preprocessing.region(plane, tile.readX(), tile.readY(), tile.readWidth(), tile.readHeight());
	}

	/**
	 * Looks at a tile.
	 *
	 * @param means where its features go
	 * @return the distances of its core, of every layer
	 */
	List<DistanceMap> look(int number, CellMeans means) {
		return look(number, input(number), means, Progress.NONE);
	}

	/** The same with its {@linkplain #inputs input}, which says where the device has too little memory. */
	List<DistanceMap> look(int number, float[] input, CellMeans means, Progress progress) {
		return look.look(scale, input, tile(number), plane.width(), plane.height(), means, progress);
	}
}
