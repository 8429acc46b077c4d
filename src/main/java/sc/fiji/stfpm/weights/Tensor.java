package sc.fiji.stfpm.weights;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An n-dimensional array as it stands in a weight file: row-major, little-endian, last axis fastest. No axes means one
 * scalar. Immutable and safe to share between threads.
 */
public final class Tensor implements Serializable {
	/** The largest array that every JVM can allocate. */
	public static final int MAX_BYTES = Integer.MAX_VALUE - 8;

	private final DType dtype;
	private final long[] shape;
	private final byte[] bytes;

	/** Takes ownership of both arrays. */
	Tensor(DType dtype, long[] shape, byte[] bytes) {
		long expected = byteCount(dtype, shape);
		if (expected != bytes.length)
			throw new IllegalArgumentException("A " + dtype + " tensor of shape " + Arrays.toString(shape) + " needs "
				+ expected + " bytes, found " + bytes.length);
		this.dtype = dtype;
		this.shape = shape;
		this.bytes = bytes;
	}

	/**
	 * An {@link DType#F32} tensor.
	 *
	 * @param values copied, row-major
	 * @throws IllegalArgumentException if the shape does not hold exactly these values
	 */
	public static Tensor of(float[] values, long... shape) {
		ByteBuffer buffer = buffer(values.length, DType.F32);
		buffer.asFloatBuffer().put(values);
		return new Tensor(DType.F32, shape.clone(), buffer.array());
	}

	/** An {@link DType#I64} tensor; otherwise as {@link #of}. */
	public static Tensor ofLongs(long[] values, long... shape) {
		ByteBuffer buffer = buffer(values.length, DType.I64);
		buffer.asLongBuffer().put(values);
		return new Tensor(DType.I64, shape.clone(), buffer.array());
	}

	/**
	 * A tensor of any type.
	 *
	 * @param bytes little-endian, row-major; not copied, and not to be changed afterwards
	 * @throws IllegalArgumentException if the shape does not hold exactly these bytes
	 */
	public static Tensor ofBytes(DType dtype, byte[] bytes, long... shape) {
		return new Tensor(dtype, shape.clone(), bytes);
	}

	public DType dtype() {
		return dtype;
	}

	/** A copy of the extents, outermost axis first. */
	public long[] shape() {
		return shape.clone();
	}

	/** The number of elements. */
	public int size() {
		return bytes.length / dtype.bytes();
	}

	/** What the elements take in a file. */
	public int byteCount() {
		return bytes.length;
	}

	/**
	 * A new array of all elements, row-major; {@link DType#F64} is rounded to nearest.
	 *
	 * @throws IllegalStateException if the elements are integers
	 */
	public float[] floats() {
		if (!dtype.isFloating())
			throw new IllegalStateException("Expected a floating-point tensor, found " + this);
		float[] values = new float[size()];
		ByteBuffer in = bytes();
		for (int i = 0; i < values.length; i++)
			values[i] = switch (dtype) {
				case F64 -> (float) in.getDouble();
				case F16 -> HalfPrecision.fromHalf(in.getShort());
				case BF16 -> HalfPrecision.fromBrain(in.getShort());
				default -> in.getFloat();
			};
		return values;
	}

	/**
	 * A new array of all elements, row-major.
	 *
	 * @throws IllegalStateException if the elements are floating-point numbers
	 */
	public long[] longs() {
		if (dtype.isFloating())
			throw new IllegalStateException("Expected an integer tensor, found " + this);
		long[] values = new long[size()];
		ByteBuffer in = bytes();
		for (int i = 0; i < values.length; i++)
			values[i] = switch (dtype) {
				case I64 -> in.getLong();
				case I32 -> in.getInt();
				case I16 -> in.getShort();
				case I8 -> in.get();
				default -> in.get() & 0xff;
			};
		return values;
	}

	/**
	 * This tensor in another floating-point type, by way of f32, rounding to nearest even; values too large become infinite.
	 *
	 * @throws IllegalStateException if the elements are integers and the type differs
	 * @throws IllegalArgumentException if {@code target} is an integer type and differs
	 */
	public Tensor as(DType target) {
		if (target == dtype)
			return this;
		if (!target.isFloating())
			throw new IllegalArgumentException("Cannot convert " + this + " to " + target);
		float[] values = floats();
		ByteBuffer out = buffer(values.length, target);
		for (float value : values)
			switch (target) {
				case F64 -> out.putDouble(value);
				case F16 -> out.putShort(HalfPrecision.toHalf(value));
				case BF16 -> out.putShort(HalfPrecision.toBrain(value));
				default -> out.putFloat(value);
			}
		return new Tensor(target, shape, out.array());
	}

	/** A read-only, little-endian view of the elements, from first to last byte. */
	public ByteBuffer bytes() {
		return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
	}

	@Override
	public String toString() {
		return dtype + Arrays.toString(shape);
	}

	/** The size of such a tensor; throws {@link IllegalArgumentException} where an extent is negative or the product overflows. */
	public static long byteCount(DType dtype, long[] shape) {
		long count = dtype.bytes();
		try {
			for (long extent : shape) {
				if (extent < 0)
					throw new IllegalArgumentException("Negative extent in shape " + Arrays.toString(shape));
				count = Math.multiplyExact(count, extent);
			}
		}
		catch (ArithmeticException e) {
			throw new IllegalArgumentException("Shape " + Arrays.toString(shape) + " is too large", e);
		}
		return count;
	}

	private static ByteBuffer buffer(int size, DType dtype) {
		if (size > MAX_BYTES / dtype.bytes())
			throw new IllegalArgumentException(size + " values of type " + dtype + " exceed the limit of 2 GiB a tensor");
		return ByteBuffer.allocate(size * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
	}
}
