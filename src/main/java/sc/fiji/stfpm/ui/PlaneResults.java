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
		public String writePictures(JudgedPlane plane) {
			return "";
		}

		@Override
		public void add(JudgedPlane plane, String problem) {}

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

	/** Whether an earlier run has judged a plane wholly, so that nothing is left to do. Asked on any thread. */
	boolean isDone(PlaneName plane);

	/**
	 * Writes map and pictures of a plane. On any thread, one plane after the other.
	 *
	 * @return why a part of it could not be written, for {@link #add}; empty where all was
	 */
	String writePictures(JudgedPlane plane);

	/**
	 * Adds what was found in a plane, when its pictures are written.
	 *
	 * @param problem what is missing of those; the results say so, too
	 * @throws IOException if nothing of it could be written
	 */
	void add(JudgedPlane plane, String problem) throws IOException;

	/** Where to keep what is done of a plane that is judged tile by tile, so that a later run goes on with it. */
	Path unfinished(PlaneName plane) throws IOException;

	/** Adds that an image could not be judged. */
	void addFailure(String name, String reason) throws IOException;

	/** Opens results once it is known that there is something to judge. */
	interface Opener {
		PlaneResults open() throws IOException;
	}
}
