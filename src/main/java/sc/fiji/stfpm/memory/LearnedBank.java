package sc.fiji.stfpm.memory;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/**
 * A bank just learned, which still knows from which image each vector came, so that an image can be judged as if it had not
 * been learned from.
 */
public final class LearnedBank implements Serializable {
	private final MemoryBank bank;
	/** The image of each vector, ascending. */
	private final int[] owners;
	/** A row for each vector; null where it has no stand-in. */
	private final float[][] standIns;
	private final LeftOutWhitening whitening;
	/** The bank's vectors, one after the other. */
	private final transient float[] rows;

	LearnedBank(MemoryBank bank, int[] owners, float[][] standIns, LeftOutWhitening whitening) {
		this(bank, owners, standIns, whitening, bank.vectors().floats());
	}

	private LearnedBank(MemoryBank bank, int[] owners, float[][] standIns, LeftOutWhitening whitening, float[] rows) {
		this.rows = rows;
		this.bank = bank;
		this.owners = owners;
		this.standIns = standIns;
		this.whitening = whitening;
	}

	/** Rows follow from the bank. */
	private Object readResolve() {
		return new LearnedBank(bank, owners, standIns, whitening);
	}

	/**
	 * Vectors in place of others.
	 *
	 * @param from index of the first that is replaced
	 * @param vectors a row each; null for one that is left out
	 */
	public record Replacement(int from, float[][] vectors) {}

	/** What was learned from all images. */
	public MemoryBank bank() {
		return bank;
	}

	/** The same on another scale. */
	public LearnedBank withScale(float scale) {
		return new LearnedBank(bank.withScale(scale), owners, standIns, whitening, rows);
	}

	/**
	 * What makes the bank one that an image was not learned for: the image's vectors give way to the nearest ones of other images
	 * that they stood for. The statistics still hold the image's features.
	 *
	 * @throws IllegalArgumentException if no vector is left: there was one image only
	 */
	public Replacement without(int image) {
		return without(image, LeaveOut.ALONE);
	}

	/** The same with all that is left out where an image is judged. */
	public Replacement without(int image, LeaveOut leaveOut) {
		int first = 0;
		while (first < owners.length && !leaveOut.leavesOut(image, owners[first]))
			first++;
		int end = owners.length;
		while (end > first && !leaveOut.leavesOut(image, owners[end - 1]))
			end--;
		float[][] vectors = Arrays.copyOfRange(standIns, first, end);
		for (int i = first; i < end; i++)
			if (!leaveOut.leavesOut(image, owners[i])) vectors[i - first] = vector(i);
		if (vectors.length == owners.length && Arrays.stream(vectors).allMatch(Objects::isNull)) throw new IllegalArgumentException("Without image " + (image + 1)
			+ " there is no normal feature left; at least 2 images are needed");
		return new Replacement(first, vectors);
	}

	/**
	 * The same where the statistics do not hold the image's features either, as if it had never been there.
	 *
	 * @param ofImage its features
	 * @return on the scale of the bank of all
	 * @throws IllegalArgumentException if no vector is left: there was one image only
	 */
	public MemoryBank leftOut(int image, LeaveOut leaveOut, FeatureStatistics ofImage) {
		Replacement instead = without(image, leaveOut);
		int end = instead.from + instead.vectors.length;
		float[][] vectors = IntStream.range(0, owners.length).mapToObj(i -> i < instead.from || i >= end ? vector(i) : instead.vectors[i - instead.from]).filter(
			Objects::nonNull).map(float[]::clone).toArray(float[][]::new);
		Whitening others = whitening.without(ofImage);
		whitening.change(vectors, others);
		int width = vectors[0].length;
		float[] values = new float[vectors.length * width];
		for (int i = 0; i < vectors.length; i++)
			System.arraycopy(vectors[i], 0, values, i * width, width);
		return new MemoryBank(bank.layer(), others, Tensor.of(values, vectors.length, width).as(DType.F16), bank.positionWeight(), bank.scale());
	}

	private float[] vector(int index) {
		int width = rows.length / owners.length;
		return Arrays.copyOfRange(rows, index * width, (index + 1) * width);
	}
}
