package sc.fiji.stfpm.pretrain;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Where a scene gets its patterns from: a fixed list of formulas, each a class to be told apart, or always a new one. */
final class Formulas {
	/** The label of a formula that is no class. */
	static final int NO_CLASS = -1;

	private final long seed;
	private final int classes;

	private Formulas(long seed, int classes) {
		this.seed = seed;
		this.classes = classes;
	}

	/** A formula with the number of its class. */
	record Formula(int label, Pattern pattern) {}

	/** @param seed of the formulas; the same ones for every image */
	static Formulas classes(long seed, int count) {
		return new Formulas(seed, count);
	}

	/** A new formula whenever one is asked for. */
	static Formulas endless() {
		return new Formulas(0, 0);
	}

	Formula draw(RandomGenerator random) {
		if (classes == 0) return new Formula(NO_CLASS, family(random.nextInt(Integer.MAX_VALUE)).draw(random));
		int label = random.nextInt(classes);
		return new Formula(label, family(label).draw(new SplittableRandom(ValueNoise.scrambled(seed + label))));
	}

	/** Families take turns. */
	private static PatternFamily family(int index) {
		PatternFamily[] all = PatternFamily.values();
		return all[index % all.length];
	}
}
