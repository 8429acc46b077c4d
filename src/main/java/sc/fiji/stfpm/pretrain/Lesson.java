package sc.fiji.stfpm.pretrain;

import java.util.Map;

import sc.fiji.stfpm.network.ClassTrainer;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.Distiller;
import sc.fiji.stfpm.network.PyramidTrainer;
import sc.fiji.stfpm.network.Sgd;
import sc.fiji.stfpm.weights.BackboneWeights;

/** A network being taught, and how one batch teaches it. */
interface Lesson extends AutoCloseable {
	PyramidTrainer network();

	/**
	 * @param first whether this is one of the first half of all steps
	 * @return the loss before the step
	 */
	double step(SceneBatches.Batch batch, boolean first, Sgd sgd);

	/** Frees the network. */
	@Override
	default void close() {
		network().close();
	}

	/** What is learned besides the network, by name. */
	default Map<String, float[]> heads() {
		return Map.of();
	}

	/** Puts back what {@link #heads()} gave. */
	default void setHeads(Map<String, float[]> values) {}

	/** The same features as a teacher's, by STFPM's own loss: at first block by block, then of the whole network. */
	static Lesson distil(BackboneWeights teacher, BackboneWeights start, PretrainingOptions options, ComputeDevice device) {
		Distiller trainer = new Distiller(teacher, start, device);
		return new Lesson() {
			@Override
			public PyramidTrainer network() {
				return trainer;
			}

			@Override
			public double step(SceneBatches.Batch batch, boolean first, Sgd sgd) {
				return trainer.step(batch.images(), options.batch(), options.side(), options.side(), first, sgd);
			}
		};
	}

	/** Which formula made the pattern at each place. */
	static Lesson classify(BackboneWeights start, PretrainingOptions options, ComputeDevice device) {
		ClassTrainer trainer = new ClassTrainer(start, options.classes(), options.seed(), device);
		return new Lesson() {
			@Override
			public PyramidTrainer network() {
				return trainer;
			}

			@Override
			public double step(SceneBatches.Batch batch, boolean first, Sgd sgd) {
				return trainer.step(batch.images(), batch.labels(), options.side(), options.side(), sgd);
			}

			@Override
			public Map<String, float[]> heads() {
				return trainer.heads();
			}

			@Override
			public void setHeads(Map<String, float[]> values) {
				trainer.setHeads(values);
			}
		};
	}
}
