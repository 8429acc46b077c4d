package sc.fiji.stfpm.detect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;

/** By what it is known that something was made of the same plane, with the same model and the same software. */
final class PlaneKey {
	private final byte[] bytes;

	private PlaneKey(byte[] bytes) {
		this.bytes = bytes;
	}

	/** @param source which image it is, for instance its file with size and time */
	static PlaneKey of(String source, AnomalyModel model) {
		return new PlaneKey(sha256(source + "\n" + ModelFile.digest(model) + "\n" + SoftwareVersion.get()));
	}

	/** A key that depends on something else as well. */
	PlaneKey with(String what) {
		return new PlaneKey(sha256(this + "\n" + what));
	}

	byte[] bytes() {
		return bytes.clone();
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	/** In hexadecimal digits. */
	@Override
	public String toString() {
		return HexFormat.of().formatHex(bytes);
	}
}
