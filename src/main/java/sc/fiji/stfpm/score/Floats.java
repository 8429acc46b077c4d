package sc.fiji.stfpm.score;

import java.util.List;

/** Scores as arrays. */
public final class Floats {
	private Floats() {}

	/** The values of a list, in its order. */
	public static float[] of(List<Float> values) {
		float[] floats = new float[values.size()];
		for (int i = 0; i < floats.length; i++)
			floats[i] = values.get(i);
		return floats;
	}
}
