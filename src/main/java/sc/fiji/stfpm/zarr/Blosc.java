package sc.fiji.stfpm.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The container of Blosc, version 1: a header, where blocks begin, and blocks that are shuffled, split into streams and compressed one
 * by one. Read with LZ4, Zstandard and zlib inside; written with LZ4.
 */
final class Blosc {
	private static final int HEADER = 16;
	private static final int SHUFFLED = 1, STORED = 2, BIT_SHUFFLED = 4, NOT_SPLIT = 16;
	private static final int LZ4 = 1;
	private static final List<String> CODECS = List.of("blosclz", "lz4", "snappy", "zlib", "zstd");
	private static final int MAX_SPLITS = 16, MIN_STREAM = 128;
	private static final int FORMAT = 2, CODEC_FORMAT = 1;
	private static final int BLOCK = 1 << 18;

	private Blosc() {}

	/**
	 * @param expected how many bytes it has to become
	 * @throws IOException where it is damaged, or of a kind that is not read
	 */
	static byte[] decompress(byte[] packed, int expected) throws IOException {
		if (packed.length < HEADER) throw damaged("it has " + packed.length + " bytes");
		ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
		int flags = packed[2] & 0xff, typeSize = Math.max(1, packed[3] & 0xff);
		int size = in.getInt(4), blockSize = in.getInt(8), packedSize = in.getInt(12);
		if (packedSize > packed.length || packedSize < HEADER || blockSize < 1) throw damaged("its header says "
			+ packedSize + " bytes, it has " + packed.length);
		if (size != expected) throw damaged("it announces " + size + " bytes of " + expected);
		if ((flags & STORED) != 0) {
			if (packed.length < HEADER + (long) size) throw damaged("it is cut short");
			return Arrays.copyOfRange(packed, HEADER, HEADER + size);
		}
		String codec = CODECS.get(Math.min(flags >> 5, CODECS.size() - 1));
		if (flags >> 5 >= CODECS.size() || codec.equals("blosclz") || codec.equals("snappy")) throw new IOException("chunks compressed by "
			+ (flags >> 5 < CODECS.size() ? codec : "an unknown codec") + " inside Blosc are not read here: write them with lz4, zstd or zlib");
		byte[] out = new byte[size];
		int blocks = (int) (((long) size + blockSize - 1) / blockSize);
		for (int b = 0; b < blocks; b++) {
			int from = b * blockSize, length = Math.min(blockSize, size - from);
			if (HEADER + 4L * b + 4 > packed.length) throw damaged("it is cut short");
			byte[] block = block(in, in.getInt(HEADER + 4 * b), length, blockSize, streams(flags, typeSize, length, blockSize), codec);
			if ((flags & SHUFFLED) != 0 && typeSize > 1) Shuffle.bytes(block, typeSize, out, from);
			else if ((flags & BIT_SHUFFLED) != 0 && blockSize >= typeSize) Shuffle.bits(block, typeSize, out, from);
			else System.arraycopy(block, 0, out, from, length);
		}
		return out;
	}

	/** The bytes of each place in a value are a stream of their own, but for a last block that is shorter. */
	private static int streams(int flags, int typeSize, int length, int blockSize) {
		boolean split = (flags & NOT_SPLIT) == 0 && typeSize <= MAX_SPLITS && blockSize / typeSize >= MIN_STREAM && length == blockSize;
		return split ? typeSize : 1;
	}

	private static byte[] block(ByteBuffer in, int start, int length, int blockSize, int streams, String codec) throws IOException {
		byte[] block = new byte[length];
		int at = start, streamLength = length / streams;
		for (int s = 0; s < streams; s++) {
			if (at < HEADER || at + 4L > in.capacity()) throw damaged("a block begins beyond its end");
			int packed = in.getInt(at);
			at += 4;
			if (packed < 0 || at + (long) packed > in.capacity()) throw damaged("a block ends beyond its end");
			if (packed == streamLength) System.arraycopy(in.array(), at, block, s * streamLength, packed);
			else Codec.unpack(codec, in.array(), at, packed, block, s * streamLength, streamLength);
			at += packed;
		}
		return block;
	}

	private static IOException damaged(String how) {
		return new IOException("a chunk is damaged or cut short: " + how);
	}

	/** Shuffled by bytes and compressed by LZ4. */
	static byte[] compress(byte[] bytes, int typeSize) {
		int blockSize = Math.max(typeSize, Math.min(BLOCK, bytes.length) / typeSize * typeSize);
		int blocks = (bytes.length + blockSize - 1) / blockSize;
		ByteBuffer out = ByteBuffer.allocate(HEADER + blocks * 8 + Codec.maxLz4(bytes.length) + blocks * 16).order(ByteOrder.LITTLE_ENDIAN);
		out.put((byte) FORMAT).put((byte) CODEC_FORMAT).put((byte) (SHUFFLED | NOT_SPLIT | LZ4 << 5)).put((byte) typeSize);
		out.putInt(bytes.length).putInt(blockSize).putInt(0);
		out.position(HEADER + 4 * blocks);
		for (int b = 0; b < blocks; b++) {
			out.putInt(HEADER + 4 * b, out.position());
			byte[] block = Shuffle.shuffled(bytes, b * blockSize, Math.min(blockSize, bytes.length - b * blockSize), typeSize);
			byte[] packed = Codec.lz4(block);
			if (packed.length >= block.length) packed = block;
			out.putInt(packed.length).put(packed);
		}
		out.putInt(12, out.position());
		return Arrays.copyOf(out.array(), out.position());
	}
}
