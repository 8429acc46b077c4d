package sc.fiji.stfpm.train;

import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.Preprocessing.Resampling;
import sc.fiji.stfpm.network.Loss;
import sc.fiji.stfpm.network.Sgd;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.score.ThresholdChoice;
import sc.fiji.stfpm.score.ThresholdRule;

/**
 * How to train. Immutable; start from a preset: {@code TrainingOptions.preset(Preset.FAST).seed(1).build()}.
 *
 * @param preset the preset's name
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
 * @param seed of initialisation, split, order and crops
 * @param mode whole images resized, or tiles at native resolution
 * @param size side of the network's input in pixels
 * @param resampling how whole images are resized
 * @param channels {@code auto}, or the 1-based channels that feed red, green and blue
 * @param device {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:N} or {@code mps}
 * @param threshold from held-out scores to the threshold
 */
public record TrainingOptions(String preset, Loss loss, MapFormula formula, Sgd sgd, LearningRate schedule, int batch,
	int steps, int epochs, int validateEvery, int patience, boolean reestimate, double freezeAfter,
	double heldOut, long seed, Mode mode,
	int size, Resampling resampling, String channels, String device, ThresholdChoice threshold)
{
	public TrainingOptions {
		require(batch >= 1 && batch <= 1024, "Batch size " + batch + " must be from 1 to 1024");
		require(steps >= 0 && epochs >= 0 && steps + epochs > 0, "Neither steps (" + steps + ") nor epochs (" + epochs
			+ ") gives a budget; one must be at least 1");
		require(validateEvery >= 0 && patience >= 0, "Validation interval and patience must not be negative");
		require(freezeAfter > 0 && freezeAfter <= 1, "The part of the steps before freezing " + freezeAfter
			+ " must lie between 0 and 1");
		require(heldOut > 0 && heldOut < 1, "The held-out fraction " + heldOut + " must lie between 0 and 1");
		require(size >= Preprocessing.MIN_SIZE && size % Preprocessing.STRIDE == 0, "Image size " + size
			+ " must be a multiple of " + Preprocessing.STRIDE + ", at least " + Preprocessing.MIN_SIZE);
	}

	private static void require(boolean condition, String message) {
		if (!condition) throw new IllegalArgumentException(message);
	}

	/** The options of a preset, to be changed where wanted. */
	public static Builder preset(Preset preset) {
		return preset.options();
	}

	/** Collects options; {@link #build()} checks them. */
	public static final class Builder {
		private final String preset;
		private Loss loss;
		private MapFormula formula;
		private Sgd sgd;
		private LearningRate schedule = LearningRate.CONSTANT;
		private int batch;
		private int steps;
		private int epochs;
		private int validateEvery;
		private int patience;
		private boolean reestimate;
		private double freezeAfter = 1;
		private double heldOut = 0.2;
		private long seed;
		private Mode mode = Mode.WHOLE;
		private int size = 256;
		private Resampling resampling;
		private String channels = "auto";
		private String device = "auto";
		private ThresholdChoice threshold = ThresholdRule.DEFAULT;

		Builder(String preset) {
			this.preset = preset;
		}

		Builder loss(Loss value) {
			loss = value;
			return this;
		}

		Builder formula(MapFormula value) {
			formula = value;
			return this;
		}

		public Builder sgd(Sgd value) {
			sgd = value;
			return this;
		}

		public Builder learningRate(double value) {
			return sgd(sgd.withLearningRate(value));
		}

		public Builder schedule(LearningRate value) {
			schedule = value;
			return this;
		}

		public Builder batch(int value) {
			batch = value;
			return this;
		}

		/** A budget in steps; replaces one in epochs. */
		public Builder steps(int value) {
			steps = value;
			epochs = 0;
			return this;
		}

		/** A budget in epochs; replaces one in steps. */
		public Builder epochs(int value) {
			epochs = value;
			steps = 0;
			return this;
		}

		public Builder validateEvery(int value) {
			validateEvery = value;
			return this;
		}

		public Builder patience(int value) {
			patience = value;
			return this;
		}

		public Builder reestimate(boolean value) {
			reestimate = value;
			return this;
		}

		/**
		 * Where normal images or their parts differ much, one batch's statistics say little about the next one's, and what is
		 * learned with them does not hold without; steps on frozen statistics mend that.
		 */
		Builder freezeAfter(double value) {
			freezeAfter = value;
			return this;
		}

		public Builder heldOut(double value) {
			heldOut = value;
			return this;
		}

		public Builder seed(long value) {
			seed = value;
			return this;
		}

		public Builder mode(Mode value) {
			mode = value;
			return this;
		}

		public Builder size(int value) {
			size = value;
			return this;
		}

		Builder resampling(Resampling value) {
			resampling = value;
			return this;
		}

		public Builder channels(String value) {
			channels = value;
			return this;
		}

		public Builder device(String value) {
			device = value;
			return this;
		}

		public Builder threshold(ThresholdChoice value) {
			threshold = value;
			return this;
		}

		/** @throws IllegalArgumentException naming the option that cannot be */
		public TrainingOptions build() {
			return new TrainingOptions(preset, loss, formula, sgd, schedule, batch, steps, epochs, validateEvery, patience,
				reestimate, freezeAfter, heldOut, seed, mode, size, resampling, channels, device, threshold);
		}
	}
}
