package sc.fiji.stfpm.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes are those of the encoding guide of Protocol Buffers, where it has them. */
class ProtoMessageTest {
	@TempDir
	Path folder;

	private byte[] written(ProtoMessage message) throws IOException {
		Path file = folder.resolve("message");
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
			message.writeTo(channel);
		}
		byte[] bytes = Files.readAllBytes(file);
		assertEquals(message.size(), bytes.length);
		return bytes;
	}

	private void assertBytes(String hex, ProtoMessage message) throws IOException {
		assertEquals(hex, HexFormat.ofDelimiter(" ").formatHex(written(message)));
	}

	@Test
	void numbersAndTextsAndMessagesInMessages() throws IOException {
		assertBytes("08 96 01", new ProtoMessage().integer(1, 150));
		assertBytes("12 07 74 65 73 74 69 6e 67", new ProtoMessage().text(2, "testing"));
		assertBytes("1a 03 08 96 01", new ProtoMessage().message(3, new ProtoMessage().integer(1, 150)));
		assertBytes("08 fe ff ff ff ff ff ff ff ff 01", new ProtoMessage().integer(1, -2));
		assertBytes("a0 01 00", new ProtoMessage().integer(20, 0));
		assertBytes("0a 02 c3 bc", new ProtoMessage().text(1, "\u00fc"));
		assertBytes("2a 00", new ProtoMessage().bytes(5, ByteBuffer.allocate(0)));
	}

	/** More parts than are written at once, twice over: writing takes nothing away. */
	@Test
	void manyPartsAreWrittenInOrder() throws IOException {
		ProtoMessage message = new ProtoMessage();
		byte[] expected = new byte[2 * 3000];
		for (int i = 0; i < 3000; i++) {
			message.integer(1, i % 100);
			expected[2 * i] = 8;
			expected[2 * i + 1] = (byte) (i % 100);
		}
		assertArrayEquals(expected, written(message));
		assertArrayEquals(expected, written(message));
	}
}
