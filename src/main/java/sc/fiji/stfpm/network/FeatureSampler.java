package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * A frozen teacher whose features are summed up and sampled, for what learns normal ones. Holds native memory until closed.
 * Thread-safe as {@link DistanceNetwork} is.
 */
public final class FeatureSampler implements AutoCloseable {
	private final NDManager manager;
	private final ComputeDevice device;
	private final Backbone backbone;
	private final ResNetPyramid teacher;
	private final InputBuffer input = new InputBuffer();

	public FeatureSampler(BackboneWeights teacher, ComputeDevice device) {
		this.device = device;
		backbone = teacher.backbone();
		manager = device.newManager();
		this.teacher = StudentTeacher.folded(manager, teacher);
	}

	/** The device that the teacher is on. */
	public ComputeDevice device() {
		return device;
	}

	/** The teacher's architecture. */
	public Backbone backbone() {
		return backbone;
	}

	/** How far, in input pixels, a pooled feature of the last layer sees. */
	public int reach() {
		return MemoryNetwork.reach(backbone);
	}

	/**
	 * Part of an image's pixels, whose features count; the rest is there for their receptive fields.
	 *
	 * @param x of its left edge, a multiple of the backbone's stride
	 * @param y of its upper edge, a multiple of the backbone's stride
	 */
	public record Core(int x, int y, int width, int height) {}

	/**
	 * One layer's features over a core.
	 *
	 * @param columns of the features in the core; they are numbered row by row
	 * @param rows of the features in the core
	 * @param sum of the channel-normalised features, C values
	 * @param products sum of their outer products, C x C values
	 * @param pooled all features averaged over 3 x 3 neighbours, [rows, columns, C]
	 */
	public record LayerSample(int columns, int rows, float[] sum, float[] products, float[] pooled) {
		/** The pooled features at some places, C values each. */
		public float[] at(int[] places) {
			int channels = sum.length;
			float[] chosen = new float[places.length * channels];
			for (int i = 0; i < places.length; i++)
				System.arraycopy(pooled, places[i] * channels, chosen, i * channels, channels);
			return chosen;
		}
	}

	/**
	 * Samples one image.
	 *
	 * @param image {@code 3 * height * width} normalised values in [C, H, W] order
	 * @return layer1, layer2 and layer3
	 */
	public synchronized List<LayerSample> sample(float[] image, int height, int width, Core core) {
		List<LayerSample> samples = new ArrayList<>();
		try (NoGradient off = new NoGradient(); NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			List<NDArray> features = teacher.forward(input.fill(manager, image, 1, height, width));
			for (int l = 0; l < features.size(); l++)
				samples.add(layer(features.get(l), cells(core, backbone.stages().get(l).stride())));
		}
		return samples;
	}

	private static NDIndex cells(Core core, int stride) {
		int x = core.x / stride, y = core.y / stride;
		return new NDIndex(":, :, {}:{}, {}:{}", y, (core.y + core.height + stride - 1) / stride, x, (core.x + core.width
			+ stride - 1) / stride);
	}

	private static LayerSample layer(NDArray features, NDIndex cells) {
		try (NDArray normalised = FeatureDistance.normalised(features); NDArray inside = normalised.get(cells);
				NDArray rows = PooledFeatures.rows(inside); NDArray columns = rows.transpose(); NDArray products = columns.matMul(
					rows); NDArray sum = rows.sum(new int[] { 0 }); NDArray averaged = PooledFeatures.of(normalised);
				NDArray pooled = averaged.get(cells); NDArray pooledRows = PooledFeatures.rows(pooled))
		{
			return new LayerSample((int) inside.getShape().get(3), (int) inside.getShape().get(2), sum.toFloatArray(), products
				.toFloatArray(), pooledRows.toFloatArray());
		}
	}

	@Override
	public synchronized void close() {
		manager.close();
	}
}
