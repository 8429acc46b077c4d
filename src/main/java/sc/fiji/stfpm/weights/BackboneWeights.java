package sc.fiji.stfpm.weights;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Every tensor of one backbone as f32, complete, of the right shapes and finite. Immutable and safe to share between
 * threads.
 */
public final class BackboneWeights implements Serializable {
	private final Backbone backbone;
	/** Exactly the backbone's tensors, in its order. */
	private final Map<String, Tensor> tensors;
	/** Null until it is asked for. */
	private String sha256;

	/** Takes ownership of tensors that are known to be right. */
	BackboneWeights(Backbone backbone, Map<String, Tensor> tensors) {
		this.backbone = backbone;
		this.tensors = Collections.unmodifiableMap(tensors);
	}

	/**
	 * Reads a backbone's tensors. The classifier {@code fc}, {@code layer4} and the counters {@code num_batches_tracked} may
	 * be there and are skipped.
	 *
	 * @param prefix what stands before torchvision's names in the file, such as {@code student.}, or empty; tensors without
	 *          it are skipped
	 * @throws WeightFileException naming all that is missing, too much, of the wrong shape or type, not finite, or a
	 *           negative variance
	 */
	public static BackboneWeights read(TensorSource source, Backbone backbone, String prefix) throws IOException {
		return new BackboneReader(source, backbone, prefix).read();
	}

	/**
	 * The backbone whose tensors' shapes a file agrees with most; whether they are complete is for {@link #read} to tell.
	 *
	 * @throws WeightFileException if it agrees with none
	 */
	public static Backbone detect(TensorSource source, String prefix) throws WeightFileException {
		return BackboneReader.detect(source, prefix);
	}

	/**
	 * Weights from values.
	 *
	 * @param values copied, row-major, for every name of {@link Backbone#tensorShapes()} and no other
	 * @throws IllegalArgumentException naming the first tensor that is missing, too much, of the wrong size, not finite or a
	 *           negative variance
	 */
	public static BackboneWeights of(Backbone backbone, Map<String, float[]> values) {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		backbone.tensorShapes().forEach((name, shape) -> {
			float[] array = values.get(name);
			if (array == null)
				throw new IllegalArgumentException("The weights of " + backbone.id() + " lack " + name);
			if (array.length * 4L != Tensor.byteCount(DType.F32, shape))
				throw new IllegalArgumentException(name + ": expected values of shape " + Arrays.toString(shape) + ", found "
					+ array.length);
			BackboneReader.valueProblem(name, array).ifPresent(problem -> {
				throw new IllegalArgumentException(problem);
			});
			tensors.put(name, Tensor.of(array, shape));
		});
		for (String name : values.keySet())
			if (!tensors.containsKey(name))
				throw new IllegalArgumentException(backbone.id() + " has no tensor " + name);
		return new BackboneWeights(backbone, tensors);
	}

	/**
	 * Torchvision's initialisation: convolutions normal with standard deviation sqrt(2 / (out * kernel^2)) (Kaiming, fan-out),
	 * batch norms with weight 1, bias 0, mean 0, variance 1. The same seed gives the same bits on every platform; they are not
	 * those of PyTorch's generator.
	 */
	public static BackboneWeights random(Backbone backbone, long seed) {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		for (Convolution convolution : backbone.convolutions()) {
			tensors.put(convolution.weight(), normal(convolution, seed));
			Tensor zeros = Tensor.of(new float[convolution.out()], convolution.out());
			Tensor ones = constant(convolution.out(), 1);
			tensors.put(convolution.batchNorm() + ".weight", ones);
			tensors.put(convolution.batchNorm() + ".bias", zeros);
			tensors.put(convolution.batchNorm() + ".running_mean", zeros);
			tensors.put(convolution.batchNorm() + ".running_var", ones);
		}
		return new BackboneWeights(backbone, tensors);
	}

	private static Tensor constant(int size, float value) {
		float[] values = new float[size];
		Arrays.fill(values, value);
		return Tensor.of(values, size);
	}

	private static Tensor normal(Convolution convolution, long seed) {
		int kernel = convolution.kernel() * convolution.kernel();
		double deviation = Math.sqrt(2.0 / (convolution.out() * kernel));
		Random random = new Random(mix(seed, convolution.weight()));
		float[] values = new float[convolution.out() * convolution.in() * kernel];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (deviation * random.nextGaussian());
		return Tensor.of(values, convolution.weightShape());
	}

	/** One generator a tensor, so that its values do not depend on the others; SplitMix64's mixing parts near-by seeds. */
	private static long mix(long seed, String name) {
		CRC32 crc = new CRC32();
		crc.update(name.getBytes(StandardCharsets.UTF_8));
		long z = seed * 0x9E3779B97F4A7C15L + crc.getValue();
		z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
		z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
		return z ^ z >>> 31;
	}

	public Backbone backbone() {
		return backbone;
	}

	/** All tensors (f32) by torchvision's names, in the order of {@link Backbone#tensorShapes()}; unmodifiable. */
	public Map<String, Tensor> tensors() {
		return tensors;
	}

	/**
	 * A new array of one tensor's values, row-major.
	 *
	 * @throws IllegalArgumentException if the backbone has no such tensor
	 */
	public float[] floats(String name) {
		Tensor tensor = tensors.get(name);
		if (tensor == null)
			throw new IllegalArgumentException(backbone.id() + " has no tensor " + name);
		return tensor.floats();
	}

	/** The same tensors under {@code prefix + name}, for writing; a new map. */
	public Map<String, Tensor> toTensors(String prefix) {
		Map<String, Tensor> named = new LinkedHashMap<>();
		tensors.forEach((name, tensor) -> named.put(prefix + name, tensor));
		return named;
	}

	/**
	 * Identifies the values, whatever file they came from: the SHA-256, in lower-case hexadecimal, over every tensor in the
	 * order of {@link Backbone#tensorShapes()} of its name in UTF-8, a zero byte, and its values as little-endian f32.
	 */
	public synchronized String sha256() {
		if (sha256 == null) sha256 = digest();
		return sha256;
	}

	private String digest() {
		MessageDigest digest = TensorDigest.sha256();
		tensors.forEach((name, tensor) -> {
			digest.update(name.getBytes(StandardCharsets.UTF_8));
			digest.update((byte) 0);
			digest.update(tensor.bytes());
		});
		return HexFormat.of().formatHex(digest.digest());
	}
}
