package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

@Tag("slow")
class MemoryTest {
	private static final int SPANS = 5;
	private static final int SPAN_STEPS = 60;
	/** A quarter of the input of a step. */
	private static final int LEAK_KILOBYTES = 96;
	private static final Path STATUS = Path.of("/proc/self/status");
	private static final int[] ANEW = { -1, -1 };

	@Test
	void threeHundredStepsDoNotGrowTheProcess() throws IOException {
		Assumptions.assumeTrue(Files.exists(STATUS), "Skipped: only Linux tells a process its memory");
		float[] images = StudentTeacherTest.noise(2, 128);
		BackboneWeights teacher = BackboneWeights.random(Backbone.RESNET18, 1);
		try (StudentTrainer trainer = new StudentTrainer(teacher, BackboneWeights.random(Backbone.RESNET18, 2), ComputeDevice
			.of("cpu"), 0))
		{
			long before = steps(trainer, images, 50), smallest = Long.MAX_VALUE;
			StringBuilder seen = new StringBuilder().append(before);
			for (int span = 0; span < SPANS; span++) {
				long after = steps(trainer, images, SPAN_STEPS);
				smallest = Math.min(smallest, after - before);
				seen.append(", ").append(after);
				before = after;
			}
			// What leaks grows in every span; what else happens in the process does not.
			assertTrue(smallest <= SPAN_STEPS * LEAK_KILOBYTES, "resident memory grew all the time, in kB: " + seen);
		}
	}

	private static long steps(StudentTrainer trainer, float[] images, int steps) throws IOException {
		for (int i = 0; i < steps; i++)
			trainer.step(images, ANEW, 128, 128, Loss.MEAN, new Sgd(0.01, 0.9, 1e-4));
		System.gc();
		return residentKilobytes();
	}

	private static long residentKilobytes() throws IOException {
		String line = Files.readAllLines(STATUS).stream().filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
		return Long.parseLong(line.replaceAll("\\D", ""));
	}
}
