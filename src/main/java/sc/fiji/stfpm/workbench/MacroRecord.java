package sc.fiji.stfpm.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import ij.plugin.frame.Recorder;
import sc.fiji.stfpm.ui.Session;

/** What was done in the workbench, as calls of the commands that do the same. ImageJ's recorder gets them as they are made. */
final class MacroRecord {
	private final List<String> lines = new ArrayList<>();

	/**
	 * A command that was run.
	 *
	 * @param options by key, in order
	 */
	void run(String command, Map<String, String> options) {
		add("run(\"" + command + "\", \"" + options.entrySet().stream().map(option -> option.getKey() + "=" + value(option.getValue()))
			.collect(Collectors.joining(" ")) + "\");");
	}

	/** Another line of a macro. */
	void add(String line) {
		lines.add(line);
		if (Session.isRecording()) Recorder.recordString(line + "\n");
	}

	private static String value(String text) {
		String plain = text.replace('\\', '/');
		boolean bare = !plain.isEmpty() && plain.chars().noneMatch(Character::isWhitespace);
		return bare ? plain : "[" + plain + "]";
	}

	static String quoted(String text) {
		return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
	}

	/** All as an ImageJ macro. */
	String macro() {
		return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
	}

	/** All as a Groovy script for Fiji. */
	String groovy() {
		return "import ij.IJ\n\n" + lines.stream().map(line -> line.replaceFirst(";$", "").replaceFirst("^run\\(", "IJ.run(").replaceFirst(
			"^open\\(", "IJ.open(").replaceFirst("^setSlice\\(", "IJ.setSlice(").replaceFirst("^makeRectangle\\(", "IJ.makeRectangle(")
			.replaceFirst("^selectImage\\(", "IJ.selectWindow(") + "\n").collect(Collectors.joining());
	}
}
