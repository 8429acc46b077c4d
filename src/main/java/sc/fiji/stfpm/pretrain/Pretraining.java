package sc.fiji.stfpm.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.network.Sgd;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * Teaches a network on images made on the fly. Statistics of batch norms are measured and frozen for the last part, so
 * that the network is trained as it will be used.
 */
final class Pretraining {
	private static final double MOMENTUM = 0.9, WEIGHT_DECAY = 1e-4;
	private static final int WARM_UP = 100, CHECKPOINT_EVERY = 500, REPORT_EVERY = 50;
	private static final double FROZEN_FROM = 0.75;
	private static final int STATISTICS_BATCHES = 40;
	/** Numbers of batches that no step uses. */
	private static final long STATISTICS_FROM = 1L << 40;

	private final PretrainingOptions options;
	private final Lesson lesson;
	private final SceneBatches batches;
	private final Progress progress;

	Pretraining(PretrainingOptions options, Lesson lesson, SceneBatches batches, Progress progress) {
		this.options = options;
		this.lesson = lesson;
		this.batches = batches;
		this.progress = progress;
	}

	/**
	 * @param from steps done
	 * @throws CancellationException when cancelled, after a checkpoint
	 */
	BackboneWeights run(int from, PretrainingCheckpoint checkpoint) throws IOException {
		try {
			if (options.task() == PretrainingTask.NOTHING) measureStatistics();
			else learn(from, checkpoint);
			return lesson.network().student();
		}
		finally {
			batches.stop();
		}
	}

	private void learn(int from, PretrainingCheckpoint checkpoint) throws IOException {
		int frozenFrom = (int) (FROZEN_FROM * options.steps());
		if (from > frozenFrom) lesson.network().freezeStatistics();
		double sum = 0;
		int count = 0;
		for (int step = from; step < options.steps(); step++) {
			if (step == frozenFrom) {
				measureStatistics();
				lesson.network().freezeStatistics();
			}
			Sgd sgd = new Sgd(rate(step), MOMENTUM, WEIGHT_DECAY);
			sum += lesson.step(batches.get(step), step < options.steps() / 2, sgd);
			count++;
			boolean cancelled = progress.isCancelled();
			if ((step + 1) % CHECKPOINT_EVERY == 0 || cancelled) checkpoint.write(step + 1, lesson);
			if (cancelled) throw new CancellationException("Cancelled after " + (step + 1) + " steps, which are kept in "
				+ checkpoint.path() + " to go on from");
			if ((step + 1) % REPORT_EVERY == 0) {
				progress.note(String.format(Locale.ROOT, "Step %d: mean loss %.4f", step + 1, sum / count));
				sum = count = 0;
			}
			progress.update(step + 1, options.steps(), "learning");
		}
	}

	private double rate(int step) {
		double warm = Math.min(1, (step + 1.0) / WARM_UP);
		return options.learningRate() * warm * (1 + Math.cos(Math.PI * step / options.steps())) / 2;
	}

	private void measureStatistics() {
		List<float[]> images = new ArrayList<>();
		for (int i = 0; i < STATISTICS_BATCHES; i++)
			images.add(batches.get(STATISTICS_FROM + i).images());
		lesson.network().reestimateStatistics(images, options.batch(), options.side(), options.side());
	}
}
