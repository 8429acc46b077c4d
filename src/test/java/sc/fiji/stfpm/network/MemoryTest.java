package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

class MemoryTest {
	private static final Path STATUS = Path.of("/proc/self/status");
	private static final int[] ANEW = { -1, -1 };

	@Test
	void fiveHundredStepsDoNotGrowTheProcess() throws IOException {
		Assumptions.assumeTrue(Files.exists(STATUS), "Skipped: only Linux tells a process its memory");
		float[] images = StudentTeacherTest.noise(2, 128);
		BackboneWeights teacher = BackboneWeights.random(Backbone.RESNET18, 1);
		try (StudentTrainer trainer = new StudentTrainer(teacher, BackboneWeights.random(Backbone.RESNET18, 2), ComputeDevice
			.of("cpu"), 0))
		{
			long early = steps(trainer, images, 50);
			long late = steps(trainer, images, 450);
			assertTrue(late <= 1.05 * early, "resident memory grew from " + early + " kB after 50 steps to " + late
				+ " kB after 500");
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
