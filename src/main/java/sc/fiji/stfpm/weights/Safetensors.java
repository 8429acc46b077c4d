package sc.fiji.stfpm.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import sc.fiji.stfpm.files.AtomicWrite;

/**
 * A <a href="https://huggingface.co/docs/safetensors">safetensors</a> file: 8 bytes header length, a JSON header, then
 * the tensors' bytes without gaps. Opening checks that the header accounts for every byte of the file; there is no
 * checksum, so altered values pass, missing or added bytes never.
 */
public final class Safetensors implements TensorSource {
	private static final int LENGTH_BYTES = 8;
	/** The reference implementation's own limit. */
	private static final long MAX_HEADER = 100_000_000;

	private final ReadOnlyFile file;
	private final SafetensorsHeader header;
	private final long dataStart;

	private Safetensors(ReadOnlyFile file) throws IOException {
		this.file = file;
		long length = ByteBuffer.wrap(file.read(0, LENGTH_BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
		long room = file.size() - LENGTH_BYTES;
		if (length < 0 || length > Math.min(room, MAX_HEADER))
			throw new WeightFileException(file.path(), "not a valid safetensors file: it announces a header of "
				+ Long.toUnsignedString(length) + " bytes, expected at most " + Math.min(room, MAX_HEADER));
		dataStart = LENGTH_BYTES + length;
		header = SafetensorsHeader.parse(file.path(), file.read(LENGTH_BYTES, length), file.size() - dataStart);
	}

	/** @throws WeightFileException if the file is missing, truncated or otherwise not valid */
	public static Safetensors open(Path path) throws IOException {
		ReadOnlyFile file = ReadOnlyFile.open(path);
		try {
			return new Safetensors(file);
		}
		catch (IOException | RuntimeException e) {
			file.close();
			throw e;
		}
	}

	/**
	 * Writes a file in one step: on failure, whatever stood at {@code path} before still stands there.
	 *
	 * @param tensors stored in the map's order
	 * @param metadata free strings, kept as they are
	 * @throws IllegalArgumentException if a tensor has the reserved name {@code __metadata__}
	 * @throws WeightFileException if the file cannot be written
	 */
	public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
		Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
		long end = 0;
		for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
			Tensor tensor = entry.getValue();
			if (entry.getKey().equals(SafetensorsHeader.METADATA))
				throw new IllegalArgumentException("No tensor can have the name " + SafetensorsHeader.METADATA);
			long begin = end;
			end += tensor.bytes().remaining();
			entries.put(entry.getKey(), new SafetensorsHeader.Entry(tensor.dtype(), tensor.shape(), begin, end));
		}
		metadata.forEach((key, value) -> Objects.requireNonNull(value, () -> "Metadata " + key + " has no value"));
		byte[] json = new SafetensorsHeader(entries, metadata).toBytes();
		if (json.length > MAX_HEADER)
			throw new WeightFileException(path, "its header would take " + json.length + " bytes, the limit is " + MAX_HEADER);
		ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, json.length);
		try {
			AtomicWrite.to(path, channel -> {
				write(channel, length);
				write(channel, ByteBuffer.wrap(json));
				for (Tensor tensor : tensors.values())
					write(channel, tensor.bytes());
			});
		}
		catch (IOException e) {
			throw WeightFileException.of(path, "cannot be written", e);
		}
	}

	private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
		int end = bytes.limit();
		while (bytes.position() < end) {
			bytes.limit(Math.min(end, bytes.position() + ReadOnlyFile.TRANSFER));
			channel.write(bytes);
		}
	}

	@Override
	public Path path() {
		return file.path();
	}

	@Override
	public Set<String> names() {
		return Collections.unmodifiableSet(header.entries().keySet());
	}

	@Override
	public Map<String, String> metadata() {
		return Collections.unmodifiableMap(header.metadata());
	}

	@Override
	public DType dtype(String name) {
		return entry(name).dtype();
	}

	@Override
	public long[] shape(String name) {
		return entry(name).shape().clone();
	}

	@Override
	public Tensor tensor(String name) throws IOException {
		SafetensorsHeader.Entry entry = header.entries().get(name);
		if (entry == null)
			throw new WeightFileException(path(), "has no tensor " + name);
		byte[] bytes = file.read(dataStart + entry.begin(), entry.end() - entry.begin());
		return new Tensor(entry.dtype(), entry.shape().clone(), bytes);
	}

	/** All tensors by name, in the order of the file; a new map. */
	public Map<String, Tensor> tensors() throws IOException {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		for (String name : names())
			tensors.put(name, tensor(name));
		return tensors;
	}

	private SafetensorsHeader.Entry entry(String name) {
		SafetensorsHeader.Entry entry = header.entries().get(name);
		if (entry == null)
			throw new IllegalArgumentException(path() + ": has no tensor " + name);
		return entry;
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}
