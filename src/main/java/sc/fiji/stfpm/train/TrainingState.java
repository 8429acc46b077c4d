package sc.fiji.stfpm.train;

import java.util.List;
import java.util.Map;

import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * All that a training needs to go on as if it had never stopped, but for the images, the teacher and the options.
 *
 * @param step steps done
 * @param student as it is now
 * @param velocities of the optimizer
 * @param best the student with the lowest validation value so far; the current one where none was looked at yet
 * @param bestStep steps done when it was kept
 * @param bestValue its validation value; infinite where none was looked at yet
 * @param looksSinceBest looks at the held-out images since then
 * @param loss of the last step
 * @param seconds spent on training so far
 * @param frozen whether batch norm statistics stand still from here on
 * @param hardCrops kept for the next batches; empty for whole images
 */
record TrainingState(int step, BackboneWeights student, Map<String, float[]> velocities, BackboneWeights best,
	int bestStep, double bestValue, int looksSinceBest, double loss, double seconds,
	boolean frozen, List<HardCrops.Crop> hardCrops)
{
	/** The state before the first step. */
	static TrainingState start(BackboneWeights student) {
		return new TrainingState(0, student, null, student, 0, Double.POSITIVE_INFINITY, 0, Double.NaN, 0, false, List.of());
	}

	/** After another step; the student's copy is made when it is needed. */
	TrainingState stepped(double newLoss, double newSeconds) {
		return new TrainingState(step + 1, student, velocities, best, bestStep, bestValue, looksSinceBest, newLoss,
			newSeconds, frozen, hardCrops);
	}

	/** With the student and the optimizer as they are now. */
	TrainingState holding(BackboneWeights now, Map<String, float[]> newVelocities, List<HardCrops.Crop> crops) {
		return new TrainingState(step, now, newVelocities, best, bestStep, bestValue, looksSinceBest, loss, seconds, frozen,
			crops);
	}

	/** With statistics that stand still from here on. */
	TrainingState freezing() {
		return new TrainingState(step, student, velocities, best, bestStep, bestValue, looksSinceBest, loss, seconds, true,
			hardCrops);
	}

	/** After a look at the held-out images. */
	TrainingState looked(BackboneWeights candidate, double value) {
		return value < bestValue ? new TrainingState(step, student, velocities, candidate, step, value, 0, loss, seconds,
			frozen, hardCrops) : new TrainingState(step, student, velocities, best, bestStep, bestValue, looksSinceBest + 1, loss,
				seconds, frozen, hardCrops);
	}
}
