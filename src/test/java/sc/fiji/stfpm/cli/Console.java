package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs verbs and keeps what the last one printed, output and errors together. */
final class Console {
	private final StringWriter printed = new StringWriter();

	/** @return the exit code */
	int run(String... args) {
		printed.getBuffer().setLength(0);
		PrintWriter writer = new PrintWriter(printed, true);
		return StfpmCli.run(args, writer, writer);
	}

	void assertPrinted(String text) {
		assertTrue(printed.toString().contains(text), () -> "expected '" + text + "' in: " + printed);
	}
}
