package sc.fiji.stfpm.torch;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.stfpm.weights.ReadOnlyFile;
import sc.fiji.stfpm.weights.WeightFileException;

/**
 * The layout before PyTorch 1.6: five pickles in a row (magic number, version, system, the object, the storages' keys),
 * then for each key the number of elements as I64 and the elements.
 */
final class TorchStream implements TorchContainer {
	private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
	private static final long VERSION = 1001;
	private static final int COUNT_BYTES = 8;

	private final ReadOnlyFile file;
	private final Object root;
	private final Map<String, Long> positions = new HashMap<>();

	private TorchStream(ReadOnlyFile file, TorchClasses.Lookup classes) throws IOException {
		this.file = file;
		ReadOnlyFile.Stream in = file.new Stream();
		expect(MAGIC.equals(load(in)), "expected PyTorch's magic number at its start, found another pickle");
		expect(isNumber(load(in), VERSION), "expected format version " + VERSION);
		expect(load(in) instanceof Map<?, ?> system && isNumber(system.get("protocol_version"), VERSION)
			&& Boolean.TRUE.equals(system.get("little_endian")) && system.get("type_sizes") instanceof Map<?, ?> sizes
			&& sizes.keySet().equals(Set.of("short", "int", "long")),
			"expected the description of a little-endian system");
		TorchUnpickler pickle = new TorchUnpickler(true, classes);
		root = pickle.load(file.path(), in);
		locate(pickle.storages(), load(in), in.position());
	}

	static TorchStream open(ReadOnlyFile file, TorchClasses.Lookup classes) throws IOException {
		return new TorchStream(file, classes);
	}

	private Object load(ReadOnlyFile.Stream in) throws IOException {
		return new TorchUnpickler(true, TorchClasses::named).load(file.path(), in);
	}

	private void locate(Map<String, TorchStorage> storages, Object keys, long start) throws IOException {
		expect(keys instanceof List, "expected a list of storages");
		Set<Object> listed = new HashSet<>();
		long position = start;
		for (Object key : (List<?>) keys) {
			TorchStorage storage = key instanceof String ? storages.get(key) : null;
			expect(storage != null && listed.add(key), "its list of storages does not fit its tensors");
			long count = ByteBuffer.wrap(file.read(position, COUNT_BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
			expect(count == storage.size(), "expected " + storage.size() + " elements in storage " + key + ", found " + count);
			expect(storage.bytes() <= file.size() - position - COUNT_BYTES, "it ends within storage " + key);
			positions.put(storage.key(), position + COUNT_BYTES);
			position += COUNT_BYTES + storage.bytes();
		}
		expect(listed.size() == storages.size(), "its list of storages does not fit its tensors");
		expect(position == file.size(), "expected its end at byte " + position + ", found " + file.size() + " bytes");
	}

	private static boolean isNumber(Object value, long expected) {
		return (value instanceof Integer || value instanceof Long) && ((Number) value).longValue() == expected;
	}

	private void expect(boolean condition, String problem) throws WeightFileException {
		if (!condition)
			throw new WeightFileException(file.path(), "not a complete PyTorch checkpoint: " + problem);
	}

	@Override
	public Object root() {
		return root;
	}

	@Override
	public byte[] read(TorchStorage storage) throws IOException {
		return file.read(positions.get(storage.key()), storage.bytes());
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}
