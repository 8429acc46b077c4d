package sc.fiji.stfpm.ij1;

import java.io.IOException;
import java.nio.file.Path;

import sc.fiji.stfpm.testing.imagej.Fiji;
import sc.fiji.stfpm.testing.imagej.Mode;
import sc.fiji.stfpm.testing.imagej.Outcome;

/** The same macros in Fiji. */
class CommandsInFijiIT extends CommandsInMacros {
	@Override
	Outcome run(Mode mode, String macro, Path output) throws IOException, InterruptedException {
		return Fiji.installed().run(mode, macro, output);
	}
}
