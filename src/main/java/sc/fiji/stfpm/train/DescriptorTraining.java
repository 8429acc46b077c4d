package sc.fiji.stfpm.train;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.memory.DescriptorLearner;
import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.model.ScoringModel;

/** Learns what normal images are like as a whole, of some that are drawn at random. */
final class DescriptorTraining {
	/** Images that are kept at most. */
	static final int MOST = 1000;
	/** Normal images that {@linkplain Unlike others} are made of. */
	private static final int SOURCES = 4;

	private final TrainingTask task;
	private final TreeSet<Integer> wanted = new TreeSet<>();
	private final DescriptorLearner learner;

	/** @param scoring of the model; which layers count is all that matters */
	DescriptorTraining(TrainingTask task, ScoringModel scoring) {
		this.task = task;
		ImageOrder order = new ImageOrder(task.normals().size(), task.options().seed());
		for (int i = 0; i < Math.min(MOST, task.normals().size()); i++)
			wanted.add(order.at(i));
		learner = new DescriptorLearner(IntStream.range(0, scoring.parts()).flatMap(part -> scoring.layers().stream().mapToInt(layer -> scoring
			.backbone().stages().get(layer).channels())).toArray());
	}

	/**
	 * Takes an image into account, if it is one of those drawn; in the order of the images wherever possible.
	 *
	 * @param means see {@link AnomalyMapper.Look#means}
	 */
	void add(int image, float[] means) {
		if (wanted.contains(image)) learner.add(task.normals().get(image).name(), means);
	}

	/** The images that are wanted, ascending. */
	TreeSet<Integer> wanted() {
		return wanted;
	}

	/** The images that others are to be made of, ascending. */
	List<Integer> sources() {
		return wanted.stream().limit(SOURCES).toList();
	}

	/**
	 * Learns, once all images were added.
	 *
	 * @param others of the sources
	 */
	ImageDescriptors learn(List<Unlike> others) {
		learner.addOthers(others.stream().map(Unlike::blank).toList());
		learner.addOthers(others.stream().map(Unlike::shuffled).toList());
		return learner.learn();
	}
}
