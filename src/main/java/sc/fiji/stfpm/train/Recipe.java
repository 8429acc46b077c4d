package sc.fiji.stfpm.train;

import java.io.IOException;

/** How a model learns what is normal: by training a student, or by keeping a memory. Immutable. */
sealed interface Recipe permits StudentRecipe, MemoryRecipe {
	/**
	 * Learns; blocks until done.
	 *
	 * @throws IOException if an image or the checkpoint cannot be read or written
	 * @throws java.util.concurrent.CancellationException if cancelled before there was anything to keep
	 */
	Learned learn(TrainingTask task) throws IOException;
}
