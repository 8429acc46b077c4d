package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** Runs verbs and keeps what the last one printed. */
final class Console {
	private StringWriter out = new StringWriter();
	private StringWriter err = new StringWriter();

	/** @return the exit code */
	int run(Object... args) {
		out = new StringWriter();
		err = new StringWriter();
		return StfpmCli.run(Arrays.stream(args).map(Object::toString).toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(
			err, true));
	}

	String out() {
		return out.toString();
	}

	String err() {
		return err.toString();
	}

	/** Output, then errors. */
	String printed() {
		return out() + err();
	}

	void assertPrinted(String text) {
		assertTrue(printed().contains(text), () -> "expected '" + text + "' in: " + printed());
	}
}
