package sc.fiji.stfpm.memory;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/**
 * Learns what is normal at one layer and one input size, from what is {@linkplain LayerSamples shown} of it. {@link #begin} whitens the candidates
 * and keeps the most different ones; then it is shown the rare ones that this left out; and {@link #finish} makes the memory. Not thread-safe.
 */
public final class LayerLearner {
	private final float positionWeight;
	/** What has not been whitened yet. */
	private LayerSamples shown;
	/** Whitened, with their positions where these count. */
	private final FloatRows vectors;
	/** Of each vector. */
	private int[] images = {};
	private Whitening whitening;
	private LeftOutWhitening leftOut;
	private KCentre selection;

	/**
	 * @param layer index of the backbone's stage
	 * @param channels of its features
	 * @param positionWeight see {@link MemoryBank#positionWeight()}
	 */
	public LayerLearner(int layer, int channels, float positionWeight) {
		this.positionWeight = positionWeight;
		shown = new LayerSamples(layer, channels);
		vectors = new FloatRows(MemoryBank.dimensions(channels, positionWeight));
	}

	/** What is shown of the layer is added here. */
	public LayerSamples shown() {
		return shown;
	}

	/** Shows more, of images behind those that were shown; takes ownership. */
	public void show(LayerSamples more) {
		if (shown.isEmpty()) shown = more;
		else shown.add(more);
	}

	/**
	 * Whitens the candidates and chooses the most different ones.
	 *
	 * @param first how many to choose
	 * @return a memory of them, to find what is rare by
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	public MemoryBank begin(double shrinkage, int first, long seed, BooleanSupplier cancelled) {
		whitening = Whitening.of(shown.statistics(), shrinkage);
		leftOut = new LeftOutWhitening(shown.statistics(), shrinkage);
		selection = new KCentre(vectors.width(), seed);
		whiten();
		selection.choose(first, cancelled);
		return bank(half(selection.centres()));
	}

	/**
	 * Whitens what was added since, chooses more of all, and gives the candidates up.
	 *
	 * @param capacity how many vectors the memory may have
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	public LearnedBank finish(int capacity, BooleanSupplier cancelled) {
		return finish(capacity, LeaveOut.ALONE, cancelled);
	}

	/**
	 * The same where images are not left out one by one.
	 *
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	public LearnedBank finish(int capacity, LeaveOut leaveOut, BooleanSupplier cancelled) {
		whiten();
		selection.choose(capacity, cancelled);
		int[] centres = selection.centres(), standIns = standIns(leaveOut);
		// In the order of the images, so that those of one image stand together.
		int[] order = IntStream.range(0, centres.length).boxed().sorted((a, b) -> images[centres[a]] != images[centres[b]]
			? Integer.compare(images[centres[a]], images[centres[b]]) : Integer.compare(centres[a], centres[b])).mapToInt(i -> i)
			.toArray();
		int[] chosen = Arrays.stream(order).map(i -> centres[i]).toArray();
		int[] instead = Arrays.stream(order).map(i -> standIns[i]).toArray();
		LearnedBank learned = new LearnedBank(bank(half(chosen)), Arrays.stream(chosen).map(i -> images[i]).toArray(), rows(
			instead), leftOut);
		selection = null;
		vectors.clear();
		return learned;
	}

	private void whiten() {
		float[] rows = shown.whitened(whitening, positionWeight);
		int before = images.length;
		images = Arrays.copyOf(images, before + shown.count());
		System.arraycopy(shown.images(), 0, images, before, shown.count());
		shown = shown.none();
		vectors.add(rows);
		selection.add(rows);
	}

	/**
	 * For each centre the candidate of another image that lies nearest to it in its cell, which would have been chosen in its
	 * place, or near to it, without the centre's image; -1 where there is none, or where centres of other images lie so near to
	 * it that it would not have been chosen.
	 */
	private int[] standIns(LeaveOut leaveOut) {
		int[] centres = selection.centres(), nearest = new int[centres.length];
		Arrays.fill(nearest, -1);
		for (int i = 0; i < images.length; i++) {
			int cell = selection.cells()[i];
			if (leaveOut.mayStandIn(images[i], images[centres[cell]]) && (nearest[cell] < 0 || selection.distances()[i] < selection
				.distances()[nearest[cell]])) nearest[cell] = i;
		}
		float radius = selection.largestDistance();
		for (int c = 0; c < centres.length; c++) {
			int image = images[centres[c]];
			if (nearest[c] >= 0 && selection.hasCentreWithin(radius, nearest[c], other -> !leaveOut.leavesOut(image, images[other]))) nearest[c] = -1;
		}
		return nearest;
	}

	/** On the scale of the candidates' mean distance to the memory, which is a first guess. */
	private MemoryBank bank(Tensor memory) {
		double sum = 0;
		for (float distance : selection.distances())
			sum += distance;
		return new MemoryBank(shown.layer(), whitening, memory, positionWeight, Math.max(MemoryBank.SMALLEST_SCALE, (float) (sum
			/ images.length)));
	}

	/** Vectors in half precision. */
	private Tensor half(int... chosen) {
		int width = vectors.width();
		float[] values = new float[chosen.length * width];
		for (int i = 0; i < chosen.length; i++)
			System.arraycopy(vectors.values(), chosen[i] * width, values, i * width, width);
		return Tensor.of(values, chosen.length, width).as(DType.F16);
	}

	/** Vectors rounded to half precision, as those of a bank are; null for an index of -1. */
	private float[][] rows(int[] chosen) {
		return Arrays.stream(chosen).mapToObj(i -> i < 0 ? null : half(i).floats()).toArray(float[][]::new);
	}
}
