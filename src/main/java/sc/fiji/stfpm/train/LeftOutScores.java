package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.memory.LearnedBank;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.score.ChannelGain;
import sc.fiji.stfpm.score.Floats;

/**
 * Scores every normal image, or every patch, by the memory of the others. The distances of the first ones, in random order, put the layers on one
 * scale: each layer's mean over them becomes 1.
 */
final class LeftOutScores {
	/** Java memory for the distances of images that wait until the scale is known. */
	static final long WAITING_BYTES = 64L << 20;

	private final TrainingTask task;
	private final long room;
	private final MemoryPlan plan;
	/** Of each unit. */
	private final long[] distanceBytes;
	private List<List<LearnedBank>> banks;
	/** Of each of the channels that are looked at one by one, before they are on one footing. */
	private final float[][] scores;
	/** Of the channels, 1 until all scores are known; empty where they are seen together. */
	private List<Float> gains;
	private final DescriptorTraining whole;
	private Optional<ImageDescriptors> descriptors = Optional.empty();

	/**
	 * @param distanceBytes of each unit, what its distances take
	 * @param room for the distances that wait, in bytes
	 * @param banks of every scale, on any scale of distances
	 */
	LeftOutScores(TrainingTask task, MemoryPlan plan, long[] distanceBytes, long room, List<List<LearnedBank>> banks) {
		this.room = room;
		this.task = task;
		this.plan = plan;
		this.distanceBytes = distanceBytes;
		this.banks = banks;
		scores = new float[plan.parts()][plan.units().count()];
		gains = plan.parts() == 1 ? List.of() : Collections.nCopies(plan.parts(), 1f);
		whole = new DescriptorTraining(task, model());
	}

	/** A score for each image or patch that is judged, in their order. */
	float[] scores() throws IOException {
		NormalUnits units = plan.units();
		List<Integer> order = units.shuffled(task.normals().size(), plan.seed());
		boolean describes = units.patches() == null || task.normals().size() > 1 && !units.patches().drawn();
		TreeSet<Integer> described = describes ? whole.wanted() : new TreeSet<>();
		int first = first(order), open = first < order.size() && image(order, first) == image(order, first - 1) ? image(order, first) : -1;
		// The networks keep the first guess of the scale.
		List<List<LearnedBank>> guessed = banks;
		LeftOut waiting = look(new LeftOutLook(plan, guessed, null, described, open, null), order, 0, first);
		List<List<Float>> distanceScales = scale(waiting.waiting());
		for (LeftOut.Waiting one : waiting.waiting()) {
			task.checkCancelled();
			put(one.unit(), one.scores(model(), distanceScales));
		}
		if (first < order.size()) {
			LeftOut rest = look(new LeftOutLook(plan, guessed, distanceScales, described, open, waiting.left()), order, first, order.size());
			for (int i = first; i < order.size(); i++)
				put(order.get(i), rest.scores().get(i - first));
		}
		if (describes) descriptors = Optional.of(whole.learn(task.looks().run(new UnlikeLook(plan, model().banks(), gains), whole.sources().stream()
			.map(image -> new Shown(image, image)).toList(), new LookRunner.Tally("Looking at images without structure", 0, whole.sources().size()))));
		return combined(units.judged());
	}

	/** How many wait: those whose distances first fill the memory for it. */
	private int first(List<Integer> order) {
		int first = 0;
		for (long left = room; first < order.size() && left > 0;)
			left -= distanceBytes[order.get(first++)];
		return first;
	}

	private int image(List<Integer> order, int at) {
		return plan.units().get(order.get(at)).image();
	}

	private LeftOut look(LeftOutLook look, List<Integer> order, int from, int to) throws IOException {
		LeftOut found = task.looks().run(look, Shown.of(plan.units(), order.subList(from, to)), new LookRunner.Tally(plan.units()
			.patches() == null ? "Scoring each image by the memory of the others" : "Scoring each patch by the memory of the others", from, order
				.size()));
		found.means().forEach(one -> whole.add(one.image(), one.means()));
		return found;
	}

	private void put(int unit, float[] ofChannels) {
		for (int part = 0; part < scores.length; part++)
			scores[part][unit] = ofChannels[part];
	}

	/** Those of the units that are judged: of the channels the highest, once they are on one footing. */
	private float[] combined(List<Integer> judged) {
		float[][] own = new float[scores.length][judged.size()];
		for (int part = 0; part < scores.length; part++)
			for (int i = 0; i < judged.size(); i++)
				own[part][i] = scores[part][judged.get(i)];
		if (scores.length == 1) return own[0];
		float level = model().level();
		float[] factors = ChannelGain.factors(own, level), highest = new float[judged.size()];
		gains = Floats.list(factors);
		for (int part = 0; part < scores.length; part++) {
			ChannelGain gain = new ChannelGain(level, factors[part]);
			for (int i = 0; i < highest.length; i++)
				highest[i] = Math.max(highest[i], gain.of(own[part][i]));
		}
		return highest;
	}

	/**
	 * Makes the mean over the images that wait 1, for every layer of every scale.
	 *
	 * @return what distances on the first guess are to be divided by
	 */
	private List<List<Float>> scale(List<LeftOut.Waiting> waiting) {
		List<List<Float>> found = new ArrayList<>();
		List<List<LearnedBank>> scaled = new ArrayList<>();
		for (int s = 0; s < banks.size(); s++) {
			List<Float> factors = new ArrayList<>();
			List<LearnedBank> layers = new ArrayList<>();
			for (int l = 0; l < banks.get(s).size(); l++) {
				float before = banks.get(s).get(l).bank().scale();
				float after = (float) Math.max(before * mean(waiting, s, l), MemoryBank.SMALLEST_SCALE);
				layers.add(banks.get(s).get(l).withScale(after));
				factors.add(after / before);
			}
			found.add(factors);
			scaled.add(layers);
		}
		banks = scaled;
		return found;
	}

	private static double mean(List<LeftOut.Waiting> waiting, int scale, int layer) {
		double sum = 0;
		long count = 0;
		for (LeftOut.Waiting one : waiting) {
			DistanceMap map = one.distances().get(scale).layers().get(layer);
			float[] values = map.values();
			for (int i = 0; i < values.length; i++) {
				if (!one.counts(map, i)) continue;
				sum += values[i];
				count++;
			}
		}
		return sum / Math.max(1, count);
	}

	/** What the images are like as a whole, once there are scores; empty for one image, and where not all patches were looked at. */
	Optional<ImageDescriptors> descriptors() {
		return descriptors;
	}

	/** What was learned from all images; on the right scale once there are scores. */
	MemoryModel model() {
		return plan.model(task.teacher().weights().backbone(), banks.stream().map(scale -> scale.stream().map(LearnedBank::bank).toList()).toList(),
			gains);
	}
}
