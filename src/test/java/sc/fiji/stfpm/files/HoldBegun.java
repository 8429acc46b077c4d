package sc.fiji.stfpm.files;

import java.io.IOException;
import java.nio.file.Path;

/** Begins a file in the folder that is its argument and never ends it, for the tests of leftovers. */
final class HoldBegun {
	private HoldBegun() {}

	public static void main(String[] arguments) throws IOException, InterruptedException {
		try (Leftovers.Begun begun = Leftovers.begin(Path.of(arguments[0]))) {
			System.out.println("begun");
			Thread.sleep(Long.MAX_VALUE);
		}
	}
}
