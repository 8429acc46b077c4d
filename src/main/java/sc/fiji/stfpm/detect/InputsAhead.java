package sc.fiji.stfpm.detect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;

/** What networks see of tiles, one after the other: the next one is read and normalised while the last is looked at. For one thread. */
final class InputsAhead {
	private final IntFunction<float[]> input;
	private final int end;
	private int number;
	/** Null before the first and behind the last one. */
	private CompletableFuture<float[]> next;

	/**
	 * @param input of a tile, by its number; asked for on another thread
	 * @param first number
	 * @param end behind the last number
	 */
	InputsAhead(IntFunction<float[]> input, int first, int end) {
		this.input = input;
		this.end = end;
		number = first;
	}

	/** The next tile's; what reading it threw is thrown here. */
	float[] next() {
		float[] now = next == null ? input.apply(number) : joined(next);
		int following = ++number;
		next = following < end ? CompletableFuture.supplyAsync(() -> input.apply(following)) : null;
		return now;
	}

	private static float[] joined(CompletableFuture<float[]> future) {
		try {
			return future.join();
		}
		catch (CompletionException e) {
			if (e.getCause() instanceof Error error) throw error;
			if (e.getCause() instanceof RuntimeException error) throw error;
			throw e;
		}
	}
}
