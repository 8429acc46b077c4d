package sc.fiji.stfpm.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Safetensors;

@Tag("slow")
class PretrainerTest {
	private static final ComputeDevice CPU = ComputeDevice.of("cpu");
	private static final Pattern LOSS = Pattern.compile("Step (\\d+): mean loss ([0-9.]+)");

	@TempDir
	Path folder;

	/** Collects what is said, and cancels at a step. */
	private static final class Listening implements Progress {
		private final List<String> notes = new ArrayList<>();
		private final long cancelAt;
		private long done;

		private Listening(long cancelAt) {
			this.cancelAt = cancelAt;
		}

		@Override
		public void note(String message) {
			notes.add(message);
		}

		@Override
		public void update(long now, long total, String message) {
			done = now;
		}

		@Override
		public boolean isCancelled() {
			return done + 1 == cancelAt;
		}

		private List<Double> losses() {
			return notes.stream().map(LOSS::matcher).filter(Matcher::matches).map(m -> Double.parseDouble(m.group(2))).toList();
		}
	}

	private static PretrainingOptions options(PretrainingTask task, int steps) {
		return new PretrainingOptions(task, 5, steps, 4, 64, 0.2, 14);
	}

	private static Pretrainer distiller(int steps) {
		return new Pretrainer(options(PretrainingTask.DISTIL, steps), Optional.of(Models.teacher()), Optional.empty(), Optional
			.empty(), CPU);
	}

	private Path checkpoint() {
		return folder.resolve("checkpoint");
	}

	@Test
	void distillingBringsTheNetworkNearerToItsTeacher() throws IOException {
		Listening listening = new Listening(-1);
		distiller(100).train(checkpoint(), false, listening);
		List<Double> losses = listening.losses();
		assertEquals(2, losses.size(), listening.notes.toString());
		assertTrue(losses.get(1) < 0.8 * losses.get(0), losses.toString());
	}

	@Test
	void anInterruptedPretrainingGoesOnAsIfItHadNot() throws IOException {
		for (PretrainingTask task : List.of(PretrainingTask.DISTIL, PretrainingTask.CLASSIFY)) {
			Pretrainer pretrainer = new Pretrainer(options(task, 12), Optional.of(Models.teacher()).filter(
				t -> task == PretrainingTask.DISTIL), Optional.empty(), Optional.empty(), CPU);
			BackboneWeights whole = pretrainer.train(folder.resolve(task + "-whole"), false, Progress.NONE);
			Path state = folder.resolve(task + "-halves");
			// Before and after the statistics are frozen.
			for (int cancelAt : new int[] { 5, 11 })
				assertThrows(CancellationException.class, () -> pretrainer.train(state, true, new Listening(cancelAt)));
			BackboneWeights halves = pretrainer.train(state, true, Progress.NONE);
			for (String name : whole.tensors().keySet())
				assertArrayEquals(whole.floats(name), halves.floats(name), 1e-3f, task + " " + name);
		}
	}

	@Test
	void aDamagedCheckpointIsRefused() throws IOException {
		assertThrows(CancellationException.class, () -> distiller(4).train(checkpoint(), false, new Listening(2)));
		byte[] bytes = Files.readAllBytes(checkpoint());
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		for (int at : new int[] { bytes.length - 2, text.indexOf("4 steps") }) {
			bytes[at] ^= 1;
			Files.write(checkpoint(), bytes);
			bytes[at] ^= 1;
			IOException refused = assertThrows(IOException.class, () -> distiller(4).train(checkpoint(), true, Progress.NONE));
			assertTrue(refused.getMessage().startsWith(checkpoint() + " is damaged"), refused.getMessage());
		}
	}

	@Test
	void aCheckpointOfAnotherRecipeIsRefused() throws IOException {
		assertThrows(CancellationException.class, () -> distiller(4).train(checkpoint(), false, new Listening(2)));
		IOException refused = assertThrows(IOException.class, () -> distiller(5).train(checkpoint(), true, Progress.NONE));
		assertTrue(refused.getMessage().contains("4 steps") && refused.getMessage().contains("5 steps"), refused.getMessage());
	}

	@Test
	void theFileIsHalfPrecisionAndCarriesItsRecipe() throws IOException {
		Pretrainer pretrainer = new Pretrainer(options(PretrainingTask.NOTHING, 1), Optional.empty(), Optional.empty(), Optional
			.empty(), CPU);
		BackboneWeights weights = pretrainer.train(checkpoint(), false, Progress.NONE);
		Path file = folder.resolve("t.safetensors");
		Teacher made = pretrainer.write(weights, "random", file);
		assertEquals("random (untrained)", made.name());
		try (Safetensors source = Safetensors.open(file)) {
			assertEquals(DType.F16, source.dtype("conv1.weight"));
			assertEquals(pretrainer.recipe(), source.metadata().get(Teacher.RECIPE));
			assertTrue(pretrainer.recipe().contains("64 x 64") && pretrainer.recipe().contains("seed 5"), pretrainer.recipe());
		}
		assertArrayEquals(weights.floats("layer3.1.conv2.weight"), made.weights().floats("layer3.1.conv2.weight"), 1e-3f);
		assertFalse(made.weights().floats("bn1.running_mean")[0] == 0, "statistics have been measured");
	}

	@Test
	void aTaskWithoutWhatItNeedsIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Pretrainer(options(PretrainingTask.DISTIL, 1), Optional.empty(),
			Optional.empty(), Optional.empty(), CPU));
		assertThrows(IllegalArgumentException.class, () -> new Pretrainer(options(PretrainingTask.CLASSIFY, 1), Optional.of(Models
			.teacher()), Optional.empty(), Optional.empty(), CPU));
	}
}
