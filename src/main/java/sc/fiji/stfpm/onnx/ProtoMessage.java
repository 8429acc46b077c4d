package sc.fiji.stfpm.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the wire format of Protocol Buffers. It is put together in memory, since what stands in front of a part is its length, and
 * then written; values of tensors are not copied.
 */
final class ProtoMessage {
	private static final int VARINT = 0, LENGTH_DELIMITED = 2;
	/** Buffers that every system writes at once. */
	private static final int AT_ONCE = 512;

	private final List<ByteBuffer> parts = new ArrayList<>();
	private long size;

	/** Bytes of the whole. */
	long size() {
		return size;
	}

	ProtoMessage integer(int field, long value) {
		add(varint((long) field << 3 | VARINT));
		return add(varint(value));
	}

	ProtoMessage text(int field, String value) {
		return bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
	}

	/** @param value not copied, and not to be changed afterwards */
	ProtoMessage bytes(int field, ByteBuffer value) {
		header(field, value.remaining());
		return add(value.slice());
	}

	/** @param value as it is now; what is added to it afterwards is lost */
	ProtoMessage message(int field, ProtoMessage value) {
		header(field, value.size);
		parts.addAll(value.parts);
		size += value.size;
		return this;
	}

	private void header(int field, long length) {
		add(varint((long) field << 3 | LENGTH_DELIMITED));
		add(varint(length));
	}

	private ProtoMessage add(ByteBuffer part) {
		parts.add(part);
		size += part.remaining();
		return this;
	}

	/** Seven bits a byte, the lowest first; the eighth says that there are more. */
	private static ByteBuffer varint(long value) {
		ByteBuffer bytes = ByteBuffer.allocate(10);
		long rest = value;
		for (; (rest & ~0x7fL) != 0; rest >>>= 7)
			bytes.put((byte) (rest & 0x7f | 0x80));
		return bytes.put((byte) rest).flip();
	}

	void writeTo(GatheringByteChannel channel) throws IOException {
		ByteBuffer[] left = parts.stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
		for (int i = 0; i < left.length;) {
			channel.write(left, i, Math.min(AT_ONCE, left.length - i));
			while (i < left.length && !left[i].hasRemaining())
				i++;
		}
	}
}
