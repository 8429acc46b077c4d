package sc.fiji.stfpm.train;

import java.io.IOException;

import sc.fiji.stfpm.network.Loss;
import sc.fiji.stfpm.network.Sgd;
import sc.fiji.stfpm.score.MapFormula;

/**
 * How a student is trained.
 *
 * @param loss how distances become the loss
 * @param formula how distances become a map
 * @param sgd the optimizer's full settings
 * @param schedule how the learning rate changes
 * @param batch images a step
 * @param steps budget in steps; 0 means {@code epochs} counts
 * @param epochs budget in passes over the training images, where {@code steps} is 0
 * @param validateEvery steps between looks at the held-out images; 0 means after every epoch
 * @param patience looks without improvement before stopping; 0 means never
 * @param reestimate whether batch norm statistics are averaged over training images before every look
 * @param freezeAfter part of the steps after which batch norm statistics are averaged and frozen, where the student does
 *          much worse on averaged ones than on a batch's own; 1 means never
 * @param heldOut fraction of the normal images that chooses student and threshold
 */
record StudentRecipe(Loss loss, MapFormula formula, Sgd sgd, LearningRate schedule, int batch, int steps, int epochs,
	int validateEvery, int patience, boolean reestimate, double freezeAfter, double heldOut) implements Recipe
{
	StudentRecipe {
		require(batch >= 1 && batch <= 1024, "Batch size " + batch + " must be from 1 to 1024");
		require(steps >= 0 && epochs >= 0 && steps + epochs > 0, "Neither steps (" + steps + ") nor epochs (" + epochs
			+ ") gives a budget; one must be at least 1");
		require(validateEvery >= 0 && patience >= 0, "Validation interval and patience must not be negative");
		require(freezeAfter > 0 && freezeAfter <= 1, "The part of the steps before freezing " + freezeAfter
			+ " must lie between 0 and 1");
		require(heldOut > 0 && heldOut < 1, "The held-out fraction " + heldOut + " must lie between 0 and 1");
	}

	private static void require(boolean condition, String message) {
		if (!condition) throw new IllegalArgumentException(message);
	}

	@Override
	public Learned learn(TrainingTask task) throws IOException {
		return new StudentTraining(this, task).run();
	}

	/** Collects what a preset or a user says of it. */
	static final class Builder {
		Loss loss;
		MapFormula formula;
		Sgd sgd;
		LearningRate schedule = LearningRate.CONSTANT;
		int batch;
		int steps;
		int epochs;
		int validateEvery;
		int patience;
		boolean reestimate;
		double freezeAfter = 1;
		double heldOut = 0.2;

		StudentRecipe build() {
			return new StudentRecipe(loss, formula, sgd, schedule, batch, steps, epochs, validateEvery, patience, reestimate,
				freezeAfter, heldOut);
		}
	}
}
