package sc.fiji.stfpm.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.EmbeddedTeacher;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;

/**
 * Measures the embedded teacher's batch norm statistics on synthetic images of overlapping discs ("dead leaves") and
 * writes them to the file given: {@code src/main/resources/sc/fiji/stfpm/weights/embedded-statistics.safetensors}.
 */
final class EmbeddedStatistics {
	private static final int SIDE = 256, BATCH = 8, BATCHES = 8, DISCS = 400;
	private static final float[] MEAN = { 0.485f, 0.456f, 0.406f }, DEVIATION = { 0.229f, 0.224f, 0.225f };

	private EmbeddedStatistics() {}

	public static void main(String[] args) throws Exception {
		BackboneWeights weights = EmbeddedTeacher.withoutStatistics();
		List<float[]> batches = new ArrayList<>();
		Random seeded = new Random(EmbeddedTeacher.SEED);
		for (int i = 0; i < BATCHES; i++)
			batches.add(batch(seeded));
		Map<String, Tensor> statistics = new LinkedHashMap<>();
		try (StudentTrainer trainer = new StudentTrainer(weights, weights, ComputeDevice.of("cpu"), 0)) {
			trainer.reestimateStatistics(batches, BATCH, SIDE, SIDE);
			trainer.student().toTensors("").forEach((name, tensor) -> {
				if (name.contains("running_")) statistics.put(name, tensor);
			});
		}
		Safetensors.write(Path.of(args[0]), statistics, Map.of("name", "batch norm statistics of the untrained teacher",
			"seed", Long.toString(EmbeddedTeacher.SEED)));
	}

	private static float[] batch(Random random) {
		int area = SIDE * SIDE;
		float[] values = new float[BATCH * 3 * area];
		for (int n = 0; n < BATCH; n++)
			for (int d = 0; d < DISCS; d++)
				disc(values, n * 3 * area, random);
		for (int i = 0; i < values.length; i++) {
			int c = i / area % 3;
			values[i] = (values[i] + 0.03f * (float) random.nextGaussian() - MEAN[c]) / DEVIATION[c];
		}
		return values;
	}

	private static void disc(float[] values, int offset, Random random) {
		double radius = 3 * Math.pow(20, random.nextDouble() * random.nextDouble());
		double cx = SIDE * random.nextDouble(), cy = SIDE * random.nextDouble(), grey = random.nextDouble();
		float[] colour = new float[3];
		for (int c = 0; c < 3; c++)
			colour[c] = (float) (0.7 * grey + 0.3 * random.nextDouble());
		for (int y = Math.max(0, (int) (cy - radius)); y < Math.min(SIDE, cy + radius); y++)
			for (int x = Math.max(0, (int) (cx - radius)); x < Math.min(SIDE, cx + radius); x++)
				if ((x - cx) * (x - cx) + (y - cy) * (y - cy) < radius * radius) for (int c = 0; c < 3; c++)
					values[offset + (c * SIDE + y) * SIDE + x] = colour[c];
	}
}
