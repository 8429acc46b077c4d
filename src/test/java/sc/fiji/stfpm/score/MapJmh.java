package sc.fiji.stfpm.score;

import java.util.List;
import java.util.Random;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.network.DistanceMap;

/** From distances to the map of an image of 256 x 256. */
@State(Scope.Benchmark)
public class MapJmh {
	private static final int SIDE = 256;

	private final List<LayerDistances> distances = List.of(new LayerDistances(SIDE, SIDE, List.of(noise(64), noise(32), noise(16))));
	private final DistanceMap quarter = noise(64);
	private final float[] reference = noise(SIDE).values();

	private static DistanceMap noise(int side) {
		Random random = new Random(side);
		float[] values = new float[side * side];
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextFloat();
		return new DistanceMap(side, side, values);
	}

	/** What the times of plain Java are divided by. */
	@Benchmark
	public float reference() {
		float sum = 0;
		for (int y = 1; y < SIDE; y++)
			for (int x = 1; x < SIDE; x++)
				sum += Math.abs(reference[y * SIDE + x] - reference[(y - 1) * SIDE + x - 1]) * reference[y * SIDE + x - 1];
		return sum;
	}

	@Benchmark
	public float[] summedMap() {
		return SummedMap.fuse(distances, SIDE, SIDE);
	}

	@Benchmark
	public float[] gaussian() {
		return new GaussianRows(RowSource.of(quarter.values(), 64), 64, 64, 1).readAll(64, 64);
	}

	@Benchmark
	public Object regions() {
		return Regions.find(distances.get(0).layers().get(0).values(), 64, 64, 0.8f, 1);
	}
}
