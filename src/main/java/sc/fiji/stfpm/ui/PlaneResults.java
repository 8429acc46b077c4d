package sc.fiji.stfpm.ui;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the results of planes go. */
public interface PlaneResults extends Closeable {
	/** Keeps nothing. */
	PlaneResults NONE = new PlaneResults() {
		@Override
		public boolean isDone(PlaneName plane) {
			return false;
		}

		@Override
		public String add(JudgedPlane plane) {
			return "";
		}

		@Override
		public Path unfinished(PlaneName plane) throws IOException {
			Path file = Files.createTempFile("stfpm-", ResultNames.TILES);
			file.toFile().deleteOnExit();
			return file;
		}

		@Override
		public void addFailure(String name, String reason) {}

		@Override
		public void close() {}
	};

	/** Whether an earlier run has judged a plane wholly, so that nothing is left to do. */
	boolean isDone(PlaneName plane);

	/**
	 * Adds what was found in a plane.
	 *
	 * @return why a part of it could not be written; the results say so, too. Empty where all was.
	 * @throws IOException if nothing of it could be written
	 */
	String add(JudgedPlane plane) throws IOException;

	/** Where to keep what is done of a plane that is judged tile by tile, so that a later run goes on with it. */
	Path unfinished(PlaneName plane) throws IOException;

	/** Adds that an image could not be judged. */
	void addFailure(String name, String reason) throws IOException;

	/** Opens results once it is known that there is something to judge. */
	interface Opener {
		PlaneResults open() throws IOException;
	}
}
