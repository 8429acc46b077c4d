package sc.fiji.stfpm.teacher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import sc.fiji.stfpm.torch.TorchCheckpoint;
import sc.fiji.stfpm.weights.ReadOnlyFile;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.TensorSource;
import sc.fiji.stfpm.weights.WeightFileException;

/** Opens a weight file of any supported format. */
public final class WeightFile {
	private static final int PICKLE = 0x80;

	private WeightFile() {}

	/**
	 * Opens a safetensors file or a PyTorch checkpoint; its content decides, not its name. The caller closes it.
	 *
	 * @throws WeightFileException if the file is missing, a folder, empty, of another format, or damaged
	 */
	public static TensorSource open(Path path) throws IOException {
		byte[] start;
		try (ReadOnlyFile file = ReadOnlyFile.open(path)) {
			start = file.read(0, Math.min(24, file.size()));
		}
		// First, for a safetensors header length may begin with a pickle's byte; no checkpoint has a brace there.
		if (start.length > 8 && start[8] == '{')
			return Safetensors.open(path);
		if (start[0] == 'P' && start.length > 1 && start[1] == 'K' || (start[0] & 0xff) == PICKLE)
			return TorchCheckpoint.open(path);
		throw new WeightFileException(path, "expected a safetensors file or a PyTorch checkpoint (.pth, .pt, .ckpt), found a file"
			+ " that starts with \"" + printable(start) + "\"");
	}

	private static String printable(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
	}
}
