package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.memory.LearnedBank;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.MemoryModel.Scale;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.MemoryNetwork;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.LayerDistances;

/**
 * Scores every normal image by the memory of the others. The distances of the first ones, in random order, put the layers on one
 * scale: each layer's mean over them becomes 1.
 */
final class LeftOutScores {
	/** Java memory for the distances of images that wait until the scale is known. */
	private static final long WAITING_BYTES = 64L << 20;
	/** In place of a mean of 0, where all normal images are alike to the last bit. */
	private static final float SMALLEST_SCALE = 1e-6f;

	private record Waiting(int image, int height, int width, List<LayerDistances> distances) {}

	private final TrainingTask task;
	private final TrainingImages images;
	private final List<Integer> sizes;
	private List<List<LearnedBank>> banks;
	private final List<Waiting> waiting = new ArrayList<>();
	private final float[] scores;

	/** @param banks of every scale, on any scale of distances */
	LeftOutScores(TrainingTask task, TrainingImages images, List<Integer> sizes, List<List<LearnedBank>> banks) {
		this.task = task;
		this.images = images;
		this.sizes = sizes;
		this.banks = banks;
		scores = new float[images.count()];
	}

	/** A score for each image, in their order. */
	float[] scores() throws IOException {
		ImageOrder order = new ImageOrder(scores.length, task.options().seed());
		long room = WAITING_BYTES;
		boolean scaled = false;
		try (MemoryNetwork network = model(scales()).network(task.teacher().weights(), task.device())) {
			for (int i = 0; i < scores.length; i++) {
				MemoryTraining.checkCancelled(task);
				Waiting image = distances(network, order.at(i));
				if (scaled) score(image);
				else {
					waiting.add(image);
					for (LayerDistances scale : image.distances)
						room -= scale.bytes();
					if (room <= 0 || i + 1 == scores.length) {
						scale();
						scaled = true;
					}
				}
				task.progress().update(i + 1, scores.length, "Scoring each image by the memory of the others");
			}
		}
		return scores;
	}

	private Waiting distances(MemoryNetwork network, int image) throws IOException {
		List<Scale> others = scales(scale -> scale.stream().map(bank -> bank.without(image)).toList());
		network.use(others.stream().map(Scale::banks).toList());
		AnomalyMapper mapper = new AnomalyMapper(network, images.preprocessing(), model(others));
		var plane = images.plane(image);
		return new Waiting(image, plane.height(), plane.width(), mapper.distances(plane, TrainingProgress.NONE));
	}

	private void score(Waiting image) {
		scores[image.image] = AnomalyMap.score(model(scales()).map(image.distances, image.height, image.width));
	}

	private void scale() {
		banks = IntStream.range(0, banks.size()).mapToObj(s -> IntStream.range(0, banks.get(s).size()).mapToObj(l -> banks
			.get(s).get(l).withScale(mean(s, l))).toList()).toList();
		for (Waiting image : waiting)
			score(new Waiting(image.image, image.height, image.width, scaled(image.distances)));
		waiting.clear();
	}

	/** Mean over all places of the images that wait. */
	private float mean(int scale, int layer) {
		double sum = 0;
		long count = 0;
		for (Waiting image : waiting) {
			float[] values = image.distances.get(scale).layers().get(layer).values();
			for (float value : values)
				sum += value;
			count += values.length;
		}
		return Math.max((float) (sum / count), SMALLEST_SCALE);
	}

	private List<LayerDistances> scaled(List<LayerDistances> distances) {
		return IntStream.range(0, distances.size()).mapToObj(s -> new LayerDistances(distances.get(s).height(), distances.get(s)
			.width(), IntStream.range(0, distances.get(s).layers().size()).mapToObj(l -> scaled(distances.get(s).layers().get(l),
				banks.get(s).get(l).bank().scale())).toList())).toList();
	}

	private static DistanceMap scaled(DistanceMap map, float scale) {
		float[] values = map.values().clone();
		for (int i = 0; i < values.length; i++)
			values[i] /= scale;
		return new DistanceMap(map.height(), map.width(), values);
	}

	/** What was learned from all images. */
	List<Scale> scales() {
		return scales(scale -> scale.stream().map(LearnedBank::bank).toList());
	}

	private List<Scale> scales(java.util.function.Function<List<LearnedBank>, List<MemoryBank>> choice) {
		return IntStream.range(0, banks.size()).mapToObj(s -> new Scale(sizes.get(s), choice.apply(banks.get(s)))).toList();
	}

	private MemoryModel model(List<Scale> scales) {
		return new MemoryModel(task.teacher().weights().backbone(), scales);
	}
}
