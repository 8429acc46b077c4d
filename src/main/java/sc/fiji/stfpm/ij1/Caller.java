package sc.fiji.stfpm.ij1;

import ij.IJ;
import ij.macro.Interpreter;
import sc.fiji.stfpm.ui.Session;

/**
 * Who runs a command.
 *
 * @param program a macro or script; else a person who chose from the menu
 * @param watched whether somebody sits in front, so that a dialog may open
 * @param macro the macro that runs; null where none does
 */
record Caller(boolean program, boolean watched, Interpreter macro) {
	/** The start of the name that {@link IJ#run(String, String)} gives to the thread of a macro or script. */
	private static final String RUN = "Run$_";

	/** To be asked before the command runs, as that may use {@link IJ#run(String, String)} itself. */
	static Caller current() {
		return new Caller(Thread.currentThread().getName().startsWith(RUN), IJ.getInstance() != null && !Session.isSilent(),
			Interpreter.getInstance());
	}
}
