package sc.fiji.stfpm.ij1;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Asks for nothing. */
@Plugin(type = Command.class, label = "Count")
public class PlainCommand implements Command {
	static volatile int runs;

	@Override
	public void run() {
		runs++;
	}
}
