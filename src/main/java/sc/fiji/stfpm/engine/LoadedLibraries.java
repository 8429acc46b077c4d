package sc.fiji.stfpm.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which native libraries of a folder this process has loaded. */
public final class LoadedLibraries {
	private static final Path MAPS = Path.of("/proc/self/maps");
	private static final String LIBRARY = ".*\\.(so(\\.\\d+)*|dll|dylib)";

	private LoadedLibraries() {}

	/** Names, sorted. Linux tells what is loaded; elsewhere it is all that lie there, as the engine loads them all. */
	public static List<String> of(Path folder) throws IOException {
		return Files.isReadable(MAPS) ? mapped(Files.readAllLines(MAPS), folder) : lying(folder);
	}

	/** @param maps lines that end with the path of a file, where there is one */
	static List<String> mapped(List<String> maps, Path folder) {
		String start = folder.toAbsolutePath() + "/";
		return maps.stream().filter(line -> line.contains(start)).map(line -> line.substring(line.indexOf(start) + start.length())).filter(name -> name
			.matches(LIBRARY)).distinct().sorted().toList();
	}

	private static List<String> lying(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).filter(name -> name.matches(LIBRARY)).sorted().toList();
		}
	}
}
