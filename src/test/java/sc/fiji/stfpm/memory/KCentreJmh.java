package sc.fiji.stfpm.memory;

import java.util.Random;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The choice of different vectors. */
@State(Scope.Benchmark)
public class KCentreJmh {
	private static final int POINTS = 10_000;
	private static final int DIMENSIONS = 66;
	private static final int CENTRES = 800;

	private final float[] vectors = vectors();

	private static float[] vectors() {
		Random random = new Random(1);
		float[] vectors = new float[POINTS * DIMENSIONS];
		for (int i = 0; i < vectors.length; i++)
			vectors[i] = (float) random.nextGaussian();
		return vectors;
	}

	@Benchmark
	public int[] choose() {
		KCentre choice = new KCentre(DIMENSIONS, 1);
		choice.add(vectors);
		choice.choose(CENTRES, () -> false);
		return choice.centres();
	}
}
