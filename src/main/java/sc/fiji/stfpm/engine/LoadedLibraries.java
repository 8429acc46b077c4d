package sc.fiji.stfpm.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which native libraries of a folder this process has loaded. */
public final class LoadedLibraries {
	private static final Path MAPS = Path.of("/proc/self/maps");
	private static final String LIBRARY = ".*\\.(so(\\.\\d+)*|dll|dylib)";

	private LoadedLibraries() {}

	/** Names, sorted. Linux tells what is loaded; elsewhere it is all that lie there, as the engine loads them all. */
	public static List<String> of(Path folder) throws IOException {
		return Files.isReadable(MAPS) ? of(folder, Files.readAllLines(MAPS)) : names(lying(folder));
	}

	/** @param maps lines that end with the path of a file, where there is one */
	static List<String> of(Path folder, List<String> maps) throws IOException {
		Set<String> mapped = maps.stream().filter(line -> line.indexOf('/') >= 0).map(line -> line.substring(line.indexOf('/'))).collect(Collectors
			.toSet());
		List<Path> loaded = new ArrayList<>();
		for (Path file : lying(folder))
			// The system tells where a link leads to.
			if (mapped.contains(file.toRealPath().toString())) loaded.add(file);
		return names(loaded);
	}

	private static List<Path> lying(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.getFileName().toString().matches(LIBRARY)).toList();
		}
	}

	private static List<String> names(List<Path> files) {
		return files.stream().map(file -> file.getFileName().toString()).sorted().toList();
	}
}
