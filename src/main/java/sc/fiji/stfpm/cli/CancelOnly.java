package sc.fiji.stfpm.cli;

import sc.fiji.stfpm.Progress;

/** Passes on a cancel, but no reports: the tiles of one image among many are not worth a line each. */
record CancelOnly(Progress progress) implements Progress {
	@Override
	public boolean isCancelled() {
		return progress.isCancelled();
	}
}
