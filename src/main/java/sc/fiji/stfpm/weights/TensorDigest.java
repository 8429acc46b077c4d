package sc.fiji.stfpm.weights;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Identifies values, whatever file they come from. */
public final class TensorDigest {
	private TensorDigest() {}

	/**
	 * The SHA-256, in lower-case hexadecimal, over every tensor in the map's order of its name, type and shape as text
	 * ({@code memory.0.layer1.mean F32[64]} and a zero byte) and its bytes.
	 */
	public static String of(Map<String, Tensor> tensors) {
		MessageDigest digest = sha256();
		tensors.forEach((name, tensor) -> {
			digest.update((name + " " + tensor.dtype() + Arrays.toString(tensor.shape()) + "\0").getBytes(
				StandardCharsets.UTF_8));
			digest.update(tensor.bytes());
		});
		return HexFormat.of().formatHex(digest.digest());
	}

	/** The SHA-256 of a text in UTF-8, in lower-case hexadecimal. */
	public static String of(String text) {
		return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
	}

	static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java platform has SHA-256", e);
		}
	}
}
