package sc.fiji.stfpm.profile;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** {@code src/test/python/detect_torch.py} in a process of its own, which computes while it is asked to and sleeps otherwise. */
final class PythonTurns implements AutoCloseable {
	private static final String SCRIPT = "src/test/python/detect_torch.py";

	private final Process process;
	private final BufferedReader answers;
	private final BufferedWriter questions;
	private final JsonObject about;

	/**
	 * @param python the interpreter
	 * @param maps folder that receives the map of each image
	 * @throws IOException if it does not start; what it says against it is on standard error
	 */
	PythonTurns(String python, Path teacher, Path model, Path maps, List<Path> images) throws IOException {
		List<String> command = new ArrayList<>(List.of(python, SCRIPT, "--serve", teacher.toString(), model.toString(), maps.toString()));
		images.forEach(image -> command.add(image.toString()));
		process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		answers = process.inputReader();
		questions = process.outputWriter();
		about = answer();
	}

	private JsonObject answer() throws IOException {
		String line = answers.readLine();
		if (line == null) throw new IOException(SCRIPT + " ended early; it needs torch, numpy, scipy and Pillow");
		return JsonParser.parseString(line).getAsJsonObject();
	}

	String version() {
		return about.get("torch").getAsString();
	}

	/** The ways in which it can detect, such as {@code best:4}. */
	List<String> ways() {
		List<String> ways = new ArrayList<>();
		about.getAsJsonArray("ways").forEach(way -> ways.add(way.getAsString()));
		return ways;
	}

	/** Images per second. */
	double rate(String way) throws IOException {
		questions.write(way + "\n");
		questions.flush();
		return answer().get("rate").getAsDouble();
	}

	@Override
	public void close() throws IOException {
		questions.close();
		process.destroy();
	}
}
