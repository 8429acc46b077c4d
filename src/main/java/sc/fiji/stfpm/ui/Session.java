package sc.fiji.stfpm.ui;

import java.awt.GraphicsEnvironment;

import ij.macro.Interpreter;
import ij.plugin.frame.Recorder;

/** How ImageJ runs right now. */
public final class Session {
	private Session() {}

	/** Whether the macro recorder is open. ImageJ has a method for it, but not in older versions. */
	public static boolean isRecording() {
		return !GraphicsEnvironment.isHeadless() && Recorder.record;
	}

	/** Whether windows must not open: batch mode, or no screen. */
	public static boolean isSilent() {
		return Interpreter.isBatchMode() || GraphicsEnvironment.isHeadless();
	}
}
