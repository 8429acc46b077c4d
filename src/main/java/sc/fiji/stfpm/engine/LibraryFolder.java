package sc.fiji.stfpm.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import sc.fiji.stfpm.files.AtomicWrite;

/**
 * Where the GPU libraries lie: {@code .stfpm/engine} in the user's home folder, in a folder that names version, flavour and platform.
 * A list of files with their sizes, written last, tells a whole one from a half.
 */
public final class LibraryFolder {
	/** System property that names another folder than {@code .stfpm/engine}; {@value #NONE} for not using any. */
	public static final String PROPERTY = "stfpm.engine";
	public static final String NONE = "none";
	/** Name, size in bytes and CRC-32 of each file, a line each, with tabs between. */
	static final String LIST = "contents.txt";

	private LibraryFolder() {}

	/** A file of a folder. */
	record Entry(String name, long size, long crc) {}

	/** The folder of folders; it need not exist. */
	public static Path root() {
		String set = System.getProperty(PROPERTY);
		return set != null && !isOff() ? Path.of(set) : Path.of(System.getProperty("user.home"), ".stfpm", "engine");
	}

	/** Whether the user wants none to be used. */
	public static boolean isOff() {
		return NONE.equals(System.getProperty(PROPERTY));
	}

	/** The folder of some libraries; it need not exist. */
	public static Path of(GpuLibraries libraries) {
		return root().resolve(libraries.folderName());
	}

	/** Why they cannot be used, in words that go behind "the GPU libraries"; empty where all are there, each with its size. */
	public static String problem(GpuLibraries libraries) {
		Path folder = of(libraries);
		if (isOff()) return "are turned off by the property " + PROPERTY + "=" + NONE;
		if (!Files.isDirectory(folder)) return "are not in " + folder;
		try {
			List<String> wrong = wrong(folder, libraries);
			return wrong.isEmpty() ? "" : "are damaged (in " + folder + ": " + String.join("; ", wrong) + ")";
		}
		catch (IOException | IllegalArgumentException e) {
			return "are damaged (in " + folder + ", where " + LIST + " cannot be read: " + e.getMessage() + ")";
		}
	}

	private static List<String> wrong(Path folder, GpuLibraries libraries) throws IOException {
		List<String> wrong = new ArrayList<>();
		List<Entry> entries = entries(folder);
		for (Entry entry : entries) {
			Path file = folder.resolve(entry.name);
			if (!Files.isRegularFile(file)) wrong.add(entry.name + " is missing");
			else if (Files.size(file) != entry.size) wrong.add(entry.name + " has " + Files.size(file) + " bytes instead of " + entry.size);
		}
		for (String missing : libraries.missingIn(entries.stream().map(Entry::name).toList()))
			wrong.add(missing + " is not among the files");
		return wrong;
	}

	static List<Entry> entries(Path folder) throws IOException {
		List<Entry> entries = new ArrayList<>();
		for (String line : Files.readAllLines(folder.resolve(LIST))) {
			String[] parts = line.split("\t");
			if (parts.length != 3 || parts[0].contains("/") || parts[0].contains("\\")) throw new IOException("'" + line
				+ "' is no name, size and checksum");
			entries.add(new Entry(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2], 16)));
		}
		return entries;
	}

	static void writeList(Path folder, List<Entry> entries) throws IOException {
		StringBuilder text = new StringBuilder();
		for (Entry entry : entries)
			text.append(entry.name).append('\t').append(entry.size).append('\t').append(Long.toHexString(entry.crc)).append('\n');
		AtomicWrite.text(folder.resolve(LIST), text.toString());
	}

	/** Deletes a folder of files. */
	static void delete(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) return;
		List<Path> files;
		try (Stream<Path> listed = Files.list(folder)) {
			files = listed.toList();
		}
		for (Path file : files)
			Files.delete(file);
		Files.delete(folder);
	}
}
