package sc.fiji.stfpm.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.teacher.WeightFile;
import sc.fiji.stfpm.testing.Allocation;
import sc.fiji.stfpm.weights.TensorSource;

/** Files of a few bytes that announce gigabytes, or would keep a reader busy. */
class HostileFilesTest {
	/** A hundred thousand objects take half of it, before the virtual machine has learned which need not be made. */
	private static final int MEGABYTES = 128;

	@TempDir
	private Path folder;

	private static byte[] latin(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static void assertRefused(Path file, String part) {
		Allocation.assertRefused(file, MEGABYTES, part, () -> readAll(file));
		Allocation.assertRefused(file, MEGABYTES, part, () -> TorchCheckpoint.openTraining(file).close());
	}

	private static void readAll(Path file) throws IOException {
		try (TensorSource source = WeightFile.open(file)) {
			for (String name : source.names())
				source.tensor(name);
		}
	}

	private Path safetensors(String header) throws IOException {
		byte[] text = header.getBytes(StandardCharsets.UTF_8);
		return Files.write(folder.resolve("a.safetensors"), ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN)
			.putLong(text.length).put(text).array());
	}

	@Test
	void aZipBombIsRefusedBeforeItIsExpanded() throws IOException {
		Path file = folder.resolve("bomb.pth");
		int size = 500_000_000;
		byte[] pickle = new Checkpoints(false).raw("}").string("a").tensor("ByteStorage", "0", new byte[0], 0, new int[] { 1 },
			new int[] { 1 }).raw("s").pickle();
		// The pickle's count of elements, 0, as PyTorch would give that of the bomb.
		String text = new String(pickle, StandardCharsets.ISO_8859_1).replace("J\0\0\0\0tQ", new String(ByteBuffer.allocate(7).order(
			ByteOrder.LITTLE_ENDIAN).put((byte) 'J').putInt(size).put(latin("tQ")).array(), StandardCharsets.ISO_8859_1));
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			zip.putNextEntry(new ZipEntry("archive/data.pkl"));
			zip.write(latin(text));
			zip.putNextEntry(new ZipEntry("archive/data/0"));
			byte[] zeros = new byte[1_000_000];
			for (int i = 0; i < size / zeros.length; i++)
				zip.write(zeros);
		}
		Allocation.assertRefused(file, MEGABYTES, "would grow from", () -> readAll(file));
	}

	@Test
	void anEntryThatAnnouncesGigabytesIsRefused() throws IOException {
		Path file = Checkpoints.small(false).writeTo(folder.resolve("large.pth"));
		byte[] bytes = Files.readAllBytes(file);
		ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		for (int at = 0; at < bytes.length - 4; at++)
			if (zip.getInt(at) == 0x02014b50) zip.putInt(at + 24, Integer.MAX_VALUE - 8);
		Files.write(file, bytes);
		assertRefused(file, "bytes");
	}

	/** Lengths of text and numbers beyond the file, and an operation that is none. */
	@ParameterizedTest
	@ValueSource(strings = { "X\u00ff\u00ff\u00ff\u007f.", "\u008b\u00ff\u00ff\u00ff\u007f.", "\u008b\0\0\0\u0001.", "\u00fe.",
		"\u008d\u00ff\u00ff\u00ff\u007f\0\0\0\0.", "Ljabc\n.", "r\u00ff\u00ff\u00ff\u007f." })
	void aPickleOfHugeLengthsIsRefused(String operations) throws IOException {
		assertRefused(Checkpoints.writeZip(folder.resolve("a.pth"), latin("\u0080\u0004" + operations), Map.of()), "a.pth");
	}

	@Test
	void aNumberOfAMillionBytesIsRefused() throws IOException {
		String number = "\u008b\u0040\u0042\u000f\0" + "\u007f".repeat(1_000_000);
		assertRefused(Checkpoints.writeZip(folder.resolve("a.pth"), latin("\u0080\u0002}U\u0001a" + number + "s."), Map.of()),
			"a number has 1000000 bytes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "(", "]", "}" })
	void deepNestingIsRefused(String open) throws IOException {
		String close = open.equals("(") ? "t" : open.equals("]") ? "a" : "s";
		String levels = (open.equals("}") ? "}U\u0001a" : open).repeat(100_000) + "N" + close.repeat(100_000);
		assertRefused(Checkpoints.writeZip(folder.resolve("a.pth"), latin("\u0080\u0002" + levels + "."), Map.of()), "a.pth");
	}

	/** Each dictionary holds the one before ten times: 10^30 ways through 30 of them. */
	@Test
	void aBombOfMemosIsRefused() throws IOException {
		StringBuilder pickle = new StringBuilder("\u0080\u0002}q\0");
		for (int level = 1; level <= 30; level++) {
			pickle.append("}q").append((char) level).append('(');
			for (int i = 0; i < 10; i++)
				pickle.append("U\u0001").append(i).append('h').append((char) (level - 1));
			pickle.append('u');
		}
		assertRefused(Checkpoints.writeZip(folder.resolve("a.pth"), latin(pickle + "."), Map.of()), "a.pth");
	}

	@Test
	void aLongNameIsNotRepeatedForEveryTensor() throws IOException {
		Checkpoints pickle = new Checkpoints(false).raw("}X\u0040\u0042\u000f\0" + "n".repeat(1_000_000) + "}(");
		for (int i = 0; i < 30; i++)
			pickle.string("w" + i).tensor("FloatStorage", "0", Checkpoints.floats(1), 0, new int[] { 1 }, new int[] { 1 });
		assertRefused(pickle.raw("us").writeTo(folder.resolve("a.pth")), "a name has more than 10000 characters");
	}

	@Test
	void aHeaderThatAnnouncesGigabytesIsRefused() throws IOException {
		Path file = folder.resolve("a.safetensors");
		for (long length : new long[] { 4_000_000_000L, Long.MAX_VALUE, -1, 99_000_000 }) {
			Files.write(file, ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put((byte) '{').array());
			Allocation.assertRefused(file, MEGABYTES, "announces a header of " + Long.toUnsignedString(length), () -> readAll(file));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "4611686018427387905", "4294967296,4294967296", "999999999999999999", "65536,65536,65536,65536", "-1",
		"1073741824,4" })
	void aShapeThatOverflowsIsRefused(String shape) throws IOException {
		for (String end : new String[] { "0", "4", "17179869184" }) {
			Path file = safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],\"data_offsets\":[0," + end + "]}}");
			Allocation.assertRefused(file, MEGABYTES, "a.safetensors", () -> readAll(file));
		}
	}

	/** The header alone has 57 MB, as bytes, as text and decoded. */
	@Test
	void aMillionTensorsAreRefused() throws IOException {
		StringBuilder header = new StringBuilder("{");
		for (int i = 0; i < 1_000_000; i++)
			header.append(i == 0 ? "" : ",").append('"').append(i).append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
		Path file = safetensors(header.append('}').toString());
		Allocation.assertRefused(file, 900, "more than 100000 tensors", () -> readAll(file));
	}

	@Test
	void aDeeplyNestedHeaderIsRefused() throws IOException {
		Path file = safetensors("{\"a\":".repeat(100_000) + "}".repeat(100_000));
		Allocation.assertRefused(file, MEGABYTES, "a.safetensors", () -> readAll(file));
	}
}
