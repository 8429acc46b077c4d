package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import sc.fiji.stfpm.memory.LayerLearner;
import sc.fiji.stfpm.memory.LearnedBank;
import sc.fiji.stfpm.memory.MemoryBank;

/**
 * Makes a memory of normal features: one look at every image for statistics and candidates, and a first choice of what is kept; a
 * second look for what that left out, which is normal but rare, and a second choice; and a third look to score every image by the
 * memory of the others. Looks are taken wherever the images are ({@link LookRunner}), choices are made here. Time is linear in the number of
 * images. Memory is bounded but for a few numbers an image: candidates are as many for any number of images.
 */
final class MemoryTraining {
	private final MemoryRecipe recipe;
	private final TrainingTask task;
	private final MemoryPlan plan;
	private final long room;
	private final List<List<LayerLearner>> learners;

	MemoryTraining(MemoryRecipe recipe, TrainingTask task) throws IOException {
		this(recipe, task, LeftOutScores.WAITING_BYTES);
	}

	/** @param room see {@link LeftOutScores} */
	MemoryTraining(MemoryRecipe recipe, TrainingTask task, long room) throws IOException {
		this.room = room;
		this.recipe = recipe;
		this.task = task;
		plan = MemoryPlan.of(recipe, task, NormalUnits.of(task));
		var stages = task.teacher().weights().backbone().stages();
		learners = plan.layers(layer -> new LayerLearner(layer, stages.get(layer).channels(), plan.positionWeight()));
	}

	Learned run() throws IOException {
		long began = System.nanoTime();
		NormalUnits units = plan.units();
		int images = task.normals().size();
		task.progress().note("Teacher " + task.teacher().label() + "; device " + task.device() + "; " + images
			+ " images to learn from" + (units.patches() == null ? ", each of which sets the threshold, too, by the memory of the others"
				: ", in " + units.count() + " patches that set the threshold, too, by the memory of " + (images == 1
					? "those that do not touch them" : "the other images")));
		long[] distanceBytes = show("Looking at normal images", List.of());
		List<List<MemoryBank>> known = choose("Choosing normal features", (learner, i) -> learner.begin(recipe.shrinkage(), recipe.first(),
			ImageOrder.mix(plan.seed(), i), task.progress()::isCancelled));
		show("Looking for rare normal features", known);
		List<List<LearnedBank>> banks = choose("Choosing rare normal features", (learner, i) -> learner.finish(recipe.capacity(), units, task
			.progress()::isCancelled));
		LeftOutScores leftOut = new LeftOutScores(task, plan, distanceBytes, room, banks);
		List<NormalImage> normals = NormalImage.of(units.judged().stream().map(u -> units.name(u, task.normals())).toList(), leftOut.scores());
		return new Learned(leftOut.model(), normals, images, 0, (System.nanoTime() - began) / 1e9, new TrainingReport(List.of(),
			List.of()), leftOut.descriptors(), Optional.ofNullable(units.patches()), false);
	}

	/**
	 * Shows every image to the learners at every scale, in every orientation.
	 *
	 * @param known see {@link GatherLook}
	 * @return see {@link Gathered#distanceBytes}
	 */
	private long[] show(String what, List<List<MemoryBank>> known) throws IOException {
		NormalUnits units = plan.units();
		Gathered gathered = task.looks().run(new GatherLook(plan, known), Shown.of(units, units.all()), new LookRunner.Tally(what, 0, units
			.count()));
		for (int s = 0; s < learners.size(); s++)
			for (int l = 0; l < learners.get(s).size(); l++)
				learners.get(s).get(l).show(gathered.samples().get(s).get(l));
		return gathered.distanceBytes();
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
			byScale.add(List.copyOf(chosen.subList(from, from += scale.size())));
		return byScale;
	}
}
