package sc.fiji.stfpm.ui;

import java.awt.GraphicsEnvironment;

import ij.IJ;
import ij.macro.Interpreter;

/** How ImageJ runs right now. */
public final class Session {
	private Session() {}

	/** Whether nobody sits in front: a macro runs, or there is no screen. Failures then stop the script; nothing is asked. */
	public static boolean isUnattended() {
		return IJ.isMacro() || GraphicsEnvironment.isHeadless();
	}

	/** Whether windows must not open: batch mode, or no screen. */
	public static boolean isSilent() {
		return Interpreter.isBatchMode() || GraphicsEnvironment.isHeadless();
	}
}
