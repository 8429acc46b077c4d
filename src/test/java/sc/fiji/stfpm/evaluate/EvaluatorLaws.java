package sc.fiji.stfpm.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EvaluatorLaws {
	@Property(tries = 200)
	void metricsFollowFromTheOrderOfScoresAlone(@ForAll @Size(min = 1, max = 20) List<@IntRange(max = 30) Integer> normal,
		@ForAll @Size(min = 1, max = 20) List<@IntRange(max = 30) Integer> anomalous)
	{
		Evaluation plain = evaluation(normal, anomalous, score -> score);
		Evaluation cubed = evaluation(normal, anomalous, score -> score * score * score + 7);
		for (int i = 0; i < plain.figures().size(); i++)
			if (!plain.figures().get(i).name().contains("threshold"))
				assertEquals(plain.figures().get(i).value(), cubed.figures().get(i).value(), plain.figures().get(i).name());
	}

	@Property(tries = 200)
	void negatedScoresHaveTheRestOfTheAuroc(@ForAll @Size(min = 1, max = 20) List<@IntRange(max = 30) Integer> normal,
		@ForAll @Size(min = 1, max = 20) List<@IntRange(max = 30) Integer> anomalous)
	{
		Evaluation plain = evaluation(normal, anomalous, score -> score), negated = evaluation(normal, anomalous, score -> -score);
		assertEquals(1, plain.image().auroc().getAsDouble() + negated.image().auroc().getAsDouble(), 1e-12);
		assertEquals(1, plain.pixel().auroc().getAsDouble() + negated.pixel().auroc().getAsDouble(), 1e-12);
	}

	/** Each score that of an image and of its one pixel. */
	private static Evaluation evaluation(List<Integer> normal, List<Integer> anomalous, UnaryOperator<Float> of) {
		try (Evaluator evaluator = new Evaluator(0, 10)) {
			for (int score : normal)
				add(evaluator, false, of.apply((float) score));
			for (int score : anomalous)
				add(evaluator, true, of.apply((float) score));
			return evaluator.evaluate(OptionalDouble.empty(), 100).all();
		}
	}

	private static void add(Evaluator evaluator, boolean anomalous, float score) {
		evaluator.add("image", anomalous ? "hole" : "good", anomalous, score, new float[] { score }, new boolean[] { anomalous },
			1, 1);
	}
}
