package sc.fiji.stfpm.torch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.WeightFileException;

/** The layout since PyTorch 1.6: a zip archive with a pickle and one entry a storage. Every entry read is checked against its CRC. */
final class TorchZip implements TorchContainer {
	private static final String PICKLE = "data.pkl";
	private static final int MAX_PICKLE = 1 << 26;
	/** PyTorch stores weights as they are, and another archiver gains little; only zeros shrink as far as in a zip bomb. */
	private static final int MAX_RATIO = 100, FREE_OF_RATIO = 1 << 20;

	private final Path path;
	private final ZipFile zip;
	private final String prefix;
	private final Object root;

	private TorchZip(Path path, ZipFile zip, TorchClasses.Lookup classes) throws IOException {
		this.path = path;
		this.zip = zip;
		this.prefix = prefix();
		ZipEntry order = zip.getEntry(prefix + "byteorder");
		String found = order == null ? "little" : new String(read(order, 16), StandardCharsets.UTF_8).trim();
		if (!found.equals("little"))
			throw new WeightFileException(path, "expected little-endian values, found byte order " + found);
		TorchUnpickler pickle = new TorchUnpickler(false, classes);
		this.root = pickle.load(path, new ByteArrayInputStream(read(entry(PICKLE), MAX_PICKLE)));
		for (TorchStorage storage : pickle.storages().values())
			entry(storage);
	}

	static TorchZip open(Path path, TorchClasses.Lookup classes) throws IOException {
		ZipFile zip;
		try {
			zip = new ZipFile(path.toFile());
		}
		catch (IOException | RuntimeException e) {
			throw WeightFileException.of(path, "not a complete zip archive, as PyTorch writes", e);
		}
		try {
			return new TorchZip(path, zip, classes);
		}
		catch (IOException | RuntimeException e) {
			zip.close();
			throw WeightFileException.of(path, "not a readable PyTorch checkpoint", e);
		}
	}

	private String prefix() throws WeightFileException {
		List<String> pickles = zip.stream().map(ZipEntry::getName).filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
			.collect(Collectors.toList());
		if (pickles.size() != 1)
			throw new WeightFileException(path, "expected a PyTorch checkpoint, found a zip archive with " + pickles.size()
				+ " entries named " + PICKLE);
		String found = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
		if (zip.getEntry(found + "constants.pkl") != null)
			throw new WeightFileException(path, "expected a state dict, found a TorchScript program");
		return found;
	}

	@Override
	public Object root() {
		return root;
	}

	@Override
	public byte[] read(TorchStorage storage) throws IOException {
		return read(entry(storage), Tensor.MAX_BYTES);
	}

	private ZipEntry entry(TorchStorage storage) throws WeightFileException {
		ZipEntry entry = entry("data/" + storage.key());
		if (entry.getSize() != storage.bytes())
			throw new WeightFileException(path, "expected " + storage.bytes() + " bytes in " + entry + ", found " + entry.getSize());
		return entry;
	}

	private ZipEntry entry(String name) throws WeightFileException {
		ZipEntry entry = zip.getEntry(prefix + name);
		if (entry == null)
			throw new WeightFileException(path, "the archive lacks " + prefix + name);
		return entry;
	}

	/** Checks the CRC, which {@link ZipFile} leaves to its caller. */
	private byte[] read(ZipEntry entry, int limit) throws IOException {
		if (entry.getSize() < 0 || entry.getSize() > limit)
			throw new WeightFileException(path, entry + " has " + entry.getSize() + " bytes, the limit is " + limit);
		if (entry.getMethod() == ZipEntry.STORED && entry.getSize() > path.toFile().length())
			throw new WeightFileException(path, entry + " is larger than the whole file");
		if (entry.getSize() > FREE_OF_RATIO && entry.getSize() / MAX_RATIO > entry.getCompressedSize())
			throw new WeightFileException(path, entry + " would grow from " + entry.getCompressedSize() + " to " + entry.getSize()
				+ " bytes, more than weights do");
		byte[] bytes;
		try (InputStream in = zip.getInputStream(entry)) {
			bytes = in.readNBytes((int) entry.getSize());
		}
		catch (IOException | RuntimeException e) {
			throw WeightFileException.of(path, entry + " cannot be read", e);
		}
		CRC32 crc = new CRC32();
		crc.update(bytes);
		if (bytes.length != entry.getSize() || crc.getValue() != entry.getCrc())
			throw new WeightFileException(path, entry + " is damaged: its length or checksum is wrong");
		return bytes;
	}

	@Override
	public void close() throws IOException {
		zip.close();
	}
}
