package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Orientation.Rectangle;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.ScoringModel;
import sc.fiji.stfpm.network.DistanceNetwork;
import sc.fiji.stfpm.score.LayerDistances;

/**
 * Looks at patches of images that are not resized. The network sees a patch in its surroundings, so that its distances are those of the
 * whole image there. Thread-safe as {@link DistanceNetwork} is; does not own the network.
 */
public final class PatchMapper {
	private final DistanceNetwork network;
	private final Preprocessing preprocessing;
	private final ScoringModel scoring;

	/** @param network of the scoring model */
	public PatchMapper(DistanceNetwork network, Preprocessing preprocessing, ScoringModel scoring) {
		this.network = network;
		this.preprocessing = preprocessing;
		this.scoring = scoring;
	}

	/** Gathers the means of an image's features from its patches, for every scale. */
	public List<CellMeans> gathering(ImagePlane plane) {
		return IntStream.range(0, scales()).mapToObj(s -> AnomalyMapper.gathering(network, plane.width(), plane.height())).toList();
	}

	/**
	 * Looks at a patch.
	 *
	 * @param patch its left and upper edges are multiples of the network's stride
	 * @param means of every scale, get its features
	 * @return its distances at every scale
	 * @throws IllegalArgumentException if the image does not suit the model
	 */
	public List<LayerDistances> look(ImagePlane plane, Rectangle patch, List<CellMeans> means) {
		preprocessing.check(plane);
		Tiling.Tile tile = Tiling.tile(patch.x(), patch.y(), patch.width(), patch.height(), plane.width(), plane.height(), network.backbone()
			.stride(), network.reach());
		return IntStream.range(0, scales()).mapToObj(s -> {
			float[] input = preprocessing.forPart(scoring.part(s)).region(plane, tile.readX(), tile.readY(), tile.readWidth(), tile.readHeight());
			return new LayerDistances(patch.height(), patch.width(), network.distances(s, input, tile.readHeight(), tile.readWidth(), means.get(s)
				.part(tile.readX(), tile.readY(), tile.x(), tile.y(), tile.width(), tile.height())));
		}).toList();
	}

	private int scales() {
		return scoring.sizes(preprocessing).size();
	}
}
