package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * A student that learns to reproduce a frozen teacher's features. Holds native memory until closed. Not thread-safe, and
 * one trainer at a time may step: the engine has one gradient collector.
 */
public final class StudentTrainer extends PyramidTrainer {
	private final ResNetPyramid teacher;
	private final Map<Integer, List<NDArray>> targets = new LinkedHashMap<>();
	private final long targetBudget;
	private long targetBytes;

	/**
	 * @param teacher frozen
	 * @param student the start, not changed itself
	 * @param targetBudget bytes of native memory for the teacher's features of images seen before
	 * @throws IllegalArgumentException if the two are not of the same backbone
	 */
	public StudentTrainer(BackboneWeights teacher, BackboneWeights student, ComputeDevice device, long targetBudget) {
		super(likeTeacher(student, teacher), device);
		this.targetBudget = targetBudget;
		this.teacher = ResNetPyramid.folded(manager, teacher);
	}

	static BackboneWeights likeTeacher(BackboneWeights student, BackboneWeights teacher) {
		if (teacher.backbone() != student.backbone()) throw new IllegalArgumentException("The teacher is a " + teacher
			.backbone().id() + ", the student a " + student.backbone().id() + "; both must be the same");
		return student;
	}

	/**
	 * What a step found before it changed the student.
	 *
	 * @param loss of the batch
	 * @param largestDistances for each image the largest distance of any position, summed over layers
	 */
	public record Step(double loss, float[] largestDistances) {}

	/**
	 * One training step.
	 *
	 * @param images {@code n * 3 * height * width} normalised values in [N, C, H, W] order
	 * @param ids an identity for each image, under which the teacher's features are kept for the next time; negative
	 *          where the image will not come again as it is
	 * @return the loss and distances before the step
	 * @throws ArithmeticException if the loss is not finite; the student is then unchanged but for its running statistics
	 */
	public Step step(float[] images, int[] ids, int height, int width, Loss loss, Sgd sgd) {
		return alone(() -> {
			NDArray x = input.fill(manager, images, ids.length, height, width);
			List<NDArray> target = target(x, ids);
			List<NDArray> distances = new ArrayList<>();
			double value = descend(() -> {
				distances.addAll(FeatureDistance.between(target, student.forward(x)));
				return loss.total(distances);
			}, sgd);
			float[] largest = new float[ids.length];
			for (NDArray layer : distances) {
				float[] maxima = layer.max(new int[] { 2 }).max(new int[] { 1 }).toFloatArray();
				for (int i = 0; i < largest.length; i++)
					largest[i] += maxima[i];
			}
			return new Step(value, largest);
		});
	}

	private List<NDArray> target(NDArray x, int[] ids) {
		List<List<NDArray>> known = new ArrayList<>();
		for (int id : ids)
			if (targets.containsKey(id)) known.add(targets.get(id));
		if (known.size() == ids.length) return joined(known);
		List<NDArray> normalised = new ArrayList<>();
		for (NDArray feature : teacher.forward(x)) {
			normalised.add(FeatureDistance.normalised(feature));
			feature.close();
		}
		for (int i = 0; i < ids.length; i++)
			if (ids[i] >= 0 && !targets.containsKey(ids[i])) keep(ids[i], i, normalised);
		return normalised;
	}

	private static List<NDArray> joined(List<List<NDArray>> images) {
		List<NDArray> layers = new ArrayList<>();
		for (int l = 0; l < images.get(0).size(); l++) {
			NDList column = new NDList();
			for (List<NDArray> image : images)
				column.add(image.get(l));
			layers.add(NDArrays.concat(column, 0));
		}
		return layers;
	}

	private void keep(int id, int index, List<NDArray> normalised) {
		long bytes = normalised.stream().mapToLong(a -> a.size() / a.getShape().get(0) * Float.BYTES).sum();
		if (targetBytes + bytes > targetBudget) return;
		targetBytes += bytes;
		List<NDArray> own = new ArrayList<>();
		for (NDArray layer : normalised) {
			NDArray copy = layer.get(index + ":" + (index + 1)).duplicate();
			NDScope.unregister(copy);
			own.add(copy);
		}
		targets.put(id, own);
	}
}
