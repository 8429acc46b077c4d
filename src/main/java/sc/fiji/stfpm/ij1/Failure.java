package sc.fiji.stfpm.ij1;

import java.io.PrintWriter;
import java.io.StringWriter;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.frame.Recorder;
import sc.fiji.stfpm.commands.CommandFailedException;
import sc.fiji.stfpm.ui.Session;

/**
 * How a command ends that did not do its work: whoever is there is told, and the macro or script that called is stopped.
 * A dialog opens only where somebody sits in front; elsewhere the message goes to the log.
 */
final class Failure {
	private final Caller caller;
	private final String title;

	/** @param title of the command */
	Failure(Caller caller, String title) {
		this.caller = caller;
		this.title = title;
	}

	/** @param reason null or blank where the user cancelled, which needs no message */
	void report(String reason) {
		boolean silent = reason == null || reason.isBlank();
		String message = silent ? title + " was cancelled" : reason.startsWith(title) ? reason : title + ": " + reason;
		if (caller.program()) {
			if (!caller.watched()) IJ.log(message);
			else if (!silent) showToProgrammer(message);
			stop(message);
		}
		else if (!caller.watched()) throw new CommandFailedException(message, null);
		else showToPerson(silent ? null : message);
	}

	/** Not by {@link IJ#error(String, String)}, which would stop a macro that happens to run elsewhere. */
	private void showToPerson(String message) {
		if (Session.isRecording()) Recorder.disableCommandRecording();
		if (message != null) IJ.showMessage(title, message.startsWith(title + ": ") ? message.substring(title.length() + 2)
			: message);
	}

	/** Logs the stack trace of what no user can mend. Returns the reason to report. */
	String logged(Throwable bug) {
		StringWriter trace = new StringWriter();
		bug.printStackTrace(new PrintWriter(trace, true));
		IJ.log(trace.toString());
		return "failed unexpectedly: " + bug;
	}

	/** A macro's error dialog names the line. */
	private void showToProgrammer(String message) {
		try {
			if (caller.macro()) IJ.error(title, message);
			else IJ.showMessage(title, message);
		}
		catch (RuntimeException shown) {
			// This is how ImageJ ends a macro here, but what runs commands for ImageJ swallows it; stop(String) gets through
		}
	}

	/**
	 * Stops the macro or script. ImageJ swallows what a plugin throws. After the plugin's end it throws itself where
	 * {@link Macro#abort()} was called, if there is a window or batch mode and {@link IJ} knows of no macro.
	 */
	private void stop(String message) {
		if (caller.macro()) end(Interpreter.getInstance(), message);
		forgetMacro();
		if (IJ.getInstance() == null && !(caller.macro() && Interpreter.isBatchMode())) {
			Macro.setOptions(null);
			throw new ScriptStop(new CommandFailedException(message, null));
		}
		Macro.abort();
	}

	/** Ends a macro with no dialog. */
	private static void end(Interpreter macro, String message) {
		if (macro == null || macro.done()) return;
		macro.setIgnoreErrors(true);
		macro.abort(message);
	}

	/** Makes {@link IJ} forget which macro runs; nothing else does that with no side effect. */
	private static void forgetMacro() {
		ImagePlus image = WindowManager.getTempCurrentImage();
		WindowManager.setTempCurrentImage(new ImagePlus());
		IJ.getImage((Interpreter) null);
		WindowManager.setTempCurrentImage(image);
	}
}
