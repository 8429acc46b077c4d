package sc.fiji.stfpm.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Chromium or Chrome without a window, with an empty profile and no network use of its own. */
public final class Browser {
	private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");
	private static final int LIMIT_S = 120;

	private final Path program;
	private final Path folder;
	private int runs;

	private Browser(Path program, Path folder) {
		this.program = program;
		this.folder = folder;
	}

	/**
	 * The installed browser. Where there is none, the calling test is skipped, or fails where the environment variable CI
	 * is set on Linux, whose automatic builds install one.
	 *
	 * @param folder for its profiles and output
	 */
	public static Browser find(Path folder) {
		Optional<Path> program = Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).flatMap(path -> PROGRAMS
			.stream().map(name -> Path.of(path, name))).filter(Files::isExecutable).findFirst();
		if (program.isEmpty()) {
			String message = "The report's look is tested in Chromium; install it (Debian, Ubuntu: apt-get install chromium)";
			if (System.getenv("CI") != null && System.getProperty("os.name").contains("Linux")) Assertions.fail(message);
			Assumptions.abort("Skipped: " + message);
		}
		return new Browser(program.get(), folder);
	}

	/** The document of a page after its scripts ran; pages in files may look at frames that come from files. */
	public String dom(Path page) throws IOException, InterruptedException {
		return run(page, "--dump-dom", "--virtual-time-budget=20000", "--allow-file-access-from-files");
	}

	/** A PNG of the page's first screen. */
	public void screenshot(Path page, int width, int height, Path png) throws IOException, InterruptedException {
		run(page, "--screenshot=" + png.toAbsolutePath(), "--window-size=" + width + "," + height, "--hide-scrollbars");
	}

	/** The same as somebody sees it who prefers dark pages. */
	public void darkScreenshot(Path page, int width, int height, Path png) throws IOException, InterruptedException {
		run(page, "--screenshot=" + png.toAbsolutePath(), "--window-size=" + width + "," + height, "--hide-scrollbars",
			"--blink-settings=preferredColorScheme=0");
	}

	/** The page as it is printed. */
	public void print(Path page, Path pdf) throws IOException, InterruptedException {
		run(page, "--print-to-pdf=" + pdf.toAbsolutePath(), "--no-pdf-header-footer");
	}

	private String run(Path page, String... options) throws IOException, InterruptedException {
		Path here = Files.createDirectories(folder.resolve("browser" + ++runs)), output = here.resolve("output.txt"),
				errors = here.resolve("errors.txt");
		List<String> command = new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox", "--disable-gpu",
			"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
			"--disable-sync", "--disable-dev-shm-usage", "--user-data-dir=" + here.resolve("profile")));
		command.addAll(Stream.of(options).toList());
		command.add(page.toUri().toString());
		Process process = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
		boolean ended = process.waitFor(LIMIT_S, TimeUnit.SECONDS);
		if (!ended) process.destroyForcibly().waitFor();
		assertTrue(ended, () -> "The browser did not end: " + text(errors));
		assertEquals(0, process.exitValue(), () -> text(errors));
		return text(output);
	}

	private static String text(Path file) {
		try {
			return Files.readString(file, StandardCharsets.UTF_8);
		}
		catch (IOException e) {
			return file + ": " + e;
		}
	}
}
