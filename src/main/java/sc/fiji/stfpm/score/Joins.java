package sc.fiji.stfpm.score;

import java.util.Arrays;

/** Which of the numbers from 0 have been joined with which, by union-find. Not thread-safe. */
final class Joins {
	private int[] parents = new int[64];
	private int count;

	/** A number that is joined with none: the next one. */
	int add() {
		if (count == parents.length) parents = Arrays.copyOf(parents, 2 * parents.length);
		parents[count] = count;
		return count++;
	}

	/** How many numbers there are. */
	int count() {
		return count;
	}

	/** The lowest of those that a number is joined with. */
	int root(int number) {
		int at = number;
		while (parents[at] != at) {
			parents[at] = parents[parents[at]];
			at = parents[at];
		}
		return at;
	}

	/** Joins two, and tells the lowest of all that are joined then. */
	int join(int a, int b) {
		int rootA = root(a), rootB = root(b), root = Math.min(rootA, rootB);
		parents[Math.max(rootA, rootB)] = root;
		return root;
	}

	/** Forgets all joins, and has so many numbers again. */
	void restart(int numbers) {
		count = 0;
		while (count < numbers)
			add();
	}
}
