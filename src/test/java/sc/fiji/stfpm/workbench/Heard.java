package sc.fiji.stfpm.workbench;

import java.util.ArrayList;
import java.util.List;

/** Keeps what went wrong. */
final class Heard implements Tasks.Listener {
	final List<String> failures = new ArrayList<>();

	@Override
	public void started(String title) {}

	@Override
	public void progressed(long done, long total, String message) {}

	@Override
	public void idle() {}

	@Override
	public void noted(String message) {}

	@Override
	public void failed(String title, String reason) {
		failures.add(title + ": " + reason);
	}
}
