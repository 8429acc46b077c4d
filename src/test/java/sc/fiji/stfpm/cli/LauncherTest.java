package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** scripts/stfpm in a checkout of its own, whose path has spaces, with this very Java, or a program that only writes down how it is called. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
	private static final String VERSION = "STFPM development\n";

	@TempDir
	private Path folder;
	private Path checkout, target, calls;

	/** Built already. */
	@BeforeEach
	void checkout() throws IOException {
		checkout = folder.resolve("my (new) checkout");
		target = Files.createDirectories(checkout.resolve("target"));
		calls = folder.resolve("calls");
		Files.copy(Path.of("scripts/stfpm"), Files.createDirectories(checkout.resolve("scripts")).resolve("stfpm"));
		Files.writeString(checkout.resolve("pom.xml"), "");
		Files.copy(Path.of("target/runtime.classpath"), target.resolve("stfpm.classpath"));
		Path classes = Path.of(StfpmCli.class.getProtectionDomain().getCodeSource().getLocation().getPath());
		Files.createSymbolicLink(target.resolve("classes"), classes);
	}

	/** The first start makes it; all print what was asked for and nothing else. */
	@Test
	void fromTheSecondStartOnJavaFindsTheLibrariesClassesInAnArchive() throws Exception {
		Path java = Path.of(System.getProperty("java.home"), "bin"), loaded = folder.resolve("loaded");
		Run first = start(java);
		assertEquals(VERSION, first.out);
		assertTrue(first.err.startsWith("Preparing faster starts of " + java) && first.err.lines().count() == 1, first.err);
		assertEquals(new Run(0, VERSION, ""), start(java));
		Run logged = start(java, "JDK_JAVA_OPTIONS=-Xlog:class+load:file=" + loaded);
		assertEquals(VERSION, logged.out);
		assertTrue(Files.readAllLines(loaded).stream().anyMatch(line -> line.contains("picocli.CommandLine source: shared objects file")));

		Path archive = archives().get(0);
		Files.delete(archive);
		Files.writeString(archive, "no archive");
		assertEquals(new Run(0, VERSION, ""), start(java));
		assertEquals(List.of("classes", archive.getFileName().toString(), "stfpm.classpath"), names());
	}

	@Test
	void aJavaThatCannotMakeAnArchiveIsAskedOnce() throws Exception {
		Path java = program("java", "case \"$*\" in *Rehearsal*) echo noise; echo noise >&2; exit 1;; *-Xshare:dump*) exit 1;; esac");
		assertEquals("Preparing faster starts of " + java + "/java, which takes a few seconds, once\nThis Java cannot; it starts without\n", start(java).err);
		Files.delete(calls);
		assertEquals(new Run(0, "", ""), start(java));
		assertTrue(Files.readString(calls).startsWith("java --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -cp ") && Files.readAllLines(calls).size() == 1);
	}

	/** Java refuses to start with two. */
	@Test
	void aCollectorThatTheUserChoseIsTheOnlyOne() throws Exception {
		Path java = program("java", "");
		start(java);
		Files.delete(calls);
		start(java, "JDK_JAVA_OPTIONS=-Xmx1g -XX:+UseParallelGC");
		assertFalse(Files.readString(calls).contains("GC"), Files.readString(calls));
		start(java, "JDK_JAVA_OPTIONS=-Xmx1g");
		assertTrue(Files.readString(calls).contains("-XX:+UseSerialGC"), Files.readString(calls));
	}

	@Test
	void anotherJavaAnUpgradedOneAndOtherLibrariesGetAnArchiveOfTheirOwn() throws Exception {
		String dump = "case \"$*\" in *-Xshare:dump*) for a; do case $a in -XX:SharedArchiveFile=*) echo x >\"${a#*=}\";; esac; done;; esac";
		Path one = program("java", dump);
		assertTrue(start(one).err.startsWith("Preparing"));
		assertEquals("", start(one).err);
		Files.move(one, folder.resolve("other"));
		assertTrue(start(folder.resolve("other")).err.startsWith("Preparing"));
		assertEquals(2, archives().size());

		for (Path archive : archives())
			Files.setLastModifiedTime(archive, FileTime.from(Instant.now().plusSeconds(60)));
		assertEquals("", start(folder.resolve("other")).err);
		for (Path archive : archives())
			Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minusSeconds(60)));
		assertTrue(start(folder.resolve("other")).err.startsWith("Preparing"));
	}

	@Test
	void theLibrariesOfTheTestsAreNotAmongThoseOfTheCommandLine() throws Exception {
		Files.delete(target.resolve("stfpm.classpath"));
		program("mvn", "for a; do case $a in -Dmdep.outputFile=*) echo a.jar >\"${a#*=}\";; esac; done");
		start(program("java", ""));
		List<String> lines = Files.readAllLines(calls);
		assertTrue(lines.get(0).startsWith("mvn ") && lines.get(0).contains(" -DincludeScope=runtime "), lines.get(0));
		String last = lines.get(lines.size() - 1);
		assertTrue(last.endsWith(" -cp a.jar:" + target + "/classes sc.fiji.stfpm.cli.StfpmCli --version"), last);
	}

	@Test
	void theRehearsalGoesWellAndLeavesNothing() throws IOException {
		long before = left();
		assertEquals(0, Rehearsal.run());
		assertEquals(before, left());
	}

	private static long left() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter(file -> file.getFileName().toString().startsWith("stfpm-rehearsal")).count();
		}
	}

	/** A program that notes its arguments in a line of {@link #calls}; its folder. */
	private Path program(String name, String rest) throws IOException {
		Path bin = Files.createDirectories(folder.resolve("bin")), file = bin.resolve(name);
		Files.writeString(file, "#!/bin/sh\necho " + name + " \"$@\" >>'" + calls + "'\n" + rest + "\n");
		assertTrue(file.toFile().setExecutable(true));
		return bin;
	}

	private List<Path> archives() throws IOException {
		try (Stream<Path> files = Files.list(target)) {
			return files.filter(file -> file.toString().endsWith(".jsa")).toList();
		}
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(target)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private record Run(int code, String out, String err) {}

	/** {@code scripts/stfpm --version} with that folder's java, or mvn. */
	private Run start(Path bin, String... environment) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(checkout.resolve("scripts/stfpm").toString(), "--version");
		builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
		for (String variable : environment)
			builder.environment().put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
		Path out = folder.resolve("out"), err = folder.resolve("err");
		int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
		assertFalse(Files.exists(checkout.resolve("out")));
		return new Run(code, Files.readString(out), Files.readString(err));
	}
}
