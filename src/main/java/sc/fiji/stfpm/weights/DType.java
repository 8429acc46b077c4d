package sc.fiji.stfpm.weights;

import java.util.Optional;

/** Element types of stored tensors; the constants are named as in the safetensors format. */
public enum DType {
	F64(8), F32(4), F16(2), BF16(2), I64(8), I32(4), I16(2), I8(1), U8(1), BOOL(1);

	private final int bytes;

	DType(int bytes) {
		this.bytes = bytes;
	}

	/** Size of one element in bytes. */
	public int bytes() {
		return bytes;
	}

	/** Whether the elements are floating-point numbers; if not, they are integers. */
	public boolean isFloating() {
		return this == F64 || this == F32 || this == F16 || this == BF16;
	}

	static Optional<DType> named(String name) {
		for (DType type : values())
			if (type.name().equals(name))
				return Optional.of(type);
		return Optional.empty();
	}
}
