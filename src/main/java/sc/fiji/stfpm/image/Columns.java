package sc.fiji.stfpm.image;

/**
 * Some columns of a plane.
 *
 * @param from the first, from 0
 * @param to behind the last
 */
public record Columns(int from, int to) {
	/** @throws IllegalArgumentException where there is none */
	public Columns {
		if (from < 0 || to <= from) throw new IllegalArgumentException("There are no columns from " + from + " to " + to);
	}

	/** All of a plane. */
	public static Columns all(int width) {
		return new Columns(0, width);
	}

	public int count() {
		return to - from;
	}
}
