package sc.fiji.stfpm.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** What a hostile file must come to: an error that names it, for little memory. */
public final class Allocation {
	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private Allocation() {}

	/** What a reader gives, for so little memory. */
	public static <T> T below(int megabytes, ThrowingSupplier<T> read) {
		long thread = Thread.currentThread().getId(), before = THREADS.getThreadAllocatedBytes(thread);
		T result = assertDoesNotThrow(read);
		long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
		assertTrue(allocated < megabytes * 1e6, () -> "took " + allocated / 1e6 + " MB");
		return result;
	}

	/** @param megabytes that reading may allocate, in all */
	public static void assertRefused(Path file, int megabytes, String part, Executable read) {
		long thread = Thread.currentThread().getId(), before = THREADS.getThreadAllocatedBytes(thread);
		String message = assertThrows(IOException.class, read, file.toString()).getMessage();
		long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
		assertTrue(message.contains(file.toString()) && message.contains(part), () -> "expected '" + part + "' in: " + message);
		assertTrue(allocated < megabytes * 1e6, () -> file + " took " + allocated / 1e6 + " MB: " + message);
	}
}
