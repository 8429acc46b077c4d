package sc.fiji.stfpm.testing.imagej;

import java.util.Arrays;

/** Runs in the child's virtual machine: starts Fiji, then the main class that is the first argument. */
final class StartFiji {
	private StartFiji() {}

	/** By name, as no class of ImageJ may be loaded before Fiji has patched it. */
	public static void main(String[] args) throws Exception {
		run("net.imagej.Main");
		run(args[0], Arrays.copyOfRange(args, 1, args.length));
	}

	private static void run(String main, String... arguments) throws ReflectiveOperationException {
		var method = Class.forName(main).getDeclaredMethod("main", String[].class);
		method.setAccessible(true);
		method.invoke(null, (Object) arguments);
	}
}
