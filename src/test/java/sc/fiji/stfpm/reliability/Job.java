package sc.fiji.stfpm.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.google.gson.JsonParser;

import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;

/**
 * A command that is killed again and again, and what must hold of the files that it leaves.
 *
 * @param name for people
 * @param arguments of the command line; relative paths are in the folder that it runs in
 * @param result of a complete run, by which two are compared
 */
record Job(String name, List<String> arguments, Result result) {
	/** What a complete run made, as text. */
	interface Result {
		String of(Path folder) throws IOException;
	}

	static final String MODEL = "made.stfpm";

	static List<Job> all() {
		return List.of(new Job("training a student, resumed", List.of("train", "set", "-m", MODEL, "-t", "embedded", "--preset",
			"official", "--epochs", "4", "--batch", "8", "--size", "64", "--device", "cpu", "--checkpoint", "state", "--resume",
			"--force"), Job::model), new Job("training a memory", List.of("train", "set", "-m", MODEL, "-t", "embedded", "--size", "64",
				"--device", "cpu", "--force"), Job::model), new Job("judging a folder, resumed", List.of("detect", "-m", "a.stfpm",
					"-o", "out", "-r", "--resume", "set"), folder -> rows(folder.resolve("out/scores.csv")) + rows(folder.resolve(
						"out/regions.csv"))), new Job("evaluating", List.of("evaluate", "set", "-m", "a.stfpm", "--report",
							"out"), folder -> rows(folder.resolve("out/scores.csv"))));
	}

	private static String model(Path folder) throws IOException {
		AnomalyModel model = ModelFile.read(folder.resolve(MODEL));
		return model.scoring().sha256() + " " + model.calibration();
	}

	/** But for the time, at the end of a row. */
	private static String rows(Path csv) throws IOException {
		return String.join("\n", Files.readAllLines(csv).stream().map(row -> row.replaceFirst(",20[0-9T:-]+Z$", "")).distinct().sorted().toList()) + "\n";
	}

	/** How many files that have their final name cannot be read. */
	int broken(Path folder) throws IOException {
		int broken = 0;
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator)
				if (isBroken(file)) {
					System.out.println("Broken: " + file);
					broken++;
				}
		}
		return broken;
	}

	private static boolean isBroken(Path file) {
		String name = file.getFileName().toString();
		try {
			if (name.startsWith(".")) return false;
			if (name.endsWith(".stfpm")) ModelFile.read(file);
			if (name.endsWith(".tif")) ImageReader.read(file);
			if (name.endsWith(".png") && ImageIO.read(file.toFile()) == null) return true;
			if (name.endsWith(".json")) JsonParser.parseString(Files.readString(file)).getAsJsonObject();
			if (name.endsWith(".html")) return !Files.readString(file).strip().endsWith("</html>");
			return false;
		}
		catch (IOException | RuntimeException e) {
			return true;
		}
	}

	/** Begun and never finished, and locks. */
	static long leftovers(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(file -> file.getFileName().toString().matches("\\.stfpm-.*\\.tmp|\\..*lock|.*\\.(part|tmp)")).count();
		}
	}
}
