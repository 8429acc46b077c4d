package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

import sc.fiji.stfpm.image.Orientation;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.Sgd;
import sc.fiji.stfpm.network.StudentTrainer;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.weights.BackboneWeights;

/** One run of the training loop, from the start or from where a checkpoint left it. */
final class TrainingRun {
	/** Native memory for the teacher's features, so that an image that comes again costs no second pass. */
	private static final long TARGET_BUDGET = 1L << 30;
	/** Images over which batch norm statistics are averaged. */
	private static final int STATISTICS_IMAGES = 64;

	private static final int LAYERS = 3;
	private static final int CHANNELS = 3;
	/** About 1 on images that are alike, 6 and 18 on two sets whose images are not. */
	private static final double FREEZE_RATIO = 3;

	private final Teacher teacher;
	private final StudentRecipe recipe;
	private final long seed;
	private final List<Orientation> orientations;
	private final TrainingImages images;
	private final HeldOut heldOut;
	private final ComputeDevice device;
	private final TrainingProgress progress;
	private final Schedule schedule;
	private final ImageOrder order;
	private final List<Double> losses = new ArrayList<>();
	private final List<TrainingReport.Validation> validations = new ArrayList<>();
	private final int freezeStep;
	private HardCrops hardCrops;
	private boolean cancelled;

	TrainingRun(StudentRecipe recipe, TrainingTask task, TrainingImages images, HeldOut heldOut) {
		this.recipe = recipe;
		this.images = images;
		this.heldOut = heldOut;
		teacher = task.teacher();
		seed = task.options().seed();
		orientations = task.options().augment().orientations();
		device = task.device();
		progress = task.progress();
		schedule = Schedule.of(recipe, images.count());
		order = new ImageOrder(images.count(), seed);
		freezeStep = recipe.freezeAfter() < 1 ? (int) (schedule.steps() * recipe.freezeAfter()) : Integer.MAX_VALUE;
	}

	/** @param checkpoint where to write the state at every look at the held-out images; null for nowhere */
	TrainingState run(Optional<TrainingState> resumed, CheckpointFile checkpoint) throws IOException {
		TrainingState state = resumed.orElseGet(() -> TrainingState.start(BackboneWeights.random(teacher.weights().backbone(),
			seed)));
		hardCrops = new HardCrops(recipe.batch(), state.hardCrops());
		try (StudentTrainer trainer = new StudentTrainer(teacher.weights(), state.student(), device, TARGET_BUDGET)) {
			if (state.velocities() != null) trainer.setVelocities(state.velocities());
			if (state.frozen()) trainer.freezeStatistics();
			long began = System.nanoTime();
			double before = state.seconds();
			while (state.step() < schedule.steps() && !patienceIsOver(state)) {
				cancelled = progress.isCancelled();
				if (cancelled) break;
				if (state.step() == freezeStep && !state.frozen()) state = freezeIfNeeded(trainer, state);
				double loss = step(trainer, state.step());
				losses.add(loss);
				state = state.stepped(loss, before + (System.nanoTime() - began) / 1e9);
				report(state);
				if (schedule.validatesAfter(state.step())) {
					state = look(trainer, state);
					if (checkpoint != null) checkpoint.write(state);
				}
			}
			if (cancelled) state = leave(trainer, state, checkpoint);
		}
		return state;
	}

	private TrainingState leave(StudentTrainer trainer, TrainingState state, CheckpointFile checkpoint)
		throws IOException
	{
		TrainingState left = state.bestValue() == Double.POSITIVE_INFINITY ? look(trainer, state) : state.holding(trainer
			.student(), trainer.velocities(), hardCrops.crops());
		if (checkpoint != null) checkpoint.write(left);
		return left;
	}

	private double step(StudentTrainer trainer, int step) throws IOException {
		int n = schedule.size(step), size = images.preprocessing().size(), values = 3 * size * size;
		float[] batch = new float[n * values];
		Sgd sgd = recipe.sgd().withLearningRate(recipe.sgd().learningRate() * recipe.schedule().factor(step, schedule
			.steps()));
		int[] ids = new int[n];
		Random turns = new Random(ImageOrder.mix(seed + 3, step));
		if (images.areFixed()) {
			for (int i = 0; i < n; i++) {
				int image = order.at(schedule.position(step) + i);
				images.wholeInput(image, batch, i * values);
				ids[i] = image * orientations.size() + turn(batch, i * values, size, turns);
			}
			return trainer.step(batch, ids, size, size, recipe.loss(), sgd).loss();
		}
		Arrays.fill(ids, -1);
		List<HardCrops.Crop> crops = crops(step, n);
		for (int i = 0; i < n; i++)
			turnedCrop(crops.get(i), batch, i * values, size, turns);
		StudentTrainer.Step result = trainer.step(batch, ids, size, size, recipe.loss(), sgd);
		List<HardCrops.Crop> seen = new ArrayList<>();
		for (int i = 0; i < n; i++)
			seen.add(new HardCrops.Crop(crops.get(i).image(), crops.get(i).x(), crops.get(i).y(), result
				.largestDistances()[i]));
		hardCrops.add(seen);
		return result.loss();
	}

	private void turnedCrop(HardCrops.Crop crop, float[] batch, int at, int size, Random turns) throws IOException {
		images.cropInput(crop, batch, at);
		turn(batch, at, size, turns);
	}

	/** Turns a square input as the augmentation allows; the number of the orientation. */
	private int turn(float[] batch, int at, int size, Random turns) {
		if (orientations.size() == 1) return 0;
		int chosen = turns.nextInt(orientations.size()), area = size * size;
		float[] input = Arrays.copyOfRange(batch, at, at + CHANNELS * area);
		for (int c = 0; c < CHANNELS; c++)
			orientations.get(chosen).turn(input, c * area, size, size, batch, at + c * area);
		return chosen;
	}

	private List<HardCrops.Crop> crops(int step, int n) throws IOException {
		Random random = new Random(ImageOrder.mix(seed + 1, step));
		List<HardCrops.Crop> crops = new ArrayList<>();
		for (int hard = hardCrops.share(n); hard > 0; hard--)
			crops.add(hardCrops.draw(random));
		while (crops.size() < n)
			crops.add(images.randomCrop(order.at(schedule.position(step) + crops.size()), random));
		return crops;
	}

	private TrainingState look(StudentTrainer trainer, TrainingState state) throws IOException {
		BackboneWeights candidate = recipe.reestimate() && !state.frozen() ? settled(trainer) : trainer
			.student();
		double value = heldOut.meanMap(candidate);
		TrainingReport.Validation validation = new TrainingReport.Validation(state.step(), value, value < state.bestValue());
		validations.add(validation);
		progress.validated(validation);
		return state.holding(trainer.student(), trainer.velocities(), hardCrops.crops()).looked(candidate, value);
	}

	/**
	 * Freezes the statistics where the student does much worse on averaged ones than on a batch's own: with the same
	 * distances d at every layer the loss is about 3 d, and the map d^3.
	 */
	private TrainingState freezeIfNeeded(StudentTrainer trainer, TrainingState state) throws IOException {
		double value = heldOut.meanMap(settled(trainer));
		double distance = state.loss() / LAYERS;
		if (value < FREEZE_RATIO * distance * distance * distance) return state;
		progress.note("The images differ much from batch to batch; batch norm statistics are frozen from step " + (state
			.step() + 1) + " on");
		trainer.freezeStatistics();
		return state.freezing();
	}

	/** The student with statistics averaged over training images; training itself does not depend on them. */
	private BackboneWeights settled(StudentTrainer trainer) throws IOException {
		int size = images.preprocessing().size(), values = 3 * size * size, n = recipe.batch();
		List<float[]> batches = new ArrayList<>();
		Random crop = new Random(ImageOrder.mix(seed + 2, 0));
		int count = (Math.min(STATISTICS_IMAGES, Math.max(images.count(), n)) + n - 1) / n;
		for (int b = 0; b < count; b++) {
			float[] batch = new float[n * values];
			for (int i = 0; i < n; i++)
				images.input((b * n + i) % images.count(), crop, batch, i * values);
			batches.add(batch);
		}
		trainer.reestimateStatistics(batches, n, size, size);
		return trainer.student();
	}

	private boolean patienceIsOver(TrainingState state) {
		return recipe.patience() > 0 && state.looksSinceBest() >= recipe.patience();
	}

	private void report(TrainingState state) {
		progress.step(state.step(), schedule.steps(), state.loss());
		progress.update(state.step(), schedule.steps(), String.format(Locale.ROOT, "loss %.4f%s", state.loss(), validations.isEmpty()
			? "" : String.format(Locale.ROOT, ", validation %.3g", validations.get(validations.size() - 1).value())));
	}

	boolean cancelled() {
		return cancelled;
	}

	TrainingReport report() {
		return new TrainingReport(losses, validations);
	}
}
