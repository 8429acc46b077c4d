package sc.fiji.stfpm.model;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorDigest;
import sc.fiji.stfpm.weights.TensorSource;

/** A JSON text in a file's metadata, with its checksum beside it. */
public final class Description {
	/** Key of the checksum: the SHA-256 of the text in UTF-8, in lower-case hexadecimal. */
	public static final String CHECKSUM = "stfpm.sha256";

	private Description() {}

	/** The metadata of a file, in a fixed order, so that the same record gives the same file. */
	public static Map<String, String> metadata(String key, Object record) {
		Map<String, String> metadata = new LinkedHashMap<>();
		metadata.put(key, Json.text(record));
		metadata.put(CHECKSUM, TensorDigest.of(metadata.get(key)));
		return metadata;
	}

	/**
	 * The text under a key.
	 *
	 * @throws IOException naming the file, if the text is not the one that was written
	 */
	public static String checked(TensorSource source, String key) throws IOException {
		String text = source.metadata().get(key);
		if (text == null || !TensorDigest.of(text).equals(source.metadata().get(CHECKSUM))) throw new IOException(source.path()
			+ " is damaged: its description does not match its checksum");
		return text;
	}

	/**
	 * All tensors of a checkpoint.
	 *
	 * @throws IOException naming the file, if they are not the ones whose {@link TensorDigest} this is
	 */
	public static Map<String, Tensor> checkedTensors(Safetensors source, String sha256) throws IOException {
		Map<String, Tensor> tensors = source.tensors();
		if (!TensorDigest.of(tensors).equals(sha256)) throw new IOException(source.path()
			+ " is damaged: its tensors do not match their checksum. Delete it to start anew");
		return tensors;
	}
}
