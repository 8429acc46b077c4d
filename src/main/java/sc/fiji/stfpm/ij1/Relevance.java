package sc.fiji.stfpm.ij1;

import java.util.Arrays;
import java.util.function.UnaryOperator;

import org.scijava.module.ModuleItem;

import sc.fiji.stfpm.commands.AnomalyCommand;

/** Whether an input counts, as others are chosen: see {@link AnomalyCommand#WHEN}. */
final class Relevance {
	private Relevance() {}

	/** @param texts the texts of all inputs by key */
	static boolean of(ModuleItem<?> item, UnaryOperator<String> texts) {
		String condition = item.get(AnomalyCommand.WHEN);
		if (condition == null) return true;
		boolean unequal = condition.contains("!=");
		String[] sides = condition.split("!?=", 2);
		return unequal != Arrays.asList(sides[1].split("\\|", -1)).contains(texts.apply(sides[0]));
	}
}
