package sc.fiji.stfpm.memory;

import java.nio.ByteBuffer;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/**
 * A bank just learned, which still knows from which image each vector came, so that an image can be judged as if it had not
 * been learned from.
 */
public final class LearnedBank {
	private final MemoryBank bank;
	/** The image of each vector, ascending. */
	private final int[] owners;
	private final Tensor standIns;
	/** Negative where a vector has no stand-in. */
	private final int[] hasStandIn;

	LearnedBank(MemoryBank bank, int[] owners, Tensor standIns, int[] hasStandIn) {
		this.bank = bank;
		this.owners = owners;
		this.standIns = standIns;
		this.hasStandIn = hasStandIn;
	}

	/** What was learned from all images. */
	public MemoryBank bank() {
		return bank;
	}

	/** The same on another scale. */
	public LearnedBank withScale(float scale) {
		return new LearnedBank(bank.withScale(scale), owners, standIns, hasStandIn);
	}

	/**
	 * The bank as if an image had not been learned from: its vectors give way to the nearest ones of other images that they
	 * stood for. The statistics still hold the image's features.
	 *
	 * @throws IllegalArgumentException if no vector is left: there was one image only
	 */
	public MemoryBank without(int image) {
		int first = 0;
		while (first < owners.length && owners[first] < image)
			first++;
		int end = first, kept = owners.length;
		for (; end < owners.length && owners[end] == image; end++)
			if (hasStandIn[end] < 0) kept--;
		if (end == first) return bank;
		if (kept == 0) throw new IllegalArgumentException("Without image " + (image + 1)
			+ " there is no normal feature left; at least 2 images are needed");
		int width = (int) bank.vectors().shape()[1], bytes = width * DType.F16.bytes();
		ByteBuffer own = bank.vectors().bytes(), others = standIns.bytes(), left = ByteBuffer.allocate(kept * bytes);
		for (int i = 0; i < owners.length; i++) {
			boolean replaced = i >= first && i < end;
			if (!replaced || hasStandIn[i] >= 0) left.put((replaced ? others : own).slice(i * bytes, bytes));
		}
		return bank.withVectors(Tensor.ofBytes(DType.F16, left.array(), kept, width));
	}
}
