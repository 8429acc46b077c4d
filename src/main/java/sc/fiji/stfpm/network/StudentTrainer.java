package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * A student that learns to reproduce a frozen teacher's features. Holds native memory until closed. Not thread-safe, and
 * one trainer at a time may step: the engine has one gradient collector.
 */
public final class StudentTrainer implements AutoCloseable {
	private final NDManager manager;
	private final ComputeDevice device;
	private final Backbone backbone;
	private final ResNetPyramid teacher;
	private final ResNetPyramid student;
	private final Map<String, NDArray> parameters = new LinkedHashMap<>();
	private final Map<String, NDArray> statistics = new LinkedHashMap<>();
	private final Map<String, NDArray> velocities = new LinkedHashMap<>();
	private final BatchNormMode mode = new BatchNormMode();
	private final Map<Integer, List<NDArray>> targets = new LinkedHashMap<>();
	private final long targetBudget;
	private long targetBytes;
	private final InputBuffer input = new InputBuffer();

	/**
	 * @param teacher frozen
	 * @param student the start, not changed itself
	 * @param targetBudget bytes of native memory for the teacher's features of images seen before
	 * @throws IllegalArgumentException if the two are not of the same backbone
	 */
	public StudentTrainer(BackboneWeights teacher, BackboneWeights student, ComputeDevice device, long targetBudget) {
		if (teacher.backbone() != student.backbone()) throw new IllegalArgumentException("The teacher is a " + teacher
			.backbone().id() + ", the student a " + student.backbone().id() + "; both must be the same");
		this.device = device;
		this.targetBudget = targetBudget;
		backbone = student.backbone();
		manager = device.newManager();
		this.teacher = StudentTeacher.folded(manager, teacher);
		this.student = new ResNetPyramid(backbone, c -> new TrainableConv(manager, student, c, mode, parameters,
			statistics), false);
		parameters.forEach((name, p) -> velocities.put(name, p.mul(0f)));
	}

	/**
	 * What a step found before it changed the student.
	 *
	 * @param loss of the batch
	 * @param largestDistances for each image the largest distance of any position, summed over layers
	 */
	public record Step(double loss, float[] largestDistances) {}

	/** The device that the networks are on. */
	public ComputeDevice device() {
		return device;
	}

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
		// The engine records gradients for one at a time in the whole virtual machine, and refuses a second.
		synchronized (StudentTrainer.class) {
			return stepAlone(images, ids, height, width, loss, sgd);
		}
	}

	private Step stepAlone(float[] images, int[] ids, int height, int width, Loss loss, Sgd sgd) {
		try (NoGradient off = new NoGradient(); NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			NDArray x = input.fill(manager, images, ids.length, height, width);
			List<NDArray> target = target(x, ids);
			double value;
			float[] largest = new float[ids.length];
			try (GradientCollector collector = EngineSetup.engine().newGradientCollector()) {
				List<NDArray> distances = FeatureDistance.between(target, student.forward(x));
				NDArray total = loss.total(distances);
				value = total.getFloat();
				if (!Double.isFinite(value)) throw new ArithmeticException("The loss became " + value
					+ "; a lower learning rate than " + sgd.learningRate() + " may help");
				collector.backward(total);
				for (NDArray layer : distances) {
					float[] maxima = layer.max(new int[] { 2 }).max(new int[] { 1 }).toFloatArray();
					for (int i = 0; i < largest.length; i++)
						largest[i] += maxima[i];
				}
			}
			parameters.forEach((name, p) -> update(p, velocities.get(name), sgd));
			return new Step(value, largest);
		}
	}

	private static void update(NDArray p, NDArray velocity, Sgd sgd) {
		NDArray gradient = p.getGradient();
		velocity.muli(sgd.momentum()).addi(gradient.add(p.mul(sgd.weightDecay())));
		p.subi(velocity.mul(sgd.learningRate()));
		gradient.subi(gradient);
	}

	/**
	 * Shows the student images in training mode without a step, so that its running statistics become the plain average
	 * over these batches; they otherwise lag behind the weights.
	 *
	 * @param batches supplies normalised values in [N, C, H, W] order, all of one size
	 */
	public void reestimateStatistics(List<float[]> batches, int n, int height, int width) {
		for (int i = 0; i < batches.size(); i++) {
			mode.average(i + 1);
			try (NoGradient off = new NoGradient(); NDScope scope = new NDScope()) {
				scope.suppressNotUsedWarning();
				student.forward(input.fill(manager, batches.get(i), n, height, width));
			}
		}
		mode.train();
	}

	/**
	 * From now on steps use the running statistics, as evaluation does, instead of the batch's, so that the student is
	 * trained exactly as it will be used.
	 */
	public void freezeStatistics() {
		mode.freeze();
	}

	/** A copy of the student as it is now. */
	public BackboneWeights student() {
		Map<String, float[]> values = new LinkedHashMap<>();
		parameters.forEach((name, array) -> values.put(name, array.toFloatArray()));
		statistics.forEach((name, array) -> values.put(name, array.toFloatArray()));
		return BackboneWeights.of(backbone, values);
	}

	/** Copies of the optimizer's velocities, by parameter name, row-major. */
	public Map<String, float[]> velocities() {
		Map<String, float[]> values = new LinkedHashMap<>();
		velocities.forEach((name, array) -> values.put(name, array.toFloatArray()));
		return values;
	}

	/** Puts back velocities that {@link #velocities()} gave. */
	public void setVelocities(Map<String, float[]> values) {
		for (Map.Entry<String, NDArray> entry : velocities.entrySet()) {
			float[] value = values.get(entry.getKey());
			NDArray array = entry.getValue();
			try (NoGradient off = new NoGradient(); NDArray loaded = array.getShape().dimension() == 4 ? ChannelsLast.create(manager, value, array.getShape()
				.getShape()) : manager.create(value))
			{
				array.subi(array).addi(loaded);
			}
		}
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

	/** Frees the native memory; the object must not be used afterwards. */
	@Override
	public void close() {
		manager.close();
	}

}
