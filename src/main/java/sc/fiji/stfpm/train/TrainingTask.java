package sc.fiji.stfpm.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.model.LearnedImages;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.teacher.Teacher;

/**
 * What is to be learned from, and with what.
 *
 * @param images what is known of the images
 * @param looks takes looks at the images, where they are learned from without training steps
 * @param checkpoint where the state is kept as training goes
 * @param resume go on from the checkpoint where it exists
 */
record TrainingTask(List<ImageSource> normals, Teacher teacher, TrainingOptions options, Preprocessing preprocessing,
	LearnedImages images, LookRunner looks, ComputeDevice device, TrainingProgress progress, Optional<Path> checkpoint, boolean resume)
{
	/** @throws CancellationException if cancelled */
	void checkCancelled() {
		if (progress.isCancelled()) throw new CancellationException("Training was cancelled");
	}
}
