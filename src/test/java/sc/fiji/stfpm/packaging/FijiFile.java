package sc.fiji.stfpm.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that goes into Fiji.
 *
 * @param name path in Fiji, with slashes
 * @param source where it is now
 * @param platform Fiji's name of the only platform that needs it; empty for all
 */
record FijiFile(String name, Path source, Optional<String> platform) {
	private static final String NATIVES = "pytorch-native-cpu-";
	/** Fiji's names of platforms, by the ends of the names of PyTorch's jars. */
	private static final Map<String, String> PLATFORMS = Map.of("-linux-x86_64.jar", "linux64", "-linux-aarch64.jar",
		"linux-arm64", "-win-x86_64.jar", "win64", "-osx-aarch64.jar", "macos-arm64");

	/**
	 * What the build made for Fiji.
	 *
	 * @param built has {@code jars} and {@code plugins}
	 * @param natives may have PyTorch's jars for further platforms; need not exist
	 * @param work for files made on the way
	 */
	static List<FijiFile> of(Path built, Path natives, Path work) throws IOException {
		List<FijiFile> files = new ArrayList<>();
		for (Path jar : jars(built.resolve("plugins")))
			files.add(new FijiFile("plugins/" + jar.getFileName(), jar, Optional.empty()));
		for (Path jar : jars(built.resolve("jars")))
			if (!isNative(jar)) files.add(new FijiFile("jars/" + jar.getFileName(), jar, Optional.empty()));
		for (Path folder : List.of(built.resolve("jars"), natives))
			for (Path jar : jars(folder))
				if (isNative(jar)) addNative(files, jar, work);
		return files;
	}

	/** Whether a Fiji of a platform needs the file. */
	boolean isFor(String fijiPlatform) {
		return platform.isEmpty() || platform.get().equals(fijiPlatform);
	}

	private static void addNative(List<FijiFile> files, Path jar, Path work) throws IOException {
		String platform = platform(jar);
		String name = "jars/" + platform + "/" + jar.getFileName();
		if (files.stream().noneMatch(file -> file.name.equals(name))) files.add(new FijiFile(name, NativeJar
			.forModulePath(jar, work), Optional.of(platform)));
	}

	private static boolean isNative(Path jar) {
		return jar.getFileName().toString().startsWith(NATIVES);
	}

	private static String platform(Path jar) throws IOException {
		String name = jar.getFileName().toString();
		return PLATFORMS.entrySet().stream().filter(known -> name.endsWith(known.getKey())).map(Map.Entry::getValue)
			.findFirst().orElseThrow(() -> new IOException(jar + ": its name ends with none of " + PLATFORMS.keySet()));
	}

	private static List<Path> jars(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) return List.of();
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
		}
	}
}
