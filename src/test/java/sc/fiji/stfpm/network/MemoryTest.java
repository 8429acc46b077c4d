package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import com.sun.jna.Function;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * What of native memory is allocated, by the count of the C library that PyTorch has it from. How much of it is resident says
 * less: that depends on gaps between arrays, on the system and on what else runs.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class MemoryTest {
	private static final int WARM_UP = 40;
	/** How often it is looked at, before and after. */
	private static final int LOOKS = 3;
	private static final int STEPS = 20;
	/** A quarter of the input of a step. */
	private static final int LEAK_BYTES = 96 << 10;
	private static final int[] ANEW = { -1, -1 };

	@Test
	void hundredsOfStepsDoNotGrowTheProcess() {
		assumeTrue(hasCount(), "Skipped: only glibc from 2.33 on counts");
		float[] images = StudentTeacherTest.noise(2, 128);
		BackboneWeights teacher = BackboneWeights.random(Backbone.RESNET18, 1);
		try (StudentTrainer trainer = new StudentTrainer(teacher, BackboneWeights.random(Backbone.RESNET18, 2), ComputeDevice
			.of("cpu"), 0))
		{
			steps(trainer, images, WARM_UP);
			List<Long> before = looks(trainer, images), after = looks(trainer, images);
			// What leaks is still there at the lowest point; what else happens in the process, such as Java's compiler, is not.
			assertTrue(Collections.min(after) - Collections.min(before) <= (long) STEPS * LEAK_BYTES,
				"allocated memory grew all the time, in bytes: " + before + ", then " + after);
		}
	}

	private static List<Long> looks(StudentTrainer trainer, float[] images) {
		List<Long> seen = new ArrayList<>();
		for (int i = 0; i < LOOKS; i++) {
			steps(trainer, images, STEPS);
			seen.add(allocated());
		}
		return seen;
	}

	private static void steps(StudentTrainer trainer, float[] images, int steps) {
		for (int i = 0; i < steps; i++)
			trainer.step(images, ANEW, 128, 128, Loss.MEAN, new Sgd(0.01, 0.9, 1e-4));
		System.gc();
	}

	private static boolean hasCount() {
		try {
			return allocated() > 0;
		}
		catch (UnsatisfiedLinkError e) {
			return false;
		}
	}

	private static long allocated() {
		MallInfo info = (MallInfo) Function.getFunction("c", "mallinfo2").invoke(MallInfo.class, new Object[0]);
		return info.uordblks + info.hblkhd;
	}

	/** {@code struct mallinfo2} of glibc's malloc.h. */
	@FieldOrder({ "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost" })
	public static class MallInfo extends Structure implements Structure.ByValue {
		/** {@code hblkhd}: bytes in arrays from the system, {@code uordblks}: in use in the heaps. */
		public long arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost;
	}
}
