package sc.fiji.stfpm.network;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/** A training step of a student. */
@State(Scope.Benchmark)
public class StudentStepJmh {
	private static final int SIDE = 128;
	private static final int BATCH = 4;

	private final float[] images = StudentTeacherTest.noise(BATCH, SIDE);
	private final int[] new4 = { -1, -1, -1, -1 };
	private final Sgd sgd = new Sgd(0.01, 0.9, 1e-4);
	private StudentTrainer trainer;

	@Setup
	public void open() {
		trainer = new StudentTrainer(BackboneWeights.random(Backbone.RESNET18, 1), BackboneWeights.random(Backbone.RESNET18, 2), ComputeDevice.of("cpu"), 0);
	}

	@TearDown
	public void close() {
		trainer.close();
	}

	@Benchmark
	public Object step() {
		return trainer.step(images, new4, SIDE, SIDE, Loss.MEAN, sgd);
	}
}
