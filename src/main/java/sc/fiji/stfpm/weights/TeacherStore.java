package sc.fiji.stfpm.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where teachers are looked for when a model that does not carry its own is opened: the embedded one, the file that the
 * model was trained with, and the user's folder of teachers, {@code .stfpm/teachers} in the home folder or the value of
 * the system property {@value #FOLDER_PROPERTY}.
 */
public final class TeacherStore {
	/** Names another folder of teachers. */
	public static final String FOLDER_PROPERTY = "stfpm.teachers";

	private TeacherStore() {}

	/** The user's folder of teachers; it need not exist. */
	public static Path folder() {
		String set = System.getProperty(FOLDER_PROPERTY);
		return set != null ? Path.of(set) : Path.of(System.getProperty("user.home"), ".stfpm", "teachers");
	}

	/**
	 * Finds a teacher by its weights.
	 *
	 * @param name for the error
	 * @param sha256 of the weights
	 * @param origin the path it had at training
	 * @throws IOException if none of the places has it; names the places and what to do
	 */
	public static Teacher find(String name, String sha256, String origin) throws IOException {
		Teacher embedded = EmbeddedTeacher.get();
		if (embedded.weights().sha256().equals(sha256)) return embedded;
		List<String> looked = new ArrayList<>();
		for (Path candidate : candidates(origin)) {
			try {
				Teacher teacher = Teacher.open(candidate);
				if (teacher.weights().sha256().equals(sha256)) return teacher;
				looked.add(candidate + " (other weights, " + teacher.weights().sha256().substring(0, 8) + ")");
			}
			catch (IOException e) {
				looked.add(e.getMessage());
			}
		}
		if (looked.isEmpty()) looked.add("no file");
		throw new IOException("The teacher '" + name + "' (SHA-256 " + sha256.substring(0, 8)
			+ "...) that the model was trained with was not found. Name its file (--teacher on the command line) or copy it into "
			+ folder() + ". Looked at: " + String.join("; ", looked));
	}

	private static List<Path> candidates(String origin) throws IOException {
		List<Path> files = new ArrayList<>();
		Path path = pathOrNull(origin);
		if (path != null && Files.isRegularFile(path)) files.add(path);
		if (Files.isDirectory(folder())) {
			try (Stream<Path> listed = Files.list(folder())) {
				listed.filter(Files::isRegularFile).sorted().forEach(files::add);
			}
		}
		return files;
	}

	private static Path pathOrNull(String text) {
		try {
			return Path.of(text);
		}
		catch (java.nio.file.InvalidPathException e) {
			return null;
		}
	}
}
