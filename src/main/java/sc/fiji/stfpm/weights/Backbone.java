package sc.fiji.stfpm.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The supported feature extractors, torchvision residual networks cut after {@code layer3}, described once: tensor
 * shapes, the forward pass and the receptive field all follow from {@link #stem()} and {@link #stages()}.
 *
 * <p>The forward pass: {@link #stem()} with its batch norm, ReLU, maximum over {@link #POOL_KERNEL} x POOL_KERNEL pixels
 * with step {@link #POOL_STRIDE} and padding POOL_KERNEL / 2, then the stages in turn. The output of every stage is a
 * feature map.
 */
public enum Backbone {
	RESNET18("resnet18", false, 64, new int[] { 2, 2, 2 }),
	WIDE_RESNET50_2("wide_resnet50_2", true, 128, new int[] { 3, 4, 6 });

	/** Extent of the pooling after the stem, in pixels. */
	public static final int POOL_KERNEL = 3;
	/** Step of the pooling after the stem, in pixels. */
	public static final int POOL_STRIDE = 2;

	/**
	 * Residual blocks in turn, whose output is one feature map.
	 *
	 * @param name {@code layer1} to {@code layer3}
	 * @param channels channels of the feature map
	 * @param stride input pixels of the network from one feature to the next: 4, 8, 16
	 */
	public record Stage(String name, List<ResidualBlock> blocks, int channels, int stride) {}

	private final String id;
	private final Convolution stem = new Convolution("conv1", "bn1", 3, 64, 7, 2);
	private final List<Stage> stages;

	Backbone(String id, boolean bottleneck, int firstWidth, int[] blockCounts) {
		this.id = id;
		List<Stage> built = new ArrayList<>();
		int channels = stem.out();
		int reached = stem.stride() * POOL_STRIDE;
		for (int i = 0; i < blockCounts.length; i++) {
			String name = "layer" + (i + 1);
			int width = firstWidth << i;
			// A wide bottleneck is twice as wide inside as a plain one, whose output is four times its width.
			int out = bottleneck ? width * 2 : width;
			int stride = i == 0 ? 1 : 2;
			List<ResidualBlock> blocks = new ArrayList<>();
			for (int b = 0; b < blockCounts[i]; b++) {
				String block = name + "." + b;
				int step = b == 0 ? stride : 1;
				blocks.add(bottleneck ? ResidualBlock.bottleneck(block, channels, width, out, step)
					: ResidualBlock.basic(block, channels, width, step));
				channels = out;
			}
			reached *= stride;
			built.add(new Stage(name, List.copyOf(blocks), out, reached));
		}
		stages = List.copyOf(built);
	}

	/** The backbone's name in files and options, which is torchvision's. */
	public String id() {
		return id;
	}

	/** @throws IllegalArgumentException listing the allowed names, if {@code id} is none */
	public static Backbone of(String id) {
		for (Backbone backbone : values())
			if (backbone.id.equals(id))
				return backbone;
		throw new IllegalArgumentException("Unknown backbone " + id + ", expected one of "
			+ Arrays.stream(values()).map(Backbone::id).collect(Collectors.joining(", ")));
	}

	/** The first convolution, on three input channels. */
	public Convolution stem() {
		return stem;
	}

	/** The three stages, in the order of the forward pass. */
	public List<Stage> stages() {
		return stages;
	}

	/** All convolutions in torchvision's order. */
	public List<Convolution> convolutions() {
		List<Convolution> all = new ArrayList<>(List.of(stem));
		for (Stage stage : stages)
			for (ResidualBlock block : stage.blocks)
				all.addAll(block.convolutions());
		return all;
	}

	/**
	 * Name and shape of every tensor that the forward pass needs, in torchvision's order; unmodifiable. The counters
	 * {@code num_batches_tracked}, which it does not need, are not among them.
	 */
	public Map<String, long[]> tensorShapes() {
		Map<String, long[]> shapes = new LinkedHashMap<>();
		for (Convolution convolution : convolutions()) {
			shapes.put(convolution.weight(), convolution.weightShape());
			for (String part : List.of("weight", "bias", "running_mean", "running_var"))
				shapes.put(convolution.batchNorm() + "." + part, new long[] { convolution.out() });
		}
		return Collections.unmodifiableMap(shapes);
	}

	/** Input pixels from one feature of the last stage to the next; images of a multiple of it divide evenly. */
	public int stride() {
		return stages.get(stages.size() - 1).stride;
	}

	/**
	 * How far, in input pixels, a feature of the last stage sees: feature y depends on the input rows from {@code y * stride()
	 * - radius} to {@code y * stride() + radius}, both included, and on no other.
	 */
	public int receptiveFieldRadius() {
		int step = stem.stride();
		int radius = stem.kernel() / 2 + POOL_KERNEL / 2 * step;
		step *= POOL_STRIDE;
		for (Stage stage : stages)
			for (ResidualBlock block : stage.blocks)
				for (Convolution convolution : block.path()) {
					radius += convolution.kernel() / 2 * step;
					step *= convolution.stride();
				}
		return radius;
	}
}
