package sc.fiji.stfpm.score;

import java.util.ArrayList;
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

	/** An array as a list. */
	public static List<Float> list(float[] values) {
		List<Float> list = new ArrayList<>(values.length);
		for (float value : values)
			list.add(value);
		return list;
	}
}
