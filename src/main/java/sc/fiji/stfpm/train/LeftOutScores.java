package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.memory.LearnedBank;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.MemoryModel.Scale;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.MemoryNetwork;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.ChannelGain;
import sc.fiji.stfpm.score.Floats;
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
	private final List<ScaleInput> scales;
	private List<List<LearnedBank>> banks;
	/** Of the distances by the banks' first scales; null until they are known. */
	private List<List<Float>> means;
	private final List<Waiting> waiting = new ArrayList<>();
	private final int parts;
	/** Of each of the channels that are looked at one by one, before they are on one footing. */
	private final float[][] scores;
	/** Of the channels, 1 until all scores are known; empty where they are seen together. */
	private List<Float> gains;
	private ImageDescriptors descriptors;

	/** @param banks of every scale, on any scale of distances */
	LeftOutScores(TrainingTask task, TrainingImages images, List<ScaleInput> scales, List<List<LearnedBank>> banks) {
		this.task = task;
		this.images = images;
		this.scales = scales;
		this.banks = banks;
		parts = 1 + scales.get(scales.size() - 1).part();
		scores = new float[parts][images.count()];
		gains = parts == 1 ? List.of() : Collections.nCopies(parts, 1f);
	}

	/** A score for each image, in their order. */
	float[] scores() throws IOException {
		int count = images.count();
		ImageOrder order = new ImageOrder(count, task.options().seed());
		long room = WAITING_BYTES;
		DescriptorTraining whole = new DescriptorTraining(task, model());
		try (MemoryNetwork network = model().network(task.teacher().weights(), task.device())) {
			AnomalyMapper mapper = new AnomalyMapper(network, images.preprocessing(), model());
			for (int i = 0; i < count; i++) {
				MemoryTraining.checkCancelled(task);
				Waiting image = look(network, mapper, order.at(i), whole);
				if (means == null) {
					waiting.add(image);
					room -= image.distances.stream().mapToLong(LayerDistances::bytes).sum();
				}
				else score(image);
				if (means == null && (room <= 0 || i + 1 == count)) scale();
				task.progress().update(i + 1, count, "Scoring each image by the memory of the others");
			}
			descriptors = whole.learn(mapper);
		}
		return combined();
	}

	/** The highest of the channels, once they are on one footing. */
	private float[] combined() {
		if (parts == 1) return scores[0];
		float level = model().level();
		float[] factors = ChannelGain.factors(scores, level), highest = new float[images.count()];
		gains = Floats.list(factors);
		for (int part = 0; part < parts; part++) {
			ChannelGain gain = new ChannelGain(level, factors[part]);
			for (int i = 0; i < highest.length; i++)
				highest[i] = Math.max(highest[i], gain.of(scores[part][i]));
		}
		return highest;
	}

	private Waiting look(MemoryNetwork network, AnomalyMapper mapper, int image, DescriptorTraining whole) throws IOException {
		network.replace(banks.stream().map(scale -> scale.stream().map(bank -> bank.without(image)).toList()).toList());
		ImagePlane plane = images.plane(image);
		AnomalyMapper.Look look = mapper.look(plane, Progress.cancelOnly(task.progress()));
		whole.add(image, look.means());
		return new Waiting(image, plane.height(), plane.width(), look.scales());
	}

	private void score(Waiting image) {
		List<LayerDistances> distances = scaled(image.distances);
		MemoryModel model = model();
		for (int part = 0; part < parts; part++)
			scores[part][image.image] = AnomalyMap.score(model.rows(part, distances, image.height, image.width, Columns.all(image.width)).readAll(
				image.height, image.width));
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
		return new MemoryModel(task.teacher().weights().backbone(), IntStream.range(0, banks.size()).mapToObj(s -> new Scale(scales.get(s)
			.part(), scales.get(s).size(), banks.get(s).stream().map(LearnedBank::bank).toList())).toList(), List.of(), gains);
	}
}
