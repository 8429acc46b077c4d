package sc.fiji.stfpm.files;

import java.io.IOException;
import java.nio.file.Path;

/** Holds the lock of a folder until it is killed. */
final class HoldLock {
	private HoldLock() {}

	public static void main(String[] args) throws IOException, InterruptedException {
		try (WriteLock lock = WriteLock.ofFolder(Path.of(args[0]))) {
			System.out.println("held " + lock);
			Thread.sleep(Long.MAX_VALUE);
		}
	}
}
