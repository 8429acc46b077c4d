package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import sc.fiji.stfpm.memory.LayerLearner;
import sc.fiji.stfpm.memory.LearnedBank;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.FeatureSampler;

/**
 * Makes a memory of normal features: one look at every image for statistics and candidates, the choice of what is kept, and
 * another look at every image to score it by the memory of the others. Time is linear in the number of images, memory bounded.
 */
final class MemoryTraining {
	private final MemoryRecipe recipe;
	private final TrainingTask task;
	private final TrainingImages images;
	private final List<Integer> sizes;
	private final List<List<LayerLearner>> learners = new ArrayList<>();

	MemoryTraining(MemoryRecipe recipe, TrainingTask task) {
		this.recipe = recipe;
		this.task = task;
		images = new TrainingImages(task.normals(), task.preprocessing());
		boolean tiles = task.preprocessing().mode() == Mode.TILES;
		sizes = tiles ? List.of(task.preprocessing().size()) : task.options().sizes();
		float weight = tiles ? 0 : (float) recipe.positionWeight();
		var stages = task.teacher().weights().backbone().stages();
		for (int s = 0; s < sizes.size(); s++)
			learners.add(recipe.layers().stream().map(layer -> new LayerLearner(layer, stages.get(layer).channels(), weight))
				.toList());
	}

	Learned run() throws IOException {
		long began = System.nanoTime();
		task.progress().note("Teacher " + task.teacher().label() + "; device " + task.device() + "; " + images.count()
			+ " images to learn from, each of which sets the threshold, too, by the memory of the others");
		look();
		List<List<LearnedBank>> banks = choose();
		LeftOutScores leftOut = new LeftOutScores(task, images, sizes, banks);
		float[] scores = leftOut.scores();
		MemoryModel memory = new MemoryModel(task.teacher().weights().backbone(), leftOut.scales());
		return new Learned(memory, scores, images.count(), 0, (System.nanoTime() - began) / 1e9, new TrainingReport(List.of(),
			List.of()), false);
	}

	private void look() throws IOException {
		try (FeatureSampler sampler = new FeatureSampler(task.teacher().weights(), task.device())) {
			ImageLook look = new ImageLook(sampler, images.preprocessing(), recipe, task.options().seed(), images.count());
			for (int i = 0; i < images.count(); i++) {
				checkCancelled(task);
				for (int s = 0; s < sizes.size(); s++)
					look.at(images.plane(i), i, s, sizes.get(s), learners.get(s));
				task.progress().update(i + 1, images.count(), "Looking at normal images");
			}
		}
	}

	/** Layers and scales do not depend on one another, and each takes one processor. */
	private List<List<LearnedBank>> choose() {
		int layers = recipe.layers().size(), all = sizes.size() * layers;
		AtomicInteger done = new AtomicInteger();
		List<LearnedBank> banks = IntStream.range(0, all).parallel().mapToObj(i -> {
			LearnedBank bank = learners.get(i / layers).get(i % layers).learn(recipe.shrinkage(), recipe.capacity(), ImageOrder
				.mix(task.options().seed(), i), task.progress()::isCancelled);
			task.progress().update(done.incrementAndGet(), all, "Choosing the normal features to keep");
			return bank;
		}).toList();
		learners.clear();
		return IntStream.range(0, sizes.size()).mapToObj(s -> banks.subList(s * layers, (s + 1) * layers)).toList();
	}

	static void checkCancelled(TrainingTask task) {
		if (task.progress().isCancelled()) throw new CancellationException("Training was cancelled");
	}
}
