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

/** A display for ImageJ's windows: the user's own, or one Xvfb for all tests of this virtual machine. */
final class VirtualDisplay {
	private static String started;

	private VirtualDisplay() {}

	/**
	 * Gives a process a display. Without one, and without Xvfb, the calling test is skipped, or fails where the
	 * environment variable CI is set or the system property {@code stfpm.requireDisplay} is true.
	 */
	static void provide(ProcessBuilder process) {
		boolean native_ = !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
		if (native_ || process.environment().get("DISPLAY") != null) return;
		if (!isInstalled()) {
			String message = "ImageJ's windows need a display; install Xvfb (Debian, Ubuntu: apt-get install xvfb)";
			if (System.getenv("CI") != null || Boolean.getBoolean("stfpm.requireDisplay")) Assertions.fail(message);
			Assumptions.abort("Skipped: " + message);
		}
		process.environment().put("DISPLAY", name());
	}

	private static boolean isInstalled() {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> new File(folder, "Xvfb").canExecute());
	}

	private static synchronized String name() {
		if (started == null) started = start();
		return started;
	}

	private static String start() {
		try {
			Process xvfb = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp")
				.redirectError(ProcessBuilder.Redirect.DISCARD).start();
			Runtime.getRuntime().addShutdownHook(new Thread(xvfb::destroy));
			String number = new BufferedReader(new InputStreamReader(xvfb.getInputStream())).readLine();
			if (number == null) throw new IOException("Xvfb did not start");
			return ":" + number;
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
