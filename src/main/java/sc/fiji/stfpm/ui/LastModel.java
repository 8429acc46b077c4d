package sc.fiji.stfpm.ui;

import java.io.File;

import ij.Prefs;

/** The model file that was used last, kept in ImageJ's preferences and offered in dialogs; never used without being named. */
public final class LastModel {
	private static final String KEY = "stfpm.model";

	private LastModel() {}

	/** The file, or one of an empty path where there is none or it is gone. */
	public static File get() {
		File file = new File(Prefs.get(KEY, ""));
		return file.isFile() ? file : new File("");
	}

	public static void set(File model) {
		Prefs.set(KEY, model.getAbsolutePath());
	}
}
