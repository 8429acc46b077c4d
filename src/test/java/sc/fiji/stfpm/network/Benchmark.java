package sc.fiji.stfpm.network;

import java.util.Locale;
import java.util.function.IntConsumer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Convolution;
import sc.fiji.stfpm.weights.ResidualBlock;

/**
 * Prints images per second of detection and training at 256 x 256 on the best device, and the share of the measured
 * matrix-multiply peak that they reach. {@code mvn -q -Pbenchmark}.
 */
final class Benchmark {
	private static final int SIDE = 256;
	private static final int WARM_UP = 2;
	private static final int RUNS = 5;

	private Benchmark() {}

	public static void main(String[] args) {
		ComputeDevice device = ComputeDevice.of("auto");
		double peak = peak(device);
		double forward = 2 * multiplications(Backbone.RESNET18, SIDE) / 1e9;
		print("%s, device %s%n", EngineSetup.description(), device);
		print("Matrix multiply peak %.0f GFLOP/s; one forward pass of ResNet-18 to layer3 %.2f GFLOP%n", peak, forward);
		BackboneWeights teacher = BackboneWeights.random(Backbone.RESNET18, 1), student = BackboneWeights.random(
			Backbone.RESNET18, 2);
		try (StudentTeacher networks = new StudentTeacher(teacher, student, device)) {
			for (int batch : new int[] { 1, 4, 8 }) {
				float[] images = StudentTeacherTest.noise(batch, SIDE);
				report("detection", batch, seconds(i -> networks.distances(images, batch, SIDE, SIDE)), 2 * forward, peak);
			}
		}
		float[] images = StudentTeacherTest.noise(8, SIDE);
		Sgd sgd = new Sgd(0.01, 0.9, 1e-4);
		try (StudentTrainer trainer = new StudentTrainer(teacher, student, device, 1L << 30)) {
			int[] anew = new int[8], kept = new int[8];
			for (int i = 0; i < 8; i++) {
				anew[i] = -1;
				kept[i] = i;
			}
			// A step is the teacher's forward pass, and the student's forward and twice that backward.
			report("training", 8, seconds(i -> trainer.step(images, anew, SIDE, SIDE, Loss.MEAN, sgd)), 4 * forward, peak);
			report("training, teacher's features kept", 8, seconds(i -> trainer.step(images, kept, SIDE, SIDE, Loss.MEAN, sgd)),
				3 * forward, peak);
		}
	}

	private static void report(String what, int batch, double seconds, double gflop, double peak) {
		double rate = batch / seconds;
		print("%-34s batch %d  %6.1f images/s  %3.0f %% of the peak%n", what, batch, rate, 100 * rate * gflop / peak);
	}

	private static double seconds(IntConsumer work) {
		for (int i = 0; i < WARM_UP; i++)
			work.accept(i);
		long began = System.nanoTime();
		for (int i = 0; i < RUNS; i++)
			work.accept(i);
		return (System.nanoTime() - began) / 1e9 / RUNS;
	}

	private static double peak(ComputeDevice device) {
		int n = 2048;
		try (NDManager manager = device.newManager()) {
			NDArray a = manager.ones(new Shape(n, n)), b = manager.ones(new Shape(n, n));
			double seconds = seconds(i -> {
				try (NDArray product = a.matMul(b)) {
					// Reading a value waits for a device that works on its own.
					product.getFloat(0, 0);
				}
			});
			return 2.0 * n * n * n / seconds / 1e9;
		}
	}

	private static double multiplications(Backbone backbone, int side) {
		double cells = (double) side * side / 4;
		double sum = cost(backbone.stem(), cells);
		cells /= 4;
		for (Backbone.Stage stage : backbone.stages()) {
			for (ResidualBlock block : stage.blocks()) {
				for (Convolution c : block.path()) {
					cells /= c.stride() * c.stride();
					sum += cost(c, cells);
				}
				if (block.downsample().isPresent()) sum += cost(block.downsample().get(), cells);
			}
		}
		return sum;
	}

	private static double cost(Convolution c, double cells) {
		return cells * c.in() * c.out() * c.kernel() * c.kernel();
	}

	private static void print(String format, Object... values) {
		System.out.print(String.format(Locale.ROOT, format, values));
	}
}
