package sc.fiji.stfpm.train;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Takes looks at the normal images of one training: here ({@link Looker}), or part by part on other machines. What is chosen between the looks
 * is chosen where the training runs.
 */
public interface LookRunner {
	/** In how many parts images are looked at, about. */
	int parts();

	/**
	 * Takes a look at images; blocks until done.
	 *
	 * @param images at least one; a part of them is some that follow each other
	 * @param tally what is said of it
	 * @return what all parts gave, merged in their order
	 * @throws IOException if an image cannot be read
	 * @throws IllegalArgumentException naming an image that does not fit
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	<R extends Serializable> R run(Look<R> look, List<Shown> images, Tally tally) throws IOException;

	/**
	 * How far it is is told by it.
	 *
	 * @param what is going on, for a person
	 * @param before units that were counted before the look
	 * @param total units that are counted in all
	 */
	record Tally(String what, int before, int total) {}
}
