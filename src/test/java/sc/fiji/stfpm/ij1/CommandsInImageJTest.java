package sc.fiji.stfpm.ij1;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;

import sc.fiji.stfpm.testing.imagej.Mode;
import sc.fiji.stfpm.testing.imagej.Outcome;
import sc.fiji.stfpm.testing.imagej.PlainImageJ;

/** Macros in plain ImageJ. */
@Tag("slow")
class CommandsInImageJTest extends CommandsInMacros {
	@Override
	Outcome run(Mode mode, String macro, Path output) throws IOException, InterruptedException {
		return PlainImageJ.run(mode, macro, output);
	}
}
