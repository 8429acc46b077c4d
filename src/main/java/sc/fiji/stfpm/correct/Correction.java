package sc.fiji.stfpm.correct;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.stfpm.model.Accepted;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Example;

/**
 * One that a model has.
 *
 * @param number by which it is taken back, from 1
 * @param normal whether the part was accepted as normal; else it was marked as anomalous
 * @param vectors that the memory learned from it
 */
public record Correction(int number, boolean normal, Example example, int vectors) {
	/** All that a model has: what was accepted, then what was marked, the oldest first. */
	public static List<Correction> of(AnomalyModel model) {
		List<Correction> all = new ArrayList<>();
		for (Accepted one : model.accepted())
			all.add(new Correction(all.size() + 1, true, one.example(), one.count()));
		for (Example one : model.marked())
			all.add(new Correction(all.size() + 1, false, one, 0));
		return all;
	}

	/** A line for people, without the number. */
	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%s, %s, %s, score %.4g%s, %s by %s", normal ? "normal" : "anomalous", example.image(), example
			.area(), example.score(), normal ? ", " + vectors + " vectors" : "", example.date(), example.user());
	}
}
