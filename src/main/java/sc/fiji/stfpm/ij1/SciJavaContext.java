package sc.fiji.stfpm.ij1;

import org.scijava.Context;
import org.scijava.plugin.DefaultPluginFinder;
import org.scijava.plugin.PluginIndex;

import ij.IJ;

/** The SciJava context to run commands in: Fiji's where there is one, else one of our own that lives as long as ImageJ. */
final class SciJavaContext {
	private static Context own;

	private SciJavaContext() {}

	static synchronized Context get() {
		Context context = isFiji() ? (Context) IJ.runPlugIn("org.scijava.Context", "") : null;
		if (context != null) return context;
		if (own == null) {
			// The first command takes a moment longer.
			IJ.showStatus("Starting Anomaly Detection");
			own = start();
			IJ.showStatus("");
		}
		return own;
	}

	private static boolean isFiji() {
		try {
			Class.forName("net.imagej.legacy.LegacyService", false, SciJavaContext.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException e) {
			return false;
		}
	}

	/** ImageJ loads plugins with a class loader that is nobody's context class loader, where SciJava would look. */
	private static Context start() {
		ClassLoader loader = SciJavaContext.class.getClassLoader();
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(loader);
		try {
			return new Context(new PluginIndex(new DefaultPluginFinder(loader)));
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}
}
