package sc.fiji.stfpm.ij1;

import ij.IJ;
import ij.macro.Interpreter;
import sc.fiji.stfpm.ui.Session;

/**
 * Who runs a command.
 *
 * @param program a macro or script; else a person who chose from the menu
 * @param macro whether it is an ImageJ macro
 * @param watched whether somebody sits in front, so that a dialog may open
 */
record Caller(boolean program, boolean macro, boolean watched) {
	/** The start of the name that {@link IJ#run(String, String)} gives to the thread of a macro or script. */
	private static final String RUN = "Run$_";

	/** To be asked before the command runs, as that may use {@link IJ#run(String, String)} itself. */
	static Caller current() {
		return new Caller(Thread.currentThread().getName().startsWith(RUN), isMacro(), IJ.getInstance() != null && !Session
			.isSilent());
	}

	/** Other threads may run macros at the same time; {@link Interpreter#getInstance()} does not tell whose it is. */
	private static boolean isMacro() {
		return StackWalker.getInstance().walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(Interpreter.class
			.getName())));
	}
}
