package sc.fiji.stfpm.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * A network whose weights are being learned, and its optimizer. Holds native memory until closed. Not thread-safe, and one
 * trainer at a time may step: the engine has one gradient collector.
 */
public abstract class PyramidTrainer implements AutoCloseable {
	final NDManager manager;
	final ResNetPyramid student;
	final InputBuffer input = new InputBuffer();
	private final ComputeDevice device;
	private final Backbone backbone;
	private final Map<String, NDArray> parameters = new LinkedHashMap<>();
	private final Map<String, NDArray> statistics = new LinkedHashMap<>();
	private final Map<String, NDArray> velocities = new LinkedHashMap<>();
	private final BatchNormMode mode = new BatchNormMode();

	/** @param start not changed itself */
	PyramidTrainer(BackboneWeights start, ComputeDevice device) {
		this.device = device;
		backbone = start.backbone();
		manager = device.newManager();
		student = new ResNetPyramid(backbone, c -> new TrainableConv(manager, start, c, mode, parameters, statistics), false);
		parameters.forEach((name, p) -> velocities.put(name, p.mul(0f)));
	}

	/** The device that the networks are on. */
	public final ComputeDevice device() {
		return device;
	}

	/** Lets the optimizer move another array, which needs a gradient and takes part in every loss. */
	final void learn(String name, NDArray parameter) {
		parameters.put(name, parameter);
		velocities.put(name, parameter.mul(0f));
	}

	/** Runs a step and frees the arrays that it made. */
	static <T> T alone(Supplier<T> step) {
		// The engine records gradients for one at a time in the whole virtual machine, and refuses a second.
		synchronized (PyramidTrainer.class) {
			try (NoGradient off = new NoGradient(); NDScope scope = new NDScope()) {
				scope.suppressNotUsedWarning();
				return step.get();
			}
		}
	}

	/**
	 * Computes a loss and moves the parameters one step down its gradient.
	 *
	 * @param loss called once, while gradients are recorded
	 * @return its value before the step
	 * @throws ArithmeticException if it is not finite; the parameters are then unchanged
	 */
	final double descend(Supplier<NDArray> loss, Sgd sgd) {
		double value;
		try (GradientCollector collector = EngineSetup.engine().newGradientCollector()) {
			NDArray total = loss.get();
			value = total.getFloat();
			if (!Double.isFinite(value)) throw new ArithmeticException("The loss became " + value
				+ "; a lower learning rate than " + sgd.learningRate() + " may help");
			collector.backward(total);
		}
		parameters.forEach((name, p) -> update(p, velocities.get(name), sgd));
		return value;
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
	public final void reestimateStatistics(List<float[]> batches, int n, int height, int width) {
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
	public final void freezeStatistics() {
		mode.freeze();
	}

	/** A copy of the student as it is now. */
	public final BackboneWeights student() {
		Map<String, float[]> values = new LinkedHashMap<>();
		for (String name : backbone.tensorShapes().keySet())
			values.put(name, parameters.getOrDefault(name, statistics.get(name)).toFloatArray());
		return BackboneWeights.of(backbone, values);
	}

	/** Copies of the optimizer's velocities, by parameter name, row-major. */
	public final Map<String, float[]> velocities() {
		Map<String, float[]> values = new LinkedHashMap<>();
		velocities.forEach((name, array) -> values.put(name, array.toFloatArray()));
		return values;
	}

	/** Puts back velocities that {@link #velocities()} gave. */
	public final void setVelocities(Map<String, float[]> values) {
		velocities.forEach((name, array) -> load(array, values.get(name)));
	}

	/** Gives an array of ours other values, row-major. */
	final void load(NDArray array, float[] values) {
		try (NoGradient off = new NoGradient(); NDArray loaded = array.getShape().dimension() == 4 ? ChannelsLast.create(manager, values,
			array.getShape().getShape()) : manager.create(values))
		{
			array.subi(array).addi(loaded);
		}
	}

	/** Frees the native memory; the object must not be used afterwards. */
	@Override
	public void close() {
		manager.close();
	}
}
