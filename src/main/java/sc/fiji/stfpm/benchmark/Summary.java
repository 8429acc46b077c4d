package sc.fiji.stfpm.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import sc.fiji.stfpm.dataset.NaturalOrder;

/**
 * The runs of one category, teacher, preset and mode, that differ by their seeds.
 *
 * @param runs at least one
 */
record Summary(List<RunResult> runs) {
	/** @param deviation sample standard deviation; empty for one value */
	record Statistic(double mean, OptionalDouble deviation, int count) {
		static OptionalDouble mean(List<Double> values) {
			return values.stream().mapToDouble(value -> value).average();
		}

		/** Empty without a value. */
		static Optional<Statistic> of(List<Double> values) {
			if (values.isEmpty()) return Optional.empty();
			double mean = mean(values).getAsDouble(), squares = 0;
			for (double value : values)
				squares += (value - mean) * (value - mean);
			return Optional.of(new Statistic(mean, values.size() < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math
				.sqrt(squares / (values.size() - 1))), values.size()));
		}
	}

	/** Groups results; categories in natural order, then as the runs came. */
	static List<Summary> of(List<RunResult> results) {
		Map<String, List<RunResult>> groups = new LinkedHashMap<>();
		results.stream().sorted(Comparator.comparing(RunResult::category, new NaturalOrder()).thenComparing(
			RunResult::teacher).thenComparing(r -> r.training().preset()).thenComparing(RunResult::mode).thenComparing(r -> r
				.training().seed())).forEach(r -> groups.computeIfAbsent(String.join("\n", r.category(), r.teacherSha256(), r
					.training().preset(), r.mode()), key -> new ArrayList<>()).add(r));
		return groups.values().stream().map(Summary::new).toList();
	}

	RunResult first() {
		return runs.get(0);
	}

	/** Mean and deviation over the seeds; over those runs alone that have the metric. */
	Optional<Statistic> statistic(String metric) {
		return Statistic.of(runs.stream().map(run -> run.all().get(metric)).filter(value -> value != null).toList());
	}

	/** The same for one kind of defect. */
	Optional<Statistic> statistic(String kind, String metric) {
		return Statistic.of(runs.stream().map(run -> run.byKind().getOrDefault(kind, Map.of()).get(metric)).filter(
			value -> value != null).toList());
	}

	Optional<Statistic> trainingSeconds() {
		return Statistic.of(runs.stream().map(run -> run.training().seconds()).toList());
	}
}
