package sc.fiji.stfpm.profile;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which samples belong to a stage.
 *
 * @param methods that it is told by, each the full name of a class, and behind a {@code #} that of a method where not all count
 */
record StageRule(List<String> methods, Predicate<Sample> applies) {
	private static final String ROOT = "sc.fiji.stfpm.";

	/** One of these classes, or methods of them, was being run; names without the root package. */
	static StageRule in(String... methods) {
		return in(Arrays.stream(methods).map(method -> ROOT + method).toList());
	}

	/** The same of other software. */
	static StageRule inForeign(String... methods) {
		return in(List.of(methods));
	}

	private static StageRule in(List<String> methods) {
		return new StageRule(methods, stack -> stack.frames().stream().anyMatch(frame -> methods.stream().anyMatch(method -> matches(frame, method))));
	}

	private static boolean matches(Sample.Frame frame, String method) {
		int hash = method.indexOf('#');
		return hash < 0 ? frame.is(method) : frame.is(method.substring(0, hash)) && frame.method().equals(method.substring(hash + 1));
	}

	StageRule or(StageRule other) {
		return new StageRule(List.of(methods, other.methods).stream().flatMap(List::stream).toList(), applies.or(other.applies));
	}

	/** Of some classes of which one calls the other, the one that was called last is the first. */
	static StageRule innermost(String wanted, String... others) {
		List<String> all = List.of(others).stream().map(other -> ROOT + other).toList();
		return new StageRule(List.of(ROOT + wanted), stack -> stack.frames().stream().filter(frame -> frame.is(ROOT + wanted) || all.stream().anyMatch(
			frame::is)).findFirst().map(frame -> frame.is(ROOT + wanted)).orElse(false));
	}
}
