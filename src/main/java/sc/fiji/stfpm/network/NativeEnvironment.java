package sc.fiji.stfpm.network;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/** Environment variables of this very process, which PyTorch's library reads when it starts and Java cannot set. */
final class NativeEnvironment {
	private NativeEnvironment() {}

	/**
	 * Lets PyTorch put large arrays on large pages of memory. The system otherwise hands them out, zeroed, in pages of 4 KB
	 * again after every use, which takes longer than the arithmetic. Only Linux needs it.
	 */
	static void useLargePages() {
		if (Platform.isLinux()) setDefault("THP_MEM_ALLOC_ENABLE", "1");
	}

	/**
	 * Lets PyTorch's threads wait for one another without keeping a processor for long. By default they spin for a millisecond and
	 * more, which costs nothing where a processor is theirs alone; beside another program that computes it makes both several
	 * times slower.
	 */
	static void waitBriefly() {
		if (Platform.isLinux() && System.getenv("OMP_WAIT_POLICY") == null) setDefault("GOMP_SPINCOUNT", "3000");
	}

	/** Sets a variable, unless the user has. */
	static void setDefault(String name, String value) {
		try {
			Function.getFunction("c", "setenv").invokeInt(new Object[] { name, value, 0 });
		}
		catch (LinkageError e) {
			// A C library without it leaves PyTorch as fast as it is by itself.
			return;
		}
	}
}
