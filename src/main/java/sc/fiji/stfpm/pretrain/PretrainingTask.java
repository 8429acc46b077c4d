package sc.fiji.stfpm.pretrain;

import java.util.Arrays;
import java.util.Locale;

/** What a network can learn on synthetic images. */
public enum PretrainingTask {
	/** To have the features of another teacher. */
	DISTIL(true),
	/** To tell which formula made the pattern at each place. */
	CLASSIFY(false),
	/** Nothing: only the statistics of its batch norms are measured. A random network is what pre-training has to beat. */
	NOTHING(true);

	private final boolean plainAllowed;

	PretrainingTask(boolean plainAllowed) {
		this.plainAllowed = plainAllowed;
	}

	/** Whether surfaces without a pattern may appear; they tell nothing about a formula. */
	boolean plainAllowed() {
		return plainAllowed;
	}

	Formulas formulas(PretrainingOptions options) {
		return this == CLASSIFY ? Formulas.classes(options.seed(), options.classes()) : Formulas.endless();
	}

	/**
	 * @param name in any case
	 * @throws IllegalArgumentException listing the allowed names, if there is no such task
	 */
	public static PretrainingTask of(String name) {
		return Arrays.stream(values()).filter(task -> task.toString().equalsIgnoreCase(name)).findFirst().orElseThrow(
			() -> new IllegalArgumentException("Unknown task '" + name + "', expected one of " + Arrays.toString(values())));
	}

	/** The name that users write. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
