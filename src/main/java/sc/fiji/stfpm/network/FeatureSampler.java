package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * A frozen teacher whose features are summed up and sampled, for what learns normal ones. Holds native memory until closed.
 * Thread-safe as {@link DistanceNetwork} is.
 */
public final class FeatureSampler implements AutoCloseable {
	private final NDManager manager;
	private final Backbone backbone;
	private final SharedPyramid teacher;
	private final InputBuffer input = new InputBuffer();
	private List<List<NearestNormal>> memories = List.of();
	private List<List<MemoryBank>> banks = List.of();

	public FeatureSampler(BackboneWeights teacher, ComputeDevice device) {
		backbone = teacher.backbone();
		manager = device.newManager();
		this.teacher = SharedPyramid.of(teacher, device);
	}

	/** The teacher's architecture. */
	public Backbone backbone() {
		return backbone;
	}

	/**
	 * Tells with every sample from now on how far it is from what these hold.
	 *
	 * @param known for every scale and layer that counts
	 */
	public synchronized void compareWith(List<List<MemoryBank>> known) {
		memories = known.stream().map(scale -> scale.stream().map(bank -> new NearestNormal(manager, bank)).toList()).toList();
		banks = known;
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
	 * @param counting which of the features count; null for all
	 */
	public record Core(int x, int y, int width, int height, Places counting) {
		/** Where all features count. */
		public Core(int x, int y, int width, int height) {
			this(x, y, width, height, null);
		}
	}

	/** Which features of a core count. */
	@FunctionalInterface
	public interface Places {
		/**
		 * Whether a feature of a layer does.
		 *
		 * @param stride of the layer, in input pixels
		 * @param column in the core, from 0
		 * @param row in the core, from 0
		 */
		boolean count(int stride, int column, int row);
	}

	/**
	 * One layer's features over a core.
	 *
	 * @param columns of the features in the core; they are numbered row by row
	 * @param rows of the features in the core
	 * @param sum of the channel-normalised features that count, C values
	 * @param products sum of their outer products, C x C values
	 * @param pooled all features averaged over 3 x 3 neighbours, [rows, columns, C]
	 * @param distances of all features to the nearest in the memory that they are compared with, [rows, columns]; empty without one
	 * @param counted which features count, [rows, columns]; null for all
	 */
	public record LayerSample(int columns, int rows, float[] sum, float[] products, float[] pooled, float[] distances, boolean[] counted) {
		/** Whether one of the features counts. */
		public boolean counts(int place) {
			return counted == null || counted[place];
		}

		/** How many features count. */
		public long count() {
			if (counted == null) return (long) columns * rows;
			long count = 0;
			for (boolean one : counted)
				if (one) count++;
			return count;
		}

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
	 * @param scale which of the scales it is at, from 0
	 * @param image {@code 3 * height * width} normalised values in [C, H, W] order
	 * @param layers how many, from the first on
	 * @return layer1 and so on
	 */
	public synchronized List<LayerSample> sample(int scale, float[] image, int height, int width, Core core, int layers) {
		List<LayerSample> samples = new ArrayList<>();
		try (NoGradient off = new NoGradient(); NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			List<NDArray> features = teacher.pyramid().forward(input.fill(manager, image, 1, height, width), layers);
			for (int l = 0; l < features.size(); l++)
				samples.add(layer(features.get(l), core, backbone.stages().get(l).stride(), memory(scale, l)));
		}
		return samples;
	}

	/** Null where there is none. */
	private NearestNormal memory(int scale, int layer) {
		if (memories.isEmpty()) return null;
		for (int b = 0; b < banks.get(scale).size(); b++)
			if (banks.get(scale).get(b).layer() == layer) return memories.get(scale).get(b);
		return null;
	}

	private static NDIndex cells(Core core, int stride) {
		int x = core.x / stride, y = core.y / stride;
		return new NDIndex(":, :, {}:{}, {}:{}", y, (core.y + core.height + stride - 1) / stride, x, (core.x + core.width
			+ stride - 1) / stride);
	}

	static LayerSample layer(NDArray features, Core core, int stride, NearestNormal memory) {
		NDIndex cells = cells(core, stride);
		try (NDArray normalised = FeatureDistance.normalised(features); NDArray inside = normalised.get(cells);
				NDArray all = PooledFeatures.rows(inside); NDArray rows = counting(all, core, stride, inside.getShape()); NDArray turned = rows.transpose(); NDArray products = turned.matMul(rows); NDArray sum = rows.sum(new int[] { 0 }); NDArray averaged = PooledFeatures.of(normalised);
				NDArray pooled = averaged.get(cells); NDArray pooledRows = PooledFeatures.rows(pooled))
		{
			int columns = (int) inside.getShape().get(3), height = (int) inside.getShape().get(2);
			float[] distances = memory == null ? new float[0] : memory.map(pooled).values();
			return new LayerSample(columns, height, sum.toFloatArray(), products.toFloatArray(), pooledRows.toFloatArray(),
				distances, counted(core, stride, columns, height));
		}
	}

	/** Null where all count. */
	private static boolean[] counted(Core core, int stride, int columns, int rows) {
		if (core.counting == null) return null;
		boolean[] counted = new boolean[columns * rows];
		for (int i = 0; i < counted.length; i++)
			counted[i] = core.counting.count(stride, i % columns, i / columns);
		return counted;
	}

	/** Features, [places, C]; 0 for those that do not count. */
	private static NDArray counting(NDArray rows, Core core, int stride, Shape inside) {
		boolean[] counted = counted(core, stride, (int) inside.get(3), (int) inside.get(2));
		if (counted == null) return rows;
		float[] weights = new float[counted.length];
		for (int i = 0; i < weights.length; i++)
			weights[i] = counted[i] ? 1 : 0;
		try (NDArray factors = rows.getManager().create(weights, new Shape(weights.length, 1)); NDArray there = factors.toDevice(rows.getDevice(),
				false))
		{
			return rows.mul(there);
		}
	}

	@Override
	public synchronized void close() {
		teacher.close();
		manager.close();
	}
}
