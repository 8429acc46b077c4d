package sc.fiji.stfpm.zarr;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.zstd.ZstdDecompressor;

/** How chunks are compressed, by the names of numcodecs. */
final class Codec {
	private static final Set<String> READ = Set.of("blosc", "zlib", "gzip", "zstd", "lz4");

	private Codec() {}

	/** @throws IOException naming one that is not read */
	static void check(String id) throws IOException {
		if (id != null && !READ.contains(id)) throw new IOException("chunks compressed by " + id
			+ " are not read here: write them with blosc (lz4, zstd or zlib), zstd, lz4, zlib or gzip");
	}

	/**
	 * @param id null where chunks are stored as they are
	 * @param size of the chunk in bytes; other sizes are an error
	 */
	static byte[] decompress(String id, byte[] packed, int size) throws IOException {
		byte[] bytes = id == null ? packed : switch (id) {
			case "blosc" -> Blosc.decompress(packed, size);
			case "gzip" -> {
				InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed));
				byte[] read = in.readNBytes(size);
				// The checksum is behind the last byte.
				if (in.read() >= 0) throw new IOException("a chunk is damaged: more than " + size + " bytes");
				yield read;
			}
			case "lz4" -> {
				if (packed.length < 4 || ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).getInt() != size) throw new EOFException();
				yield unpacked("lz4", packed, 4, size);
			}
			default -> unpacked(id, packed, 0, size);
		};
		if (bytes.length != size) throw new IOException("a chunk is damaged: " + bytes.length + " bytes of " + size);
		return bytes;
	}

	private static byte[] unpacked(String id, byte[] packed, int from, int size) throws IOException {
		byte[] bytes = new byte[size];
		unpack(id, packed, from, packed.length - from, bytes, 0, size);
		return bytes;
	}

	/** Fills exactly {@code length} bytes. */
	static void unpack(String id, byte[] packed, int from, int packedLength, byte[] out, int to, int length) throws IOException {
		int done;
		try {
			done = switch (id) {
				case "lz4" -> new Lz4Decompressor().decompress(packed, from, packedLength, out, to, length);
				case "zstd" -> new ZstdDecompressor().decompress(packed, from, packedLength, out, to, length);
				default -> inflate(packed, from, packedLength, out, to, length);
			};
		}
		catch (RuntimeException | DataFormatException e) {
			throw new IOException("a chunk is damaged: " + e.getMessage(), e);
		}
		if (done != length) throw new IOException("a chunk is damaged or cut short");
	}

	private static int inflate(byte[] packed, int from, int packedLength, byte[] out, int to, int length) throws DataFormatException {
		Inflater inflater = new Inflater();
		try {
			inflater.setInput(packed, from, packedLength);
			int done = 0, count;
			while (done < length && (count = inflater.inflate(out, to + done, length - done)) > 0)
				done += count;
			// The checksum comes last.
			return inflater.inflate(new byte[1]) == 0 && inflater.finished() ? done : -1;
		}
		finally {
			inflater.end();
		}
	}

	static int maxLz4(int length) {
		return new Lz4Compressor().maxCompressedLength(length);
	}

	static byte[] lz4(byte[] bytes) {
		Lz4Compressor compressor = new Lz4Compressor();
		byte[] packed = new byte[compressor.maxCompressedLength(bytes.length)];
		return Arrays.copyOf(packed, compressor.compress(bytes, 0, bytes.length, packed, 0, packed.length));
	}
}
