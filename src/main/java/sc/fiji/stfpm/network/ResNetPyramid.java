package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Convolution;
import sc.fiji.stfpm.weights.FoldedConvolution;
import sc.fiji.stfpm.weights.ResidualBlock;

/**
 * A ResNet cut after layer3, with torchvision's arithmetic. Its outputs are the features of layer1, layer2 and layer3
 * at strides 4, 8 and 16. Thread-safe where it is frozen.
 */
final class ResNetPyramid {
	/** Makes a convolution and its batch norm. */
	interface UnitFactory {
		ConvUnit create(Convolution convolution);
	}

	/** Pixels from one output of the pooling to the next. */
	private static final int STRIDE = 4;
	/** Rows of pixels of a band, a multiple of the stride. */
	private static final int BAND = 512;
	/** Rows that an output of the pooling sees beyond its own, at least; a multiple of the stride. */
	private static final int MARGIN = 16;

	private record Block(List<ConvUnit> units, ConvUnit downsample) {}

	private final ConvUnit stem;
	private final List<List<Block>> layers = new ArrayList<>();
	private final boolean frozen;

	/** Frozen, with batch norms folded into the convolutions; its weights belong to the manager. */
	static ResNetPyramid folded(NDManager manager, BackboneWeights weights) {
		return new ResNetPyramid(weights.backbone(), c -> new FoldedConv(manager, FoldedConvolution.of(weights, c)), true);
	}

	/** @param frozen no gradients: intermediate arrays are closed as soon as they are used, which is also faster */
	ResNetPyramid(Backbone backbone, UnitFactory factory, boolean frozen) {
		this.frozen = frozen;
		stem = factory.create(backbone.stem());
		for (Backbone.Stage stage : backbone.stages()) {
			List<Block> blocks = new ArrayList<>();
			for (ResidualBlock block : stage.blocks())
				blocks.add(new Block(block.path().stream().map(factory::create).toList(), block.downsample().map(factory::create)
					.orElse(null)));
			layers.add(blocks);
		}
	}

	/**
	 * @param images [N, 3, H, W], normalised; not closed
	 * @return features [N, C, H/s, W/s] of the three layers, rounded up, the caller's to close
	 */
	List<NDArray> forward(NDArray images) {
		return forward(images, layers.size());
	}

	/** The same of the first layers only; nothing is computed beyond them. */
	List<NDArray> forward(NDArray images, int count) {
		return outputs(images, count, false, null);
	}

	/** The same of every block, the last of each layer among them. */
	List<NDArray> everyBlock(NDArray images) {
		return outputs(images, layers.size(), true, null);
	}

	/**
	 * The outputs of every block where it is given not what the block before made of the images, but what it should have made.
	 *
	 * @param right outputs of every block
	 */
	List<NDArray> everyBlockAlone(NDArray images, List<NDArray> right) {
		return outputs(images, layers.size(), true, right);
	}

	private List<NDArray> outputs(NDArray images, int count, boolean everyBlock, List<NDArray> right) {
		NDArray x = frozen ? banded(images) : beginning(images);
		boolean isOutput = false;
		List<NDArray> outputs = new ArrayList<>();
		for (List<Block> blocks : layers.subList(0, count)) {
			for (int i = 0; i < blocks.size(); i++) {
				NDArray y = residual(blocks.get(i), x);
				if (!isOutput) done(x);
				x = y;
				isOutput = everyBlock || i == blocks.size() - 1;
				if (isOutput) outputs.add(x);
				if (right != null) x = right.get(outputs.size() - 1);
			}
		}
		return outputs;
	}

	/**
	 * The beginning in bands of rows. What the stem makes of an image is eight times as large as what the pooling leaves of it, and would
	 * decide how much memory a large tile takes. A band is read with the rows that it sees, and what is made of those is cut off again.
	 */
	private NDArray banded(NDArray images) {
		long height = images.getShape().get(2);
		if (height <= BAND) return beginning(images);
		NDList bands = new NDList();
		for (long from = 0; from < height; from += BAND) {
			long to = Math.min(height, from + BAND), top = Math.max(0, from - MARGIN), bottom = Math.min(height, to + MARGIN);
			long first = (from - top) / STRIDE, last = (to - top + STRIDE - 1) / STRIDE;
			try (NDArray rows = images.get(new NDIndex(":, :, {}:{}", top, bottom)); NDArray made = beginning(rows)) {
				bands.add(made.get(new NDIndex(":, :, {}:{}", first, last)));
			}
		}
		NDArray whole = NDArrays.concat(bands, 2);
		bands.close();
		return whole;
	}

	/** Stem and pooling. */
	private NDArray beginning(NDArray images) {
		NDArray x = relu(stem.apply(images));
		NDArray pooled = Pool.maxPool2d(x, new Shape(Backbone.POOL_KERNEL, Backbone.POOL_KERNEL), new Shape(
			Backbone.POOL_STRIDE, Backbone.POOL_STRIDE), new Shape(Backbone.POOL_KERNEL / 2, Backbone.POOL_KERNEL / 2), false);
		done(x);
		return pooled;
	}

	private NDArray residual(Block block, NDArray x) {
		NDArray y = x;
		for (int i = 0; i < block.units().size(); i++) {
			NDArray z = block.units().get(i).apply(y);
			if (i > 0) done(y);
			y = i < block.units().size() - 1 ? relu(z) : z;
		}
		NDArray identity = block.downsample() == null ? x : block.downsample().apply(x);
		y.addi(identity);
		if (identity != x) done(identity);
		return relu(y);
	}

	private NDArray relu(NDArray x) {
		NDArray y = Activation.relu(x);
		done(x);
		return y;
	}

	private void done(NDArray x) {
		if (frozen) x.close();
	}
}
