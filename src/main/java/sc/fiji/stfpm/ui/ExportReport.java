package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An exported model described for people. */
public final class ExportReport {
	private ExportReport() {}

	/**
	 * What was written, and what whoever runs it has to do.
	 *
	 * @param metadata of the file, see {@code docs/onnx.md}
	 */
	public static TextReport of(Path model, Path file, Map<String, String> metadata) throws IOException {
		TextReport text = new TextReport("Exported");
		text.line("Model", model);
		text.line("ONNX file", String.format(Locale.ROOT, "%s, %.1f MB", file, Files.size(file) / 1e6));
		text.line("Teacher", metadata.get("stfpm.teacher"));
		text.line("Input", metadata.get("stfpm.inputs") + ("TILES".equals(metadata.get("stfpm.mode")) ? ", images at their own resolution"
			: ", images resized to squares of " + Arrays.stream(metadata.get("stfpm.sizes").split(",")).distinct().collect(Collectors.joining(" and ")) + " pixels"));
		text.line("Output", "map and score in the input's size; resize " + metadata.get("stfpm.to_own_size") + " for those in the image's own");
		text.line("Threshold", metadata.get("stfpm.threshold") + ": " + metadata.get("stfpm.threshold_from"));
		text.line("Not in the file", "how images become input: its metadata says so, and docs/onnx.md has an example");
		return text;
	}
}
