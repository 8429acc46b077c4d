package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.detect.PatchMapper;
import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.memory.CellMeans;
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
 * Scores every normal image, or every patch, by the memory of the others. The distances of the first ones, in random order, put the layers on one
 * scale: each layer's mean over them becomes 1.
 */
final class LeftOutScores {
	/** Java memory for the distances of images that wait until the scale is known. */
	private static final long WAITING_BYTES = 64L << 20;

	private record Waiting(int unit, int height, int width, List<LayerDistances> distances, PixelMask ignored) {
		/** Whether a pixel below a place of a layer counts. */
		boolean counts(DistanceMap map, int place) {
			if (ignored == PixelMask.NONE) return true;
			long column = place % map.width(), row = place / map.width();
			for (long y = row * height / map.height(); y < Math.min(height, ((row + 1) * height + map.height() - 1) / map.height()); y++)
				for (long x = column * width / map.width(); x < Math.min(width, ((column + 1) * width + map.width() - 1) / map.width()); x++)
					if (!ignored.contains(x, y)) return true;
			return false;
		}
	}

	private final TrainingTask task;
	private final TrainingImages images;
	private final NormalUnits units;
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
	private final DescriptorTraining whole;
	private Optional<ImageDescriptors> descriptors = Optional.empty();
	/** Of the image whose patches are looked at. */
	private List<CellMeans> gathered;
	private int patchesLeft;

	/** @param banks of every scale, on any scale of distances */
	LeftOutScores(TrainingTask task, TrainingImages images, NormalUnits units, List<ScaleInput> scales, List<List<LearnedBank>> banks) {
		this.task = task;
		this.images = images;
		this.units = units;
		this.scales = scales;
		this.banks = banks;
		parts = 1 + scales.get(scales.size() - 1).part();
		scores = new float[parts][units.count()];
		gains = parts == 1 ? List.of() : Collections.nCopies(parts, 1f);
		whole = new DescriptorTraining(task, model());
	}

	/** A score for each image or patch that is judged, in their order. */
	float[] scores() throws IOException {
		List<Integer> order = units.shuffled(images.count(), task.options().seed());
		long room = WAITING_BYTES;
		try (MemoryNetwork network = model().network(task.teacher().weights(), task.device())) {
			AnomalyMapper mapper = new AnomalyMapper(network, images.preprocessing(), model());
			for (int i = 0; i < order.size(); i++) {
				MemoryTraining.checkCancelled(task);
				int unit = order.get(i);
				network.replace(banks.stream().map(scale -> scale.stream().map(bank -> bank.without(unit, units)).toList()).toList());
				Waiting one = units.get(unit).place() == null ? look(mapper, unit) : look(network, unit);
				if (means == null) {
					waiting.add(one);
					room -= one.distances.stream().mapToLong(LayerDistances::bytes).sum();
				}
				else score(one);
				if (means == null && (room <= 0 || i + 1 == order.size())) scale();
				task.progress().update(i + 1, order.size(), units.patches() == null ? "Scoring each image by the memory of the others"
					: "Scoring each patch by the memory of the others");
			}
			if (units.patches() == null || images.count() > 1 && !units.patches().drawn()) descriptors = Optional.of(whole.learn(mapper));
		}
		return combined(units.judged());
	}

	/** Those of the units that are judged: of the channels the highest, once they are on one footing. */
	private float[] combined(List<Integer> judged) {
		float[][] own = new float[parts][judged.size()];
		for (int part = 0; part < parts; part++)
			for (int i = 0; i < judged.size(); i++)
				own[part][i] = scores[part][judged.get(i)];
		if (parts == 1) return own[0];
		float level = model().level();
		float[] factors = ChannelGain.factors(own, level), highest = new float[judged.size()];
		gains = Floats.list(factors);
		for (int part = 0; part < parts; part++) {
			ChannelGain gain = new ChannelGain(level, factors[part]);
			for (int i = 0; i < highest.length; i++)
				highest[i] = Math.max(highest[i], gain.of(own[part][i]));
		}
		return highest;
	}

	private Waiting look(AnomalyMapper mapper, int image) throws IOException {
		ImagePlane plane = images.plane(image);
		AnomalyMapper.Look look = mapper.look(plane, Progress.withoutUpdates(task.progress()));
		whole.add(image, look.means());
		return new Waiting(image, plane.height(), plane.width(), look.scales(), plane.ignored());
	}

	private Waiting look(MemoryNetwork network, int unit) throws IOException {
		NormalUnits.Unit patch = units.get(unit);
		ImagePlane plane = images.plane(patch.image());
		PatchMapper mapper = new PatchMapper(network, images.preprocessing(), model());
		if (patchesLeft == 0) {
			gathered = mapper.gathering(plane);
			patchesLeft = (int) units.judged().stream().filter(other -> units.get(other).image() == patch.image()).count();
		}
		List<LayerDistances> distances = mapper.look(plane, patch.place(), gathered);
		if (--patchesLeft == 0) whole.add(patch.image(), CellMeans.joined(gathered.stream().map(CellMeans::means).toList()));
		return new Waiting(unit, patch.place().height(), patch.place().width(), distances, plane.ignored().from(patch.place().x(), patch.place()
			.y()));
	}

	private void score(Waiting one) {
		List<LayerDistances> distances = scaled(one.distances);
		MemoryModel model = model();
		for (int part = 0; part < parts; part++)
			scores[part][one.unit] = score(model.rows(part, distances, one.height, one.width, Columns.all(one.width)).readAll(one.height,
				one.width), one);
	}

	/** The highest of the pixels that count. */
	private static float score(float[] map, Waiting one) {
		if (one.ignored != PixelMask.NONE) for (int i = 0; i < map.length; i++)
			if (one.ignored.contains(i % one.width, i / one.width)) map[i] = 0;
		return AnomalyMap.score(map);
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
		for (Waiting one : waiting) {
			DistanceMap map = one.distances.get(scale).layers().get(layer);
			float[] values = map.values();
			for (int i = 0; i < values.length; i++) {
				if (!one.counts(map, i)) continue;
				sum += values[i];
				count++;
			}
		}
		return sum / Math.max(1, count);
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

	/** What the images are like as a whole, once there are scores; empty for one image, and where not all patches were looked at. */
	Optional<ImageDescriptors> descriptors() {
		return descriptors;
	}

	/** What was learned from all images; on the right scale once there are scores. */
	MemoryModel model() {
		return new MemoryModel(task.teacher().weights().backbone(), IntStream.range(0, banks.size()).mapToObj(s -> new Scale(scales.get(s)
			.part(), scales.get(s).size(), banks.get(s).stream().map(LearnedBank::bank).toList())).toList(), List.of(), gains);
	}
}
