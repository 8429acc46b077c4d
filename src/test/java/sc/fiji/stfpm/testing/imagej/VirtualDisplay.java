package sc.fiji.stfpm.testing.imagej;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A display for ImageJ's windows: the user's own, or one Xvfb for all tests of this virtual machine, with the window
 * manager openbox where it is installed. Without a window manager no window is ever activated, for which ImageJ waits a
 * second each time.
 */
public final class VirtualDisplay {
	private static String started;

	private VirtualDisplay() {}

	/**
	 * Gives a process a display. Without one, and without Xvfb, the calling test is skipped, or fails where the
	 * environment variable CI is set or the system property {@code stfpm.requireDisplay} is true.
	 */
	public static void provide(ProcessBuilder process) {
		boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
		if (!linux || process.environment().get("DISPLAY") != null) return;
		if (!isInstalled("Xvfb")) {
			String message = "ImageJ's windows need a display; install Xvfb (Debian, Ubuntu: apt-get install xvfb)";
			if (System.getenv("CI") != null || Boolean.getBoolean("stfpm.requireDisplay")) Assertions.fail(message);
			Assumptions.abort("Skipped: " + message);
		}
		process.environment().put("DISPLAY", name());
	}

	private static boolean isInstalled(String program) {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> new File(folder, program)
			.canExecute());
	}

	private static synchronized String name() {
		if (started == null) started = start();
		return started;
	}

	private static String start() {
		try {
			Process xvfb = untilExit(new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten",
				"tcp"));
			String number = new BufferedReader(new InputStreamReader(xvfb.getInputStream())).readLine();
			if (number == null) throw new IOException("Xvfb did not start");
			String display = ":" + number;
			if (isInstalled("openbox")) {
				ProcessBuilder openbox = new ProcessBuilder("openbox").redirectOutput(ProcessBuilder.Redirect.DISCARD);
				openbox.environment().put("DISPLAY", display);
				untilExit(openbox);
			}
			return display;
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Starts a process that ends with this virtual machine. */
	private static Process untilExit(ProcessBuilder builder) throws IOException {
		Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
		return process;
	}
}
