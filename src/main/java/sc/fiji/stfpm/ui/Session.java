package sc.fiji.stfpm.ui;

import java.awt.GraphicsEnvironment;

import ij.macro.Interpreter;

/** How ImageJ runs right now. */
public final class Session {
	private Session() {}

	/** Whether windows must not open: batch mode, or no screen. */
	public static boolean isSilent() {
		return Interpreter.isBatchMode() || GraphicsEnvironment.isHeadless();
	}
}
