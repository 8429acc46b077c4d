package sc.fiji.stfpm.testing.imagej;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import sc.fiji.stfpm.files.FolderTree;

/** The parts from which a Fiji is put together: {@code ../shared/fiji-stack}, or what {@code -Dfiji.stack} names. */
public final class FijiStack {
	private static final Path TARGET = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target");
	/** Where the copies of Fiji are. */
	static final Path FOLDER = TARGET.resolve("fijis");

	private FijiStack() {}

	/** Makes a new copy of Fiji, without the plugin. Where there are no parts, the calling test is skipped, which says so. */
	public static Path copy(String name) throws IOException, InterruptedException {
		Path copy = FOLDER.resolve(name);
		FolderTree.delete(copy);
		copy(assembled(), copy);
		return copy;
	}

	/** Fiji as it comes; not to be changed. */
	public static Path pristine() {
		return FOLDER.resolve("pristine");
	}

	private static synchronized Path assembled() throws IOException, InterruptedException {
		Path stack = Path.of(System.getProperty("fiji.stack", TARGET.resolve("../../shared/fiji-stack").toString())).normalize();
		Path script = stack.resolve("assemble");
		if (!Files.isRegularFile(script)) {
			String message = "Skipped: there is no Fiji to run in, as " + script + " is missing; -Dfiji.stack=FOLDER names"
				+ " another folder of Fiji's parts";
			System.out.println(message);
			Assumptions.abort(message);
		}
		Path fiji = pristine();
		if (Files.isDirectory(fiji)) return fiji;
		Path making = FOLDER.resolve("making");
		FolderTree.delete(making);
		Files.createDirectories(FOLDER);
		File log = FOLDER.resolve("assemble.log").toFile();
		Process process = new ProcessBuilder("bash", script.toString(), making.toString()).redirectErrorStream(true)
			.redirectOutput(log).start();
		if (process.waitFor() != 0) throw new IOException(Files.readString(log.toPath()));
		addJavaScript(stack, making);
		return Files.move(making, fiji);
	}

	/** The stack has it, but its layout leaves it out, as the engine came with Java once. */
	private static void addJavaScript(Path stack, Path fiji) throws IOException {
		if (!Files.isDirectory(others("javascript"))) return;
		try (Stream<Path> built = Files.list(stack.resolve("built")); Stream<Path> engine = Files.list(others("javascript"))) {
			for (Path jar : Stream.concat(built.filter(file -> file.getFileName().toString().startsWith("scripting-javascript-")),
				engine).toList())
				Files.copy(jar, fiji.resolve("jars").resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/** A folder of jars that the build fetched for copies of Fiji. */
	public static Path others(String name) {
		return TARGET.resolve("fiji-others").resolve(name);
	}

	/** Exchanges libraries of a copy for other versions. */
	public static void exchange(Path fiji, Path others) throws IOException {
		try (Stream<Path> jars = Files.list(others)) {
			for (Path jar : jars.toList()) {
				String artifact = jar.getFileName().toString().replaceFirst("-\\d.*", "");
				try (Stream<Path> old = Files.list(fiji.resolve("jars"))) {
					for (Path each : old.filter(file -> file.getFileName().toString().matches(artifact + "-\\d.*")).toList())
						Files.delete(each);
				}
				Files.copy(jar, fiji.resolve("jars").resolve(jar.getFileName()));
			}
		}
	}

	private static void copy(Path from, Path to) throws IOException {
		Files.walkFileTree(from, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
				Files.createDirectories(to.resolve(from.relativize(folder)));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.copy(file, to.resolve(from.relativize(file)));
				return FileVisitResult.CONTINUE;
			}
		});
	}
}
