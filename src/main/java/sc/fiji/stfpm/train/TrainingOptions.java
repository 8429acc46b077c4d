package sc.fiji.stfpm.train;

import java.util.List;

import sc.fiji.stfpm.Seed;
import sc.fiji.stfpm.model.Intensity;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.Preprocessing.Resampling;
import sc.fiji.stfpm.network.Loss;
import sc.fiji.stfpm.network.Sgd;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.score.ThresholdChoice;

/**
 * How to train. Immutable; start from a preset: {@code TrainingOptions.preset(Preset.MEMORY).seed(1).build()}.
 *
 * @param preset the preset's name
 * @param recipe how the normal is learned
 * @param seed of everything random
 * @param mode whole images resized, or tiles at native resolution
 * @param sizes sides of the network's input in pixels, ascending; a student has one
 * @param resampling how whole images are resized
 * @param channels {@code auto}, the 1-based channels that feed red, green and blue, or such as {@code 1+2} those that are looked at one
 *          by one; see {@link sc.fiji.stfpm.image.ChannelMapping}
 * @param device {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:N} or {@code mps}
 * @param images how images become network input, as far as it is chosen
 * @param threshold from the scores of normal images to the threshold
 * @param patches whether large images are learned patch by patch
 * @param augment in which orientations images are learned
 * @param leaveOut whether to learn without normal images that are far apart from all others, see {@link NormalImage#apart}
 */
public record TrainingOptions(String preset, Recipe recipe, long seed, Mode mode, List<Integer> sizes,
	Resampling resampling, String channels, ImageRules images, String device, ThresholdChoice threshold,
	Patching patches, Augment augment, boolean leaveOut)
{
	/** More sizes add time and little else. */
	private static final int MOST_SIZES = 4;

	public TrainingOptions {
		sizes = sizes.stream().distinct().sorted().toList();
		for (int size : sizes)
			require(size >= Preprocessing.MIN_SIZE && size % Preprocessing.STRIDE == 0, "Image size " + size
				+ " must be a multiple of " + Preprocessing.STRIDE + ", at least " + Preprocessing.MIN_SIZE);
		require(!sizes.isEmpty() && sizes.size() <= MOST_SIZES, "Expected 1 to " + MOST_SIZES + " image sizes, found " + sizes);
		require(sizes.size() == 1 || mode == Mode.WHOLE, "Tiles are seen at the images' own resolution, so that several sizes "
			+ sizes + " mean nothing; give one, or none, or see images whole");
		require(sizes.size() == 1 || recipe instanceof MemoryRecipe, "The preset " + preset
			+ " sees images at one size, found " + sizes + "; several are for the presets " + Preset.MEMORY.id() + " and " + Preset.THOROUGH.id());
		require(!channels.contains("+") || recipe instanceof MemoryRecipe, "The preset " + preset + " sees the channels together, found \""
			+ channels + "\"; separate ones are for the presets " + Preset.MEMORY.id() + " and " + Preset.THOROUGH.id());
		require(!patches.isGiven() || mode == Mode.TILES, "Patches are cut at the images' own resolution; see images in tiles, or leave the patches "
			+ patches + " out");
		require(!patches.isGiven() || recipe instanceof MemoryRecipe, "The preset " + preset
			+ " draws crops by itself; patches are for the preset " + Preset.MEMORY.id());
		require(!leaveOut || !patches.isGiven(), "Images are left out by their own scores, not by those of their patches " + patches + "; leave one of the two out");
		require(!leaveOut || recipe instanceof MemoryRecipe, "The preset " + preset + " scores few of the normal images, so that none can be left out by their scores; "
			+ Preset.MEMORY.id() + " and " + Preset.THOROUGH.id() + " can");
	}

	private static void require(boolean condition, String message) {
		if (!condition) throw new IllegalArgumentException(message);
	}

	/** The options of a preset, to be changed where wanted. */
	public static Builder preset(Preset preset) {
		return preset.options();
	}

	/** Whether there are training steps, a held-out part and checkpoints. */
	public boolean trainsStudent() {
		return recipe instanceof StudentRecipe;
	}

	/** Whether a single normal image is enough, as it is learned patch by patch. */
	public boolean takesOneImage() {
		return mode == Mode.TILES && recipe instanceof MemoryRecipe;
	}

	/** The largest side of the network's input, in pixels. */
	public int size() {
		return sizes.get(sizes.size() - 1);
	}

	/** Collects options; {@link #build()} checks them. Those of training a student are refused where the preset trains none. */
	public static final class Builder {
		private final String preset;
		/** Null where the preset makes a memory. */
		private final StudentRecipe.Builder student;
		private final MemoryRecipe memory;
		private long seed = Seed.DEFAULT;
		private Mode mode = Mode.WHOLE;
		private List<Integer> sizes = List.of(256);
		private boolean presetSizes = true;
		private Resampling resampling = Resampling.ANTIALIASED;
		private String channels = "auto";
		private ImageRules images = ImageRules.DEFAULT;
		private String device = "auto";
		private ThresholdChoice threshold;
		private Patching patches = Patching.AUTO;
		private Augment augment = Augment.NONE;
		private boolean leaveOut;

		private Builder(String preset, StudentRecipe.Builder student, MemoryRecipe memory, ThresholdChoice threshold) {
			this.preset = preset;
			this.student = student;
			this.memory = memory;
			this.threshold = threshold;
		}

		static Builder student(String preset, ThresholdChoice threshold) {
			return new Builder(preset, new StudentRecipe.Builder(), null, threshold);
		}

		static Builder memory(String preset, MemoryRecipe recipe, ThresholdChoice threshold) {
			return new Builder(preset, null, recipe, threshold);
		}

		/** @throws IllegalArgumentException naming the option where the preset trains no student */
		private StudentRecipe.Builder student(String option) {
			if (student == null) throw new IllegalArgumentException("The preset " + preset + " trains no student, so it has no "
				+ option + "; leave that out, or choose another preset, such as " + Preset.FAST.id());
			return student;
		}

		Builder loss(Loss value) {
			student("loss").loss = value;
			return this;
		}

		Builder formula(MapFormula value) {
			student("map formula").formula = value;
			return this;
		}

		public Builder sgd(Sgd value) {
			student("optimizer").sgd = value;
			return this;
		}

		public Builder learningRate(double value) {
			return sgd(student("learning rate").sgd.withLearningRate(value));
		}

		public Builder schedule(LearningRate value) {
			student("learning rate").schedule = value;
			return this;
		}

		public Builder batch(int value) {
			student("batch size").batch = value;
			return this;
		}

		/** A budget in steps; replaces one in epochs. */
		public Builder steps(int value) {
			student("training steps").steps = value;
			student.epochs = 0;
			return this;
		}

		/** A budget in epochs; replaces one in steps. */
		public Builder epochs(int value) {
			student("epochs").epochs = value;
			student.steps = 0;
			return this;
		}

		public Builder validateEvery(int value) {
			student("validation interval").validateEvery = value;
			return this;
		}

		public Builder patience(int value) {
			student("patience").patience = value;
			return this;
		}

		public Builder reestimate(boolean value) {
			student("batch norm statistics").reestimate = value;
			return this;
		}

		/**
		 * Where normal images or their parts differ much, one batch's statistics say little about the next one's, and what is
		 * learned with them does not hold without; steps on frozen statistics mend that.
		 */
		Builder freezeAfter(double value) {
			student("batch norm statistics").freezeAfter = value;
			return this;
		}

		public Builder heldOut(double value) {
			student("held-out images").heldOut = value;
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
			return sizes(List.of(value));
		}

		/** Several sizes whose maps are added, for a memory. */
		public Builder sizes(List<Integer> values) {
			sizes = List.copyOf(values);
			presetSizes = false;
			return this;
		}

		/** Sizes for images that are seen whole; in tiles the middle one counts. */
		Builder presetSizes(List<Integer> values) {
			sizes = values;
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

		/**
		 * Which raw values become 0 and 1: {@code auto}, {@code fixed:LOW,HIGH}, {@code training:LOW,HIGH} or {@code image:LOW,HIGH}, the
		 * last two with percentages or without.
		 *
		 * @throws IllegalArgumentException for anything else
		 */
		public Builder intensity(String value) {
			images = new ImageRules(Intensity.parse(value), images.light(), images.pixels());
			return this;
		}

		/**
		 * Whether uneven light is corrected: {@code off}, {@code auto}, or the radius of the background in pixels.
		 *
		 * @throws IllegalArgumentException for anything else
		 */
		public Builder evenLight(String value) {
			images = new ImageRules(images.intensity(), value, images.pixels());
			return this;
		}

		/** What happens to images of another pixel size than the training images'. */
		public Builder pixelRule(PixelScale.Rule value) {
			images = new ImageRules(images.intensity(), images.light(), value);
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

		/** For images in tiles and a memory. */
		public Builder patches(Patching value) {
			patches = value;
			return this;
		}

		public Builder augment(Augment value) {
			augment = value;
			return this;
		}

		/** For a memory. */
		public Builder leaveOut(boolean value) {
			leaveOut = value;
			return this;
		}

		/** @throws IllegalArgumentException naming the option that cannot be */
		public TrainingOptions build() {
			List<Integer> seen = presetSizes && mode == Mode.TILES ? List.of(sizes.get(sizes.size() / 2)) : sizes;
			return new TrainingOptions(preset, student == null ? memory : student.build(), seed, mode, seen, resampling, channels,
				images, device, threshold, patches, augment, leaveOut);
		}
	}
}
