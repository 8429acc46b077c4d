package sc.fiji.stfpm.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A kind of file that is damaged again and again, and what comes of reading it. */
final class MutatedKind {
	/** Reads a file and gives all that matters of it as text, to be compared. */
	@FunctionalInterface
	interface Reader {
		String read(Path file) throws IOException;
	}

	private enum Outcome {
		REFUSED, SAME, WRONG, CRASH, HANG
	}

	private static final int PATIENCE_SECONDS = 120;

	final String name;
	private final byte[] original;
	private final Path file;
	private final Reader reader;
	private final String expected;
	private final boolean safetensors;
	private final Map<Outcome, Map<Mutation, Integer>> counts = new EnumMap<>(Outcome.class);
	/** Of what is wrong or crashed: the mutation and what became of it. */
	final List<String> findings = new ArrayList<>();

	MutatedKind(String name, Path file, Reader reader) throws IOException {
		this.name = name;
		this.file = file;
		this.reader = reader;
		original = Files.readAllBytes(file);
		safetensors = original[8] == '{';
		expected = reader.read(file);
		for (Outcome outcome : Outcome.values())
			counts.put(outcome, new EnumMap<>(Mutation.class));
	}

	/** Tries each mutation in turn. */
	MutatedKind run(int tries, long seed) throws IOException {
		Random random = new Random(seed);
		List<Mutation> mutations = new ArrayList<>(List.of(Mutation.values()));
		if (!safetensors) mutations.removeIf(Mutation::ofHeader);
		ExecutorService thread = Executors.newSingleThreadExecutor(r -> {
			Thread daemon = new Thread(r, "reading " + name);
			daemon.setDaemon(true);
			return daemon;
		});
		try {
			for (int i = 0, turn = 0, unchanged = 0; i < tries; turn++) {
				Mutation mutation = mutations.get(turn % mutations.size());
				byte[] mutated = mutation.of(original, random);
				if (mutated == null) {
					if (++unchanged > 100 * tries) throw new IOException("Nothing of " + name + " could be changed");
					continue;
				}
				Files.write(file, mutated);
				counts.get(outcome(thread, mutation)).merge(mutation, 1, Integer::sum);
				i++;
			}
		}
		finally {
			thread.shutdownNow();
			Files.write(file, original);
		}
		return this;
	}

	private Outcome outcome(ExecutorService thread, Mutation mutation) {
		try {
			String read = thread.submit(() -> reader.read(file)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			if (read.equals(expected)) return Outcome.SAME;
			int at = 0;
			while (at < Math.min(read.length(), expected.length()) && read.charAt(at) == expected.charAt(at))
				at++;
			findings.add(mutation + ": " + excerpt(expected, at) + " became " + excerpt(read, at));
			return Outcome.WRONG;
		}
		catch (ExecutionException e) {
			if (e.getCause() instanceof IOException) return Outcome.REFUSED;
			findings.add(mutation + ": " + e.getCause());
			return Outcome.CRASH;
		}
		catch (TimeoutException e) {
			findings.add(mutation + ": no end");
			return Outcome.HANG;
		}
		catch (InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	private static String excerpt(String text, int at) {
		return "'" + text.substring(Math.max(0, at - 25), Math.min(text.length(), at + 25)) + "'";
	}

	int wrong() {
		return count(Outcome.WRONG);
	}

	int crashes() {
		return count(Outcome.CRASH) + count(Outcome.HANG);
	}

	private int count(Outcome outcome) {
		return counts.get(outcome).values().stream().mapToInt(Integer::intValue).sum();
	}

	static String head() {
		return "| kind | tried | refused | same | wrong | crashes | hangs | wrong or crashed by |\n|---|---|---|---|---|---|---|---|";
	}

	String row() {
		StringBuilder row = new StringBuilder("| " + name + " | " + List.of(Outcome.values()).stream().mapToInt(this::count).sum());
		for (Outcome outcome : Outcome.values())
			row.append(" | ").append(count(outcome));
		Map<Mutation, Integer> bad = new EnumMap<>(counts.get(Outcome.WRONG));
		counts.get(Outcome.CRASH).forEach((mutation, n) -> bad.merge(mutation, n, Integer::sum));
		return row + " | " + (bad.isEmpty() ? "" : bad) + " |";
	}
}
