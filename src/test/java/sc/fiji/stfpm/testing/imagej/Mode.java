package sc.fiji.stfpm.testing.imagej;

/** The ways in which people run a macro in plain ImageJ. */
public enum Mode {
	/** In the window of ImageJ, images shown. */
	GUI,
	/** In the window of ImageJ, images hidden by {@code setBatchMode(true)}. */
	GUI_BATCH,
	/** {@code ImageJ -batch macro}: no window of ImageJ, but a display. */
	BATCH,
	/** No display at all; ImageJ patched as Fiji patches it for {@code --headless}. */
	HEADLESS;

	boolean needsDisplay() {
		return this != HEADLESS;
	}

	/** ImageJ's option that runs a macro file in this mode. */
	String option() {
		return this == GUI || this == GUI_BATCH ? "-macro" : "-batch";
	}
}
