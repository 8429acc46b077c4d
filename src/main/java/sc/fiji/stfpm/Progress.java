package sc.fiji.stfpm;

/**
 * How long-running work reports and is cancelled. Called on the thread that works, often: implementations must be
 * quick. The default does nothing and never cancels.
 */
public interface Progress {
	/** Reports nowhere, never cancels. */
	Progress NONE = new Progress() {};

	/**
	 * @param done units of work finished
	 * @param total units of work in all, at least 1
	 * @param message what is going on, for a person
	 */
	default void update(long done, long total, String message) {}

	/** Something worth keeping in a log: what was chosen, what was skipped. */
	default void note(String message) {}

	/** Whether the work should stop as soon as it can. */
	default boolean isCancelled() {
		return false;
	}

	/** Passes on a cancel and notes, but no updates: the tiles of one image among many are not worth a line each. */
	static Progress withoutUpdates(Progress whole) {
		return new Progress() {
			@Override
			public void note(String message) {
				whole.note(message);
			}

			@Override
			public boolean isCancelled() {
				return whole.isCancelled();
			}
		};
	}
}
