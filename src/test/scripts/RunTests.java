import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests that its arguments name, {@code package.Class#method} or {@code package.Class}. Prints a line for each that failed, was
 * skipped or does not exist, and last how many ran.
 */
final class RunTests {
	public static void main(String[] names) {
		Set<String> wanted = new TreeSet<>(Arrays.asList(names));
		PostDiscoveryFilter named = test -> FilterResult.includedIf(test.getSource().filter(MethodSource.class::isInstance).map(
			MethodSource.class::cast).filter(method -> !wanted.contains(name(method)) && !wanted.contains(method.getClassName()))
			.isEmpty());
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(wanted.stream().map(name -> name
			.split("#")[0]).distinct().map(DiscoverySelectors::selectClass).collect(Collectors.toList())).filters(named).build();
		int[] ran = { 0 };
		Set<String> missing = new TreeSet<>(wanted);
		LauncherFactory.create().execute(request, new TestExecutionListener() {
			@Override
			public void executionFinished(TestIdentifier test, TestExecutionResult result) {
				if (test.isTest()) ran[0]++;
				if (test.isTest()) test.getSource().map(MethodSource.class::cast).ifPresent(method -> missing.removeAll(List.of(name(
					method), method.getClassName())));
				boolean skipped = result.getStatus() == TestExecutionResult.Status.ABORTED;
				if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) System.out.println((skipped ? "SKIPPED " : "FAILED ")
					+ named(test) + " " + result.getThrowable().map(e -> e.toString().lines().findFirst().orElse("")).orElse(""));
			}

			@Override
			public void executionSkipped(TestIdentifier test, String reason) {
				System.out.println("SKIPPED " + named(test) + " " + reason);
			}
		});
		missing.forEach(name -> System.out.println("MISSING " + name));
		System.out.println("RAN " + ran[0]);
		// Threads of an engine or of ImageJ may still be there.
		System.exit(0);
	}

	private static String name(MethodSource method) {
		return method.getClassName() + "#" + method.getMethodName();
	}

	private static String named(TestIdentifier test) {
		return test.getSource().filter(MethodSource.class::isInstance).map(source -> name((MethodSource) source)).orElse(test
			.getDisplayName());
	}
}
