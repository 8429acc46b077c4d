package sc.fiji.stfpm.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

class TensorDigestTest {
	/** An example of FIPS 180-2. */
	@Test
	void aTextHasItsSha256() {
		assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", TensorDigest.of("abc"));
	}

	@Test
	void tensorsHaveTheSha256OfNamesTypesShapesAndBytesInTheirOrder() throws Exception {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		tensors.put("b", Tensor.of(new float[] { 1, -2 }, 2, 1));
		tensors.put("\u00e4", Tensor.ofLongs(new long[] { 3 }));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write("b F32[2, 1]\0".getBytes(StandardCharsets.UTF_8));
		bytes.write(new byte[] { 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0 });
		bytes.write("\u00e4 I64[]\0".getBytes(StandardCharsets.UTF_8));
		bytes.write(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0 });
		assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray())), TensorDigest.of(
			tensors));
	}
}
