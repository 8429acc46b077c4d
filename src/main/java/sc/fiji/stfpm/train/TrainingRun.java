package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.Sgd;
import sc.fiji.stfpm.network.StudentTrainer;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Teacher;

/** One run of the training loop, from the start or from where a checkpoint left it. */
final class TrainingRun {
	/** Native memory for the teacher's features, so that an image that comes again costs no second pass. */
	private static final long TARGET_BUDGET = 1L << 30;
	/** Images over which batch norm statistics are averaged. */
	private static final int STATISTICS_IMAGES = 64;

	private final Teacher teacher;
	private final TrainingOptions options;
	private final TrainingImages images;
	private final HeldOut heldOut;
	private final ComputeDevice device;
	private final TrainingProgress progress;
	private final Schedule schedule;
	private final ImageOrder order;
	private final List<Double> losses = new ArrayList<>();
	private final List<TrainingReport.Validation> validations = new ArrayList<>();
	private boolean cancelled;

	TrainingRun(Teacher teacher, TrainingOptions options, TrainingImages images, HeldOut heldOut, ComputeDevice device,
		TrainingProgress progress)
	{
		this.teacher = teacher;
		this.options = options;
		this.images = images;
		this.heldOut = heldOut;
		this.device = device;
		this.progress = progress;
		schedule = Schedule.of(options, images.count());
		order = new ImageOrder(images.count(), options.seed());
	}

	/** @param checkpoint where to write the state at every look at the held-out images; null for nowhere */
	TrainingState run(Optional<TrainingState> resumed, CheckpointFile checkpoint) throws IOException {
		BackboneWeights fresh = BackboneWeights.random(teacher.weights().backbone(), options.seed());
		TrainingState state = resumed.orElse(new TrainingState(0, fresh, null, fresh, 0, Double.POSITIVE_INFINITY, 0,
			Double.NaN, 0));
		try (StudentTrainer trainer = new StudentTrainer(teacher.weights(), state.student(), device, TARGET_BUDGET)) {
			if (state.velocities() != null) trainer.setVelocities(state.velocities());
			long began = System.nanoTime();
			double before = state.seconds();
			int first = state.step();
			double loss = state.loss();
			for (int step = first; step < schedule.steps() && !patienceIsOver(state); step++) {
				cancelled = progress.isCancelled();
				if (cancelled) break;
				loss = step(trainer, step);
				losses.add(loss);
				double seconds = (System.nanoTime() - began) / 1e9;
				report(step + 1, loss, seconds * (schedule.steps() - step - 1) / (step + 1 - first));
				state = at(state, step + 1, loss, before + seconds);
				if (schedule.validatesAfter(step + 1)) {
					state = look(trainer, state);
					if (checkpoint != null) checkpoint.write(state);
				}
			}
			if (cancelled) {
				if (state.bestValue() == Double.POSITIVE_INFINITY) state = look(trainer, state);
				else state = withStudent(trainer, state);
				if (checkpoint != null) checkpoint.write(state);
			}
		}
		return state;
	}

	private double step(StudentTrainer trainer, int step) throws IOException {
		int n = schedule.size(step), size = images.preprocessing().size(), values = 3 * size * size;
		float[] batch = new float[n * values];
		int[] ids = new int[n];
		Random crop = new Random(ImageOrder.mix(options.seed() + 1, step));
		for (int i = 0; i < n; i++) {
			int image = order.at(schedule.position(step) + i);
			images.input(image, crop, batch, i * values);
			ids[i] = images.areFixed() ? image : -1;
		}
		Sgd sgd = options.sgd().withLearningRate(options.sgd().learningRate() * options.schedule().factor(step, schedule
			.steps()));
		return trainer.step(batch, ids, size, size, options.loss(), sgd);
	}

	private TrainingState look(StudentTrainer trainer, TrainingState state) throws IOException {
		BackboneWeights candidate = options.reestimate() ? settled(trainer) : trainer.student();
		double value = heldOut.meanMap(candidate, progress);
		boolean best = value < state.bestValue();
		TrainingReport.Validation validation = new TrainingReport.Validation(state.step(), value, best);
		validations.add(validation);
		progress.validated(validation);
		return new TrainingState(state.step(), trainer.student(), trainer.velocities(), best ? candidate : state.best(), best
			? state.step() : state.bestStep(), best ? value : state.bestValue(), best ? 0 : state.looksSinceBest() + 1, state
				.loss(), state.seconds());
	}

	/** The student with statistics averaged over training images; training itself does not depend on them. */
	private BackboneWeights settled(StudentTrainer trainer) throws IOException {
		int size = images.preprocessing().size(), values = 3 * size * size, n = options.batch();
		List<float[]> batches = new ArrayList<>();
		Random crop = new Random(ImageOrder.mix(options.seed() + 2, 0));
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
		return options.patience() > 0 && state.looksSinceBest() >= options.patience();
	}

	private static TrainingState at(TrainingState s, int step, double loss, double seconds) {
		return new TrainingState(step, s.student(), s.velocities(), s.best(), s.bestStep(), s.bestValue(), s
			.looksSinceBest(), loss, seconds);
	}

	private static TrainingState withStudent(StudentTrainer trainer, TrainingState s) {
		return new TrainingState(s.step(), trainer.student(), trainer.velocities(), s.best(), s.bestStep(), s.bestValue(), s
			.looksSinceBest(), s.loss(), s.seconds());
	}

	private void report(int step, double loss, double secondsLeft) {
		progress.step(step, schedule.steps(), loss);
		progress.update(step, schedule.steps(), String.format(Locale.ROOT, "loss %.4f%s, %s left", loss, validations.isEmpty()
			? "" : String.format(Locale.ROOT, ", validation %.3g", validations.get(validations.size() - 1).value()),
			Duration.text(secondsLeft)));
	}

	boolean cancelled() {
		return cancelled;
	}

	TrainingReport report() {
		return new TrainingReport(losses, validations);
	}
}
