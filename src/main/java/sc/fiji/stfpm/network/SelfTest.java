package sc.fiji.stfpm.network;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CancellationException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * Whether a device computes what it should, and how fast: a made-up image goes through a teacher again and again.
 *
 * @param imagesPerSecond of {@value #SIDE} x {@value #SIDE} pixels, one at a time, with the way there and back
 * @param finite whether all features are numbers
 * @param difference of any feature from that of the CPU, relative to the largest of its layer; 0 on the CPU itself
 */
public record SelfTest(String device, double imagesPerSecond, boolean finite, double difference) {
	/** What is still taken for the rounding of another processor. */
	static final double TOLERANCE = 1e-3;
	private static final int SIDE = 256;
	private static final long SEED = 1;
	/** With the start before it and the last image after it, the whole stays within two seconds on what is not very slow. */
	private static final long MILLIS = 1200;

	/**
	 * Tests a device for about a second and a half.
	 *
	 * @throws CancellationException if {@code progress} says so
	 */
	public static SelfTest of(BackboneWeights teacher, ComputeDevice device, Progress progress) {
		float[] image = image();
		float[][] features = new float[0][];
		try (NDManager manager = device.newManager(); NoGradient off = new NoGradient()) {
			ResNetPyramid network = ResNetPyramid.folded(manager, teacher);
			InputBuffer input = new InputBuffer();
			// The first image pays for what is made once.
			forward(network, input, manager, image);
			long start = System.nanoTime(), nanos = 0;
			int images = 0;
			while (images == 0 || nanos < MILLIS * 1_000_000) {
				if (progress.isCancelled()) throw new CancellationException("The self-test was cancelled");
				features = forward(network, input, manager, image);
				images++;
				nanos = System.nanoTime() - start;
				progress.update(Math.min(nanos / 1_000_000, MILLIS), MILLIS, "Self-test on " + device);
			}
			return of(device.id(), images * 1e9 / nanos, features, device.id().equals("cpu") ? features : onCpu(teacher, image));
		}
	}

	static SelfTest of(String device, double imagesPerSecond, float[][] features, float[][] cpu) {
		boolean finite = true;
		double difference = 0;
		for (int l = 0; l < cpu.length; l++) {
			double largest = 0, distance = 0;
			for (int i = 0; i < cpu[l].length; i++) {
				finite &= Float.isFinite(features[l][i]);
				largest = Math.max(largest, Math.abs(cpu[l][i]));
				distance = Math.max(distance, Math.abs(features[l][i] - cpu[l][i]));
			}
			difference = Math.max(difference, distance / largest);
		}
		return new SelfTest(device, imagesPerSecond, finite, difference);
	}

	private static float[][] onCpu(BackboneWeights teacher, float[] image) {
		try (NDManager manager = ComputeDevice.of("cpu").newManager(); NoGradient off = new NoGradient()) {
			return forward(ResNetPyramid.folded(manager, teacher), new InputBuffer(), manager, image);
		}
	}

	/** The features of the three layers. */
	private static float[][] forward(ResNetPyramid network, InputBuffer input, NDManager manager, float[] image) {
		try (NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			List<NDArray> layers = network.forward(input.fill(manager, image, 1, SIDE, SIDE));
			return layers.stream().map(NDArray::toFloatArray).toArray(float[][]::new);
		}
	}

	/** Normalised values as those of images are, [C, H, W]. */
	private static float[] image() {
		Random random = new Random(SEED);
		float[] image = new float[3 * SIDE * SIDE];
		for (int i = 0; i < image.length; i++)
			image[i] = (float) random.nextGaussian();
		return image;
	}

	/** Whether what it computes can be relied on. */
	public boolean passed() {
		return finite && difference <= TOLERANCE;
	}

	@Override
	public String toString() {
		String rate = String.format(Locale.ROOT, "%s: %.0f images a second (%d x %d pixels, embedded teacher)", device, imagesPerSecond, SIDE, SIDE);
		if (!finite) return rate + ", but WRONG VALUES: some are no numbers. Use device=cpu, and update the driver";
		if (difference > TOLERANCE) return rate + String.format(Locale.ROOT, ", but WRONG VALUES: they differ from the CPU's by %.2g of the largest,"
			+ " allowed is %.0e. Use device=cpu, and update the driver", difference, TOLERANCE);
		return rate + (device.equals("cpu") ? ", values are finite" : String.format(Locale.ROOT, ", values agree with the CPU's to %.1e of the largest",
			difference));
	}
}
