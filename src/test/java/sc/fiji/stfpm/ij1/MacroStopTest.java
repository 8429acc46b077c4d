package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.macro.Interpreter;

/** A macro calls the bridge by {@code call}, as ImageJ has no menus here; what ImageJ's {@code run} swallows is swallowed. */
public class MacroStopTest {
	private static final String FAIL = "call('" + MacroStopTest.class.getName() + ".run', 'FailingCommand');";

	private static int reached;
	private static Interpreter stopped;

	/** For the macros. */
	public static String run(String command) {
		stopped = Interpreter.getInstance();
		String name = Thread.currentThread().getName();
		Thread.currentThread().setName("Run$_" + name);
		try {
			new CommandBridge().run(command);
		}
		catch (RuntimeException swallowed) {
			// as by ij.Executer
		}
		finally {
			Thread.currentThread().setName(name);
		}
		return "";
	}

	/** For the macros. */
	public static String reach(String ignored) {
		reached++;
		return "";
	}

	@Test
	void stopsTheMacroWithItsMessage() {
		reached = 0;
		IJ.runMacro(FAIL + "call('" + MacroStopTest.class.getName() + ".reach', '');");
		assertEquals(0, reached);
		assertTrue(stopped.done());
		assertEquals("Fail: 'model' is missing", stopped.getErrorMessage());
	}
}
