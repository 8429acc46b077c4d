package sc.fiji.stfpm.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adds the plugin and its libraries to a Fiji. Two jars are the same library where they have the same group and artifact,
 * or a class in common; what their files are called says nothing. A library that Fiji has is left out, with both versions
 * named where they differ. Nothing of Fiji's is replaced; what an earlier run added goes away.
 */
public final class InstallIntoFiji {
	/** In Fiji's folder, the names of what this class added. */
	private static final String LIST = "plugins/STFPM.installed";
	/** Any version of the plugin, however it came there. */
	private static final Pattern PLUGIN = Pattern.compile("plugins/STFPM_.*\\.jar");
	/** Cannot be exchanged for another version: engine and interface belong together. */
	private static final String DJL = "ai/djl/";

	/** What a jar is. */
	private record Library(Path jar, Set<String> coordinates, String version, Set<String> classes) {
		static Library of(Path jar) throws IOException {
			Set<String> coordinates = new HashSet<>(), classes = new HashSet<>();
			Optional<String> version = Optional.empty();
			try (JarFile file = new JarFile(jar.toFile())) {
				for (JarEntry entry : Collections.list(file.entries())) {
					String name = entry.getName();
					if (name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF/")) classes.add(name);
					if (!name.endsWith("/pom.properties")) continue;
					Properties maven = new Properties();
					try (InputStream in = file.getInputStream(entry)) {
						maven.load(in);
					}
					coordinates.add(maven.getProperty("groupId") + ":" + maven.getProperty("artifactId"));
					version = Optional.ofNullable(maven.getProperty("version"));
				}
			}
			String name = jar.getFileName().toString();
			return new Library(jar, coordinates, version.orElse(name.replaceFirst("\\.jar$", "")), classes);
		}

		boolean isSame(Library other) {
			return !Collections.disjoint(coordinates, other.coordinates) || !Collections.disjoint(classes, other.classes);
		}
	}

	private final Path fiji;

	private InstallIntoFiji(Path fiji) {
		this.fiji = fiji;
	}

	/** Arguments: Fiji's folder, what the build made for Fiji. Ends with 2 where the plugin could not work. */
	public static void main(String[] arguments) throws IOException {
		Path fiji = Path.of(arguments[0]).toRealPath();
		List<String> clashes = new InstallIntoFiji(fiji).install(Path.of(arguments[1]));
		clashes.forEach(System.err::println);
		if (clashes.stream().anyMatch(clash -> clash.startsWith("Not installed"))) System.exit(2);
		System.out.println("Installed into " + fiji + "; restart Fiji, then Plugins > Anomaly Detection.");
	}

	/** Returns what could not be added, and why. */
	List<String> install(Path built) throws IOException {
		Path list = fiji.resolve(LIST);
		Set<String> earlier = new HashSet<>(Files.exists(list) ? Files.readAllLines(list) : List.of());
		List<Library> shipped = new ArrayList<>();
		for (String folder : List.of("jars", "plugins"))
			for (Path jar : jars(fiji.resolve(folder))) {
				if (PLUGIN.matcher(name(fiji, jar)).matches()) earlier.add(name(fiji, jar));
				if (!earlier.contains(name(fiji, jar))) shipped.add(Library.of(jar));
			}
		List<Path> wanted = new ArrayList<>();
		List<String> clashes = new ArrayList<>();
		for (Path jar : jars(built)) {
			Library own = Library.of(jar);
			Optional<Library> other = shipped.stream().filter(own::isSame).findFirst();
			if (other.isEmpty()) wanted.add(jar);
			else if (!UpdaterChecksum.of(jar).equals(UpdaterChecksum.of(other.get().jar))) clashes.add(clash(own, other.get()));
		}
		if (clashes.stream().anyMatch(clash -> clash.startsWith("Not installed"))) return clashes;
		for (String name : earlier)
			Files.deleteIfExists(fiji.resolve(name));
		for (Path jar : wanted) {
			Path target = fiji.resolve(name(built, jar));
			Files.createDirectories(target.getParent());
			Files.copy(jar, target, StandardCopyOption.REPLACE_EXISTING);
		}
		Files.write(list, wanted.stream().map(jar -> name(built, jar)).toList());
		return clashes;
	}

	private String clash(Library own, Library other) {
		boolean needed = own.classes.stream().anyMatch(name -> name.startsWith(DJL)) || own.jar.toString().contains("plugins");
		return (needed ? "Not installed: " : "Left out: ") + own.jar.getFileName() + " is version " + own.version + ", but "
			+ other.jar + " is version " + other.version + (needed ? " of the same. Remove that one first" : "; that one is used");
	}

	private static String name(Path root, Path file) {
		return root.relativize(file).toString().replace('\\', '/');
	}

	private static List<Path> jars(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().collect(Collectors.toList());
		}
	}
}
