package sc.fiji.stfpm.train;

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
 */
record TrainingState(int step, BackboneWeights student, Map<String, float[]> velocities, BackboneWeights best,
	int bestStep, double bestValue, int looksSinceBest, double loss, double seconds)
{}
