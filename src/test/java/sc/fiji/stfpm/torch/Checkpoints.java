package sc.fiji.stfpm.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small checkpoints in both layouts, made operation by operation as PyTorch's pickler would. */
public final class Checkpoints {
	private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
	private int memo;
	/** The elements of every storage referred to, little-endian, by key. */
	final Map<String, byte[]> storages = new LinkedHashMap<>();
	private final boolean legacy;

	Checkpoints(boolean legacy) {
		this.legacy = legacy;
		bytes(0x80, 2);
	}

	/** The file that both sweeps damage: two tensors, a counter, {@code _metadata}. */
	public static Checkpoints small(boolean legacy) {
		return new Checkpoints(legacy).orderedDict().raw("(")
			.string("conv1.weight").tensor("FloatStorage", "0", floats(1, 2, 3, 4, 5, 6), 0, new int[] { 2, 3 }, new int[] { 3, 1 })
			.string("bn1.bias").tensor("HalfStorage", "1", shorts(0x3c00, 0xc000), 0, new int[] { 2 }, new int[] { 1 })
			.string("bn1.num_batches_tracked").tensor("LongStorage", "2", longs(7), 0, new int[0], new int[0])
			.raw("u").raw("}").string("_metadata").orderedDict().raw("sb");
	}

	static byte[] floats(float... values) {
		ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
		buffer.asFloatBuffer().put(values);
		return buffer.array();
	}

	static byte[] longs(long... values) {
		ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
		buffer.asLongBuffer().put(values);
		return buffer.array();
	}

	static byte[] shorts(int... values) {
		ByteBuffer buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
		for (int value : values)
			buffer.putShort((short) value);
		return buffer.array();
	}

	Checkpoints raw(String operations) {
		pickle.writeBytes(operations.getBytes(StandardCharsets.ISO_8859_1));
		return this;
	}

	private Checkpoints bytes(int... values) {
		for (int value : values)
			pickle.write(value);
		return this;
	}

	private Checkpoints memoize() {
		return bytes('q', memo++);
	}

	Checkpoints orderedDict() {
		return raw("ccollections\nOrderedDict\n").memoize().raw(")R").memoize();
	}

	Checkpoints string(String value) {
		byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
		bytes('X', utf8.length, 0, 0, 0);
		pickle.writeBytes(utf8);
		return memoize();
	}

	Checkpoints number(long value) {
		return bytes('J', (int) value, (int) value >> 8, (int) value >> 16, (int) value >> 24);
	}

	private Checkpoints tuple(int... values) {
		raw("(");
		for (int value : values)
			number(value);
		return raw("t").memoize();
	}

	Checkpoints tensor(String storageClass, String key, byte[] elements, int offset, int[] shape, int[] strides) {
		int width = storageClass.startsWith("Float") ? 4 : storageClass.startsWith("Half") || storageClass.startsWith("BF") ? 2 : 8;
		storages.put(key, elements);
		raw("ctorch._utils\n_rebuild_tensor_v2\n").memoize().raw("((").string("storage").raw("ctorch\n" + storageClass + "\n")
			.memoize().string(key).string("cpu").number(elements.length / width).raw(legacy ? "NtQ" : "tQ");
		return number(offset).tuple(shape).tuple(strides).bytes(0x89).raw("ccollections\nOrderedDict\n)RtR").memoize();
	}

	byte[] pickle() {
		byte[] all = pickle.toByteArray();
		byte[] stopped = Arrays.copyOf(all, all.length + 1);
		stopped[all.length] = '.';
		return stopped;
	}

	public Path writeTo(Path file) throws IOException {
		return legacy ? writeStream(file) : writeZip(file, pickle(), storages);
	}

	private Path writeStream(Path file) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(latin("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019."));
		out.writeBytes(latin("\u0080\u0002M\u00e9\u0003."));
		out.writeBytes(new Checkpoints(true).raw("}").memoize().raw("(").string("protocol_version").raw("M\u00e9\u0003")
			.string("little_endian").raw("\u0088").string("type_sizes").raw("}").memoize().raw("(").string("short").number(2)
			.string("int").number(4).string("long").number(4).raw("uu").pickle());
		out.writeBytes(pickle());
		Checkpoints keys = new Checkpoints(true).raw("]").memoize().raw("(");
		storages.keySet().forEach(keys::string);
		out.writeBytes(keys.raw("e").pickle());
		storages.forEach((key, elements) -> {
			int width = elements.length == 24 ? 4 : elements.length == 4 ? 2 : 8;
			out.writeBytes(longs(elements.length / width));
			out.writeBytes(elements);
		});
		return Files.write(file, out.toByteArray());
	}

	private static byte[] latin(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	/** A zip as PyTorch writes it: entries stored, not compressed. */
	static Path writeZip(Path file, byte[] pickle, Map<String, byte[]> storages) throws IOException {
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			entry(zip, "archive/data.pkl", pickle);
			storages.forEach((key, bytes) -> {
				try {
					entry(zip, "archive/" + (key.equals("byteorder") ? key : "data/" + key), bytes);
				}
				catch (IOException e) {
					throw new UncheckedIOException(e);
				}
			});
			entry(zip, "archive/version", latin("3\n"));
		}
		return file;
	}

	private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
		CRC32 crc = new CRC32();
		crc.update(bytes);
		ZipEntry entry = new ZipEntry(name);
		entry.setMethod(ZipEntry.STORED);
		entry.setSize(bytes.length);
		entry.setCrc(crc.getValue());
		zip.putNextEntry(entry);
		zip.write(bytes);
		zip.closeEntry();
	}
}
