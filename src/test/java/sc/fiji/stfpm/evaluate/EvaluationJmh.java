package sc.fiji.stfpm.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The ranking of an evaluation's pixels. */
@State(Scope.Benchmark)
public class EvaluationJmh {
	private static final int IMAGES = 20;
	private static final int SIDE = 128;

	private final List<float[]> maps = new ArrayList<>();
	private final boolean[] mask = new boolean[SIDE * SIDE];

	public EvaluationJmh() {
		Random random = new Random(1);
		for (int i = 0; i < IMAGES; i++) {
			float[] map = new float[SIDE * SIDE];
			for (int p = 0; p < map.length; p++) {
				mask[p] = p % SIDE < 30 && p / SIDE < 40;
				map[p] = random.nextFloat() + (i % 2 == 1 && mask[p] ? 0.5f : 0);
			}
			maps.add(map);
		}
	}

	@Benchmark
	public double rank() {
		List<Ranking.Run> runs = new ArrayList<>();
		try (ScoreStore store = new ScoreStore(Long.MAX_VALUE)) {
			for (int i = 0; i < IMAGES; i++) {
				boolean anomalous = i % 2 == 1;
				runs.add(new Ranking.Run(i, anomalous ? 0 : Ranking.NORMAL, anomalous, store.add(maps.get(i).clone())));
			}
			Ranking ranking = new Ranking(runs, 1);
			ranking.walk(Ranking.Listener.NONE, Stage.silent());
			return ranking.all().auroc();
		}
	}
}
