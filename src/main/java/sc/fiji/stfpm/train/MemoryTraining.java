package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Orientation;
import sc.fiji.stfpm.image.Orientation.Rectangle;
import sc.fiji.stfpm.memory.LayerLearner;
import sc.fiji.stfpm.memory.LearnedBank;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.FeatureSampler;

/**
 * Makes a memory of normal features: one look at every image for statistics and candidates, and a first choice of what is kept; a
 * second look for what that left out, which is normal but rare, and a second choice; and a third look to score every image by the
 * memory of the others. Time is linear in the number of images, memory bounded.
 */
final class MemoryTraining {
	/** Three looks at an image do not pay for more. */
	private static final long KEPT_IMAGES = 128L << 20;

	private final MemoryRecipe recipe;
	private final TrainingTask task;
	private final TrainingImages images;
	private final NormalUnits units;
	private final List<ScaleInput> scales;
	private final List<List<LayerLearner>> learners = new ArrayList<>();

	MemoryTraining(MemoryRecipe recipe, TrainingTask task) throws IOException {
		this.recipe = recipe;
		this.task = task;
		images = new TrainingImages(task.normals(), task.preprocessing(), KEPT_IMAGES);
		units = NormalUnits.of(task, images);
		boolean tiles = task.preprocessing().mode() == Mode.TILES;
		List<Integer> sizes = tiles ? List.of(task.preprocessing().size()) : task.options().sizes();
		scales = IntStream.range(0, task.preprocessing().channels().parts().size()).boxed().flatMap(part -> sizes.stream().map(size -> new ScaleInput(
			part, size))).toList();
		float weight = tiles ? 0 : (float) recipe.positionWeight();
		var stages = task.teacher().weights().backbone().stages();
		for (int s = 0; s < scales.size(); s++)
			learners.add(recipe.layers().stream().map(layer -> new LayerLearner(layer, stages.get(layer).channels(), weight))
				.toList());
	}

	Learned run() throws IOException {
		long began = System.nanoTime();
		task.progress().note("Teacher " + task.teacher().label() + "; device " + task.device() + "; " + images.count()
			+ " images to learn from" + (units.patches() == null ? ", each of which sets the threshold, too, by the memory of the others"
				: ", in " + units.count() + " patches that set the threshold, too, by the memory of " + (images.count() == 1
					? "those that do not touch them" : "the other images")));
		List<List<LearnedBank>> banks;
		try (FeatureSampler sampler = new FeatureSampler(task.teacher().weights(), task.device())) {
			ImageLook look = new ImageLook(sampler, recipe, task, units.count());
			showAll("Looking at normal images", look::atRandom);
			sampler.compareWith(choose("Choosing normal features", (learner, i) -> learner.begin(recipe.shrinkage(), recipe.first(),
				ImageOrder.mix(task.options().seed(), i), task.progress()::isCancelled)));
			showAll("Looking for rare normal features", look::atRare);
			banks = choose("Choosing rare normal features", (learner, i) -> learner.finish(recipe.capacity(), units, task
				.progress()::isCancelled));
		}
		LeftOutScores leftOut = new LeftOutScores(task, images, units, scales, banks);
		List<NormalImage> normals = NormalImage.of(units.judged().stream().map(u -> units.get(u).name()).toList(), leftOut.scores());
		return new Learned(leftOut.model(), normals, images.count(), 0, (System.nanoTime() - began) / 1e9, new TrainingReport(List.of(),
			List.of()), leftOut.descriptors(), Optional.ofNullable(units.patches()), false);
	}

	/** A look at one image, or patch of it, at one scale. */
	private interface Look {
		void at(ImageLook.Seen seen, int scale, ScaleInput input, List<LayerLearner> learners);
	}

	/** Shows every image to the learners at every scale, in every orientation. */
	private void showAll(String what, Look look) throws IOException {
		List<Orientation> orientations = task.options().augment().orientations();
		for (int u = 0; u < units.count(); u++) {
			NormalUnits.Unit unit = units.get(u);
			ImagePlane plane = images.plane(unit.image());
			for (int copy = 0; copy < orientations.size(); copy++) {
				Orientation how = orientations.get(copy);
				Rectangle patch = unit.place() == null ? null : how.turned(unit.place(), plane.width(), plane.height());
				for (int s = 0; s < scales.size(); s++)
					look.at(new ImageLook.Seen(plane.turned(how), patch, u, copy), s, scales.get(s), learners.get(s));
			}
			task.progress().update(u + 1, units.count(), what);
		}
	}

	/** Layers and scales do not depend on one another, and each takes one processor. */
	private <T> List<List<T>> choose(String what, BiFunction<LayerLearner, Integer, T> choice) {
		List<LayerLearner> all = learners.stream().flatMap(List::stream).toList();
		AtomicInteger done = new AtomicInteger();
		List<T> chosen = IntStream.range(0, all.size()).parallel().mapToObj(i -> {
			T one = choice.apply(all.get(i), i);
			task.progress().update(done.incrementAndGet(), all.size(), what);
			return one;
		}).toList();
		List<List<T>> byScale = new ArrayList<>();
		int from = 0;
		for (List<LayerLearner> scale : learners)
			byScale.add(chosen.subList(from, from += scale.size()));
		return byScale;
	}

	static void checkCancelled(TrainingTask task) {
		if (task.progress().isCancelled()) throw new CancellationException("Training was cancelled");
	}
}
