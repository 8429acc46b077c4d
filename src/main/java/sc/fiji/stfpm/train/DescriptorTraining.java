package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.memory.DescriptorLearner;
import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.ScoringModel;

/**
 * Learns what normal images are like as a whole, and makes images of some of them that no normal one is like: without any structure,
 * and with their pixels in random order.
 */
final class DescriptorTraining {
	/** Images that are kept at most, drawn at random. */
	static final int MOST = 1000;
	/** Normal images that others are made of. */
	private static final int SOURCES = 4;
	/** In tiles, pixels a side that others are made of at most. */
	private static final int LARGEST = 256;

	private final TrainingTask task;
	private final ScoringModel scoring;
	private final Set<Integer> wanted = new TreeSet<>();
	private final DescriptorLearner learner;

	/** @param scoring of the model; which layers count is all that matters */
	DescriptorTraining(TrainingTask task, ScoringModel scoring) {
		this.task = task;
		this.scoring = scoring;
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
	Set<Integer> wanted() {
		return wanted;
	}

	/** What was learned, once all images were added. */
	ImageDescriptors learn(AnomalyMapper mapper) throws IOException {
		List<float[]> blank = new ArrayList<>(), shuffled = new ArrayList<>();
		for (int image : wanted.stream().limit(SOURCES).toList()) {
			ImagePlane plane = task.normals().get(image).read();
			blank.add(means(plane, mapper, WithoutStructure::blank));
			shuffled.add(means(plane, mapper, input -> WithoutStructure.shuffled(input, ImageOrder.mix(task.options().seed(), image))));
		}
		learner.addOthers(blank);
		learner.addOthers(shuffled);
		return learner.learn();
	}

	private float[] means(ImagePlane plane, AnomalyMapper mapper, UnaryOperator<float[]> change) {
		return CellMeans.joined(IntStream.range(0, scoring.parts()).mapToObj(part -> means(part, plane, mapper, change)).toList());
	}

	private float[] means(int part, ImagePlane plane, AnomalyMapper mapper, UnaryOperator<float[]> change) {
		Preprocessing preprocessing = task.preprocessing().forPart(part);
		int scale = scoring.firstScale(part);
		if (preprocessing.mode() == Mode.WHOLE) {
			int size = scoring.sizes(preprocessing).get(scale);
			return mapper.means(scale, change.apply(preprocessing.withSize(size).whole(plane)), size, size);
		}
		int width = Math.min(LARGEST, plane.width()), height = Math.min(LARGEST, plane.height());
		return mapper.means(scale, change.apply(preprocessing.region(plane, (plane.width() - width) / 2, (plane.height() - height) / 2, width,
			height)), height, width);
	}
}
