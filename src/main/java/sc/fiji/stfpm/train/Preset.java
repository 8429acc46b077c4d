package sc.fiji.stfpm.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.stfpm.model.Preprocessing.Resampling;
import sc.fiji.stfpm.network.Loss;
import sc.fiji.stfpm.network.Sgd;
import sc.fiji.stfpm.score.FalseAlarmRate;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.score.ThresholdRule;

/**
 * Ways of learning what is normal: a memory at one size or at several, and known ways of training STFPM. Of those the three published
 * recipes differ in loss scale, map, resizing and stopping; in all of them held-out normal images choose the student here, where anomalib's own protocol looks at the test set.
 */
public enum Preset {
	/** Our default: no training steps, a memory of normal features in whitened space. */
	MEMORY("memory") {
		@Override
		TrainingOptions.Builder options() {
			return memory(192);
		}
	},
	/** The same at three sizes whose maps are added, since which size is best depends on the images. In tiles it is {@link #MEMORY}. */
	THOROUGH("thorough") {
		@Override
		TrainingOptions.Builder options() {
			return memory(128, 192, 256);
		}
	},
	/** STFPM our way: small batches, a budget in steps, a learning rate that decays. */
	FAST("fast") {
		@Override
		TrainingOptions.Builder options() {
			return recipe().loss(Loss.MEAN).formula(MapFormula.OFFICIAL).sgd(new Sgd(0.4, 0.9, 1e-4)).batch(8).steps(120)
				.schedule(LearningRate.COSINE).reestimate(true).freezeAfter(0.5).validateEvery(20).resampling(Resampling.ANTIALIASED);
		}
	},
	/** The authors' code. */
	OFFICIAL("official") {
		@Override
		TrainingOptions.Builder options() {
			return recipe().loss(Loss.MEAN).formula(MapFormula.OFFICIAL).sgd(new Sgd(0.4, 0.9, 1e-4)).batch(32).epochs(100)
				.resampling(Resampling.ANTIALIASED);
		}
	},
	/** The version behind the benchmark table. */
	ANOMALIB_0_3("anomalib-0.3") {
		@Override
		TrainingOptions.Builder options() {
			return recipe().loss(Loss.HALF_SUM_OVER_BATCH).formula(MapFormula.ANOMALIB).sgd(new Sgd(0.4, 0.9, 1e-4)).batch(32)
				.epochs(100).patience(3).resampling(Resampling.LINEAR);
		}
	},
	/** Its current version. */
	ANOMALIB_2("anomalib-2") {
		@Override
		TrainingOptions.Builder options() {
			return recipe().loss(Loss.HALF_SUM_OVER_BATCH).formula(MapFormula.ANOMALIB).sgd(new Sgd(0.4, 0.9, 1e-3)).batch(32)
				.epochs(100).patience(5).resampling(Resampling.ANTIALIASED);
		}
	};

	private final String id;

	Preset(String id) {
		this.id = id;
	}

	abstract TrainingOptions.Builder options();

	TrainingOptions.Builder memory(Integer... sizes) {
		return TrainingOptions.Builder.memory(id(), new MemoryRecipe(List.of(0, 1, 2), 1, 0.1, 30_000, 4_000, 0.4), new FalseAlarmRate(
			0.05)).presetSizes(List.of(sizes));
	}

	TrainingOptions.Builder recipe() {
		return TrainingOptions.Builder.student(id, ThresholdRule.DEFAULT);
	}

	/** What is taken where nobody names one. */
	public static final Preset DEFAULT = MEMORY;

	/** The name that users write. */
	public String id() {
		return id;
	}

	/** @throws IllegalArgumentException listing what is allowed */
	public static Preset of(String id) {
		return Arrays.stream(values()).filter(p -> p.id.equals(id.trim().toLowerCase(Locale.ROOT))).findFirst().orElseThrow(
			() -> new IllegalArgumentException("Unknown preset '" + id + "'; allowed are " + ids()));
	}

	/** All names, comma-separated. */
	public static String ids() {
		return Arrays.stream(values()).map(Preset::id).collect(Collectors.joining(", "));
	}
}
