package sc.fiji.stfpm.teacher;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.stfpm.download.PartFile;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.weights.WeightFileException;

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
	 * Opens a teacher by what a user wrote.
	 *
	 * @param choice {@value Teacher#DEFAULT}, the name of an {@link EmbeddedTeacher}, the name of a file in the user's folder with or
	 *          without its extension, the id of a known teacher that is there under any name, or a path
	 * @throws IOException if there is none, saying what there is or how to get it, or if a known teacher's file has changed
	 */
	public static Teacher open(String choice) throws IOException {
		if (choice.equals(Teacher.DEFAULT)) return open(DefaultTeacher.choice());
		if (EmbeddedTeacher.named(choice).isPresent()) return Teacher.open(choice);
		Path path = pathOrNull(choice);
		if (path != null && Files.isRegularFile(path)) return Teacher.open(path);
		List<Path> stored = stored();
		for (Path file : stored)
			if (choice.equals(file.getFileName().toString()) || choice.equals(name(file))) return openStored(file);
		Optional<KnownTeacher> known = KnownTeacher.of(choice);
		if (known.isPresent()) return openStored(file(known.get()).orElseThrow(() -> new IOException("The teacher " + known.get()
			.id() + " is not in " + folder() + ". " + known.get().howToGet())));
		List<String> names = new ArrayList<>(EmbeddedTeacher.ids());
		stored.forEach(f -> names.add(name(f)));
		throw new IOException("There is no teacher '" + choice + "'; there are " + String.join(", ", names)
			+ ", or name the path of a weight file");
	}

	/**
	 * The file in the user's folder that is a known teacher: the one of its name, else one that holds it, else one that its
	 * maker calls so. One that is there by its name may be damaged, which {@link #open(String)} tells.
	 */
	static Optional<Path> file(KnownTeacher known) throws IOException {
		List<Path> stored = stored();
		Optional<Path> file = stored.stream().filter(f -> name(f).equals(known.id())).findFirst();
		if (file.isEmpty()) file = stored.stream().filter(known::isIn).findFirst();
		if (file.isEmpty()) file = stored.stream().filter(f -> known.mirror(f).isPresent()).findFirst();
		return file;
	}

	/** A file that bears a known teacher's name is that teacher or an error: its name stands in reports. */
	private static Teacher openStored(Path file) throws IOException {
		Optional<KnownTeacher> known = KnownTeacher.named(name(file));
		if (known.isEmpty()) return Teacher.open(file);
		try {
			known.get().check(file);
		}
		catch (WeightFileException e) {
			throw new WeightFileException(file, e.getMessage().substring(file.toString().length() + 2)
				+ "; it has changed since it was made. Rename it if it is your own. " + known.get().howToGet(), e);
		}
		return Teacher.open(file);
	}

	/**
	 * Copies a weight file into the user's folder of teachers, once it is known to be one.
	 *
	 * @return the teacher in its new place
	 * @throws IOException if it is no teacher's file, its name has another meaning, or another file of its name is there
	 *           already and may not be replaced
	 */
	public static Teacher importFile(Path file, boolean replace) throws IOException {
		Teacher teacher = Teacher.open(file);
		if (name(file).equals(Teacher.DEFAULT) || EmbeddedTeacher.named(name(file)).isPresent()) throw new IOException(file + ": '" + name(file)
			+ "' names another teacher already; rename the file");
		Path target = folder().resolve(file.getFileName());
		if (Files.exists(target) && Files.isSameFile(file, target)) return teacher;
		if (Files.exists(target) && !replace) throw new IOException(target
			+ " exists already; rename the new file, or replace it on purpose (replace=true)");
		Files.createDirectories(folder());
		try {
			AtomicWrite.to(target, channel -> Files.copy(file, Channels.newOutputStream(channel)));
		}
		catch (IOException e) {
			throw WeightFileException.of(target, "cannot be written", e);
		}
		return new Teacher(teacher.name(), target.toAbsolutePath().normalize().toString(), teacher.weights());
	}

	private static String name(Path file) {
		return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
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
		Optional<EmbeddedTeacher> embedded = EmbeddedTeacher.withWeights(sha256);
		if (embedded.isPresent()) return embedded.get().get();
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
			+ "...) that the model was trained with was not found. Name its file (the option 'teacher') or import it into "
			+ folder() + ". " + KnownTeacher.named(name).map(known -> known.howToGet() + ". ").orElse("") + "Looked at: " + String
				.join("; ", looked));
	}

	/** What a user writes to get the teacher of these weights; empty where neither the software nor the folder has it. */
	public static Optional<String> choice(String sha256) throws IOException {
		Optional<EmbeddedTeacher> embedded = EmbeddedTeacher.withWeights(sha256);
		if (embedded.isPresent()) return embedded.map(EmbeddedTeacher::id);
		return stored().stream().filter(file -> holds(file, sha256)).map(TeacherStore::name).findFirst();
	}

	private static boolean holds(Path file, String sha256) {
		try {
			return Teacher.open(file).weights().sha256().equals(sha256);
		}
		catch (IOException e) {
			return false;
		}
	}

	private static List<Path> candidates(String origin) throws IOException {
		List<Path> files = new ArrayList<>();
		Path path = pathOrNull(origin);
		if (path != null && Files.isRegularFile(path)) files.add(path);
		files.addAll(stored());
		return files;
	}

	/** The files in the user's folder, by name; unfinished ones are none. */
	public static List<Path> stored() throws IOException {
		if (!Files.isDirectory(folder())) return List.of();
		try (Stream<Path> listed = Files.list(folder())) {
			return listed.filter(Files::isRegularFile).filter(file -> !isUnfinished(file)).sorted().toList();
		}
	}

	private static boolean isUnfinished(Path file) {
		String name = file.getFileName().toString();
		return name.endsWith(PartFile.EXTENSION) || name.startsWith(".");
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
