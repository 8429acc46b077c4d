package sc.fiji.stfpm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/** A training's checkpoint as a file, and all that it says as text. */
public final class CheckpointProbe {
	private CheckpointProbe() {}

	public static void write(Path file) throws IOException {
		BackboneWeights student = BackboneWeights.random(Backbone.RESNET18, 5);
		Map<String, float[]> velocities = new LinkedHashMap<>();
		Random random = new Random(7);
		for (String name : List.of("conv1.weight", "bn1.weight", "bn1.bias")) {
			float[] values = new float[student.floats(name).length];
			for (int i = 0; i < values.length; i++)
				values[i] = random.nextFloat();
			velocities.put(name, values);
		}
		new CheckpointFile(file, "a test").write(new TrainingState(120, student, velocities, BackboneWeights.random(
			Backbone.RESNET18, 6), 100, 0.25, 1, 0.125, 12.5, false, List.of(new HardCrops.Crop(1, 20, 30, 0.5f), new HardCrops.Crop(2,
				40, 50, 0.75f))));
	}

	public static String read(Path file) throws IOException {
		TrainingState state = new CheckpointFile(file, "a test").read(Backbone.RESNET18);
		Map<String, Integer> velocities = new TreeMap<>();
		state.velocities().forEach((name, values) -> velocities.put(name, Arrays.hashCode(values)));
		return state.step() + " " + state.bestStep() + " " + state.bestValue() + " " + state.looksSinceBest() + " " + state.loss()
			+ " " + state.seconds() + " " + state.frozen() + " " + Json.text(state.hardCrops()) + " velocities " + velocities
			+ " student " + state.student().sha256() + " best " + state.best().sha256();
	}
}
