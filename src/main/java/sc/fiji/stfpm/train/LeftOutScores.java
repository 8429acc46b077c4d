package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.ImageDescriptors;
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

	private record Waiting(int image, int height, int width, List<LayerDistances> distances) {}

	private final TrainingTask task;
	private final TrainingImages images;
	private final List<Integer> sizes;
	private List<List<LearnedBank>> banks;
	/** Of the distances by the banks' first scales; null until they are known. */
	private List<List<Float>> means;
	private final List<Waiting> waiting = new ArrayList<>();
	private final float[] scores;
	private ImageDescriptors descriptors;

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
		DescriptorTraining whole = new DescriptorTraining(task, model());
		try (MemoryNetwork network = model().network(task.teacher().weights(), task.device())) {
			AnomalyMapper mapper = new AnomalyMapper(network, images.preprocessing(), model());
			for (int i = 0; i < scores.length; i++) {
				MemoryTraining.checkCancelled(task);
				Waiting image = look(network, mapper, order.at(i), whole);
				if (means == null) {
					waiting.add(image);
					room -= image.distances.stream().mapToLong(LayerDistances::bytes).sum();
				}
				else score(image);
				if (means == null && (room <= 0 || i + 1 == scores.length)) scale();
				task.progress().update(i + 1, scores.length, "Scoring each image by the memory of the others");
			}
			descriptors = whole.learn(mapper);
		}
		return scores;
	}

	private Waiting look(MemoryNetwork network, AnomalyMapper mapper, int image, DescriptorTraining whole) throws IOException {
		network.replace(banks.stream().map(scale -> scale.stream().map(bank -> bank.without(image)).toList()).toList());
		ImagePlane plane = images.plane(image);
		AnomalyMapper.Look look = mapper.look(plane, Progress.cancelOnly(task.progress()));
		whole.add(image, look.means());
		return new Waiting(image, plane.height(), plane.width(), look.scales());
	}

	private void score(Waiting image) {
		scores[image.image] = AnomalyMap.score(model().map(scaled(image.distances), image.height, image.width));
	}

	/** Makes the mean over the images that wait 1, for every layer of every scale. The network keeps the first guess. */
	private void scale() {
		List<List<Float>> found = new ArrayList<>();
		List<List<LearnedBank>> scaled = new ArrayList<>();
		for (int s = 0; s < banks.size(); s++) {
			List<Float> factors = new ArrayList<>();
			List<LearnedBank> layers = new ArrayList<>();
			for (int l = 0; l < banks.get(s).size(); l++) {
				float before = banks.get(s).get(l).bank().scale();
				float after = (float) Math.max(before * mean(s, l), MemoryBank.SMALLEST_SCALE);
				layers.add(banks.get(s).get(l).withScale(after));
				factors.add(after / before);
			}
			found.add(factors);
			scaled.add(layers);
		}
		means = found;
		banks = scaled;
		waiting.forEach(this::score);
		waiting.clear();
	}

	private double mean(int scale, int layer) {
		double sum = 0;
		long count = 0;
		for (Waiting image : waiting) {
			float[] values = image.distances.get(scale).layers().get(layer).values();
			for (float value : values)
				sum += value;
			count += values.length;
		}
		return sum / count;
	}

	private List<LayerDistances> scaled(List<LayerDistances> distances) {
		return IntStream.range(0, distances.size()).mapToObj(s -> new LayerDistances(distances.get(s).height(), distances.get(s)
			.width(), IntStream.range(0, distances.get(s).layers().size()).mapToObj(l -> scaled(distances.get(s).layers().get(l),
				means.get(s).get(l))).toList())).toList();
	}

	private static DistanceMap scaled(DistanceMap map, float scale) {
		float[] values = map.values().clone();
		for (int i = 0; i < values.length; i++)
			values[i] /= scale;
		return new DistanceMap(map.height(), map.width(), values);
	}

	/** What the images are like as a whole, once there are scores. */
	ImageDescriptors descriptors() {
		return descriptors;
	}

	/** What was learned from all images; on the right scale once there are scores. */
	MemoryModel model() {
		return new MemoryModel(task.teacher().weights().backbone(), IntStream.range(0, banks.size()).mapToObj(s -> new Scale(
			sizes.get(s), banks.get(s).stream().map(LearnedBank::bank).toList())).toList());
	}
}
