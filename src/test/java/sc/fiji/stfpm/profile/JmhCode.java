package sc.fiji.stfpm.profile;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The code that JMH runs benchmarks with, made by its annotation processor. Not by the build: it runs no processor for classes that were compiled
 * before, and tests need none.
 */
final class JmhCode {
	private static final String PROCESSOR = "org.openjdk.jmh.generators.BenchmarkProcessor";
	private static final String CLASS_PATH = "java.class.path";

	private JmhCode() {}

	/**
	 * Writes it to a folder of its own, where no test is looked for, and puts that on the class path of the
	 * processes that are started.
	 *
	 * @param sources folder in which benchmarks are the files {@code *Jmh.java}
	 */
	static void generate(Path sources, Path classes) throws IOException {
		Files.createDirectories(classes);
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null); Stream<Path> all = Files.walk(sources)) {
			List<Path> benchmarks = all.filter(file -> file.toString().endsWith("Jmh.java")).toList();
			List<String> options = List.of("-processor", PROCESSOR, "-d", classes.toString(), "-classpath", System.getProperty(CLASS_PATH));
			if (!compiler.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(benchmarks)).call())
				throw new IOException("The benchmarks could not be compiled; the profile benchmark-jmh has what that needs");
		}
		System.setProperty(CLASS_PATH, System.getProperty(CLASS_PATH) + File.pathSeparator + classes.toAbsolutePath());
	}
}
