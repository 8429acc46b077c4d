package sc.fiji.stfpm.network;

import java.security.CodeSource;
import java.util.Locale;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Starts DJL's PyTorch engine once for the whole virtual machine, with the settings that it reads only at its start.
 * Settings that the user gave as system properties are left alone. Thread-safe.
 */
public final class EngineSetup {
	/** The version of DJL that this plugin was built with: interface and engine belong together. */
	static final String DJL = "0.36.0";

	private static Engine engine;

	private EngineSetup() {}

	/**
	 * Limits the threads of PyTorch and of the virtual machine's common pool, which has one less, as whoever waits for it works, too. Has
	 * to be called before either has begun.
	 *
	 * @param threads at least 1
	 * @throws IllegalStateException if the engine is running already
	 */
	public static synchronized void useThreads(int threads) {
		if (threads < 1) throw new IllegalArgumentException("Expected at least 1 thread, found " + threads);
		if (engine != null) throw new IllegalStateException("PyTorch is running already, with " + System.getProperty(EngineThreads.PROPERTY) + " threads");
		System.setProperty(EngineThreads.PROPERTY, Integer.toString(threads));
		System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", Integer.toString(threads - 1));
	}

	/**
	 * The running engine, started by the first call.
	 *
	 * @throws EngineUnavailableException if no PyTorch library for this platform is on the class path or it cannot be
	 *           loaded; the message says what to add
	 */
	static synchronized Engine engine() {
		if (engine == null) engine = start();
		return engine;
	}

	private static Engine start() {
		setDefault("ai.djl.offline", "true");
		EngineThreads.settle();
		setDefault("ai.djl.pytorch.num_interop_threads", "1");
		setDefault("ai.djl.pytorch.graph_optimizer", "false");
		NativeEnvironment.useLargePages();
		NativeEnvironment.waitBriefly();
		EngineLibraries.choose();
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		// The engine is found by ServiceLoader through the context class loader, which in ImageJ does not see our jars.
		thread.setContextClassLoader(EngineSetup.class.getClassLoader());
		try {
			checkVersion(Engine.getDjlVersion(), jarOf(Engine.class));
			Engine started = Engine.getEngine("PyTorch");
			EngineThreads.started(EngineSetup::setThreads);
			return started;
		}
		catch (EngineException | IllegalArgumentException | LinkageError e) {
			throw new EngineUnavailableException("PyTorch could not be started on " + platform() + ": " + rootMessage(e)
				+ ". The jar pytorch-native-cpu of the same version for this platform must be on the class path"
				+ " (classifiers: linux-x86_64, linux-aarch64, win-x86_64, osx-aarch64)." + EngineLibraries.advice(), e);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	/** A thread's first question makes its number that which any thread has said last, and later ones leave it alone: so it asks at once. */
	private static void setThreads(int threads) {
		JniUtils.setNumThreads(threads);
		JniUtils.getNumThreads();
	}

	/** @throws EngineUnavailableException where another plugin brought another version, and Java found that one first */
	static void checkVersion(String found, String jar) {
		if (!DJL.equals(found)) throw new EngineUnavailableException("This plugin needs version " + DJL
			+ " of the library DJL, but Java found version " + found + " in " + jar + ". Remove that file, or the plugin that"
			+ " brought it", null);
	}

	private static String jarOf(Class<?> type) {
		CodeSource source = type.getProtectionDomain().getCodeSource();
		return source == null ? "an unknown place" : source.getLocation().toString().replaceFirst("^(jar:)?file:", "");
	}

	/** One line about the engine: name, version, threads that compute for the calling one. Starts it if need be. */
	public static String description() {
		Engine running = engine();
		return running.getEngineName() + " " + running.getVersion() + " (DJL " + Engine.getDjlVersion() + "), " + JniUtils.getNumThreads() + " threads, "
			+ platform();
	}

	static String platform() {
		return System.getProperty("os.name").toLowerCase(Locale.ROOT) + "/" + System.getProperty("os.arch");
	}

	private static void setDefault(String key, String value) {
		if (System.getProperty(key) == null) System.setProperty(key, value);
	}

	private static String rootMessage(Throwable e) {
		Throwable root = e;
		while (root.getCause() != null)
			root = root.getCause();
		return root.getMessage() == null ? root.toString() : root.getMessage();
	}
}
