package sc.fiji.stfpm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.engine.WhyCpu.Situation;

/** Each reason there is, and that the first thing to be done is said first. */
class WhyCpuTest {
	private static final Optional<GpuLibraries> LINUX = GpuLibraries.of("Linux", "amd64");
	private static final String ABSENT = "are not in /home/me/.stfpm/engine/2.7.1-cu128-linux-x86_64";

	private static String reason(Optional<GpuLibraries> offered, NvidiaDriver driver, boolean loaded, String installed, CudaRuntime cuda) {
		return WhyCpu.reason(new Situation("linux/aarch64", offered, driver, loaded, installed, cuda));
	}

	@Test
	void aPlatformWithoutLibraries() {
		assertEquals("there are libraries for NVIDIA GPUs for Linux and Windows on x86-64 alone, and this is linux/aarch64", reason(Optional.empty(),
			Drivers.GOOD, false, "", null));
	}

	@Test
	void noDriver() {
		assertEquals(Drivers.NONE.problem(), reason(LINUX, Drivers.NONE, false, ABSENT, null));
	}

	@Test
	void anOldDriver() {
		assertTrue(reason(LINUX, Drivers.OLD, false, ABSENT, null).contains("470.57.02 is too old"));
	}

	@Test
	void librariesForTheCpuAlone() {
		assertEquals("the engine's libraries are for the CPU alone, and the GPU libraries " + ABSENT + "; get them with Plugins > Anomaly Detection >"
			+ " GPU Support... or stfpm engine --fetch cu128", reason(LINUX, Drivers.GOOD, false, ABSENT, null));
	}

	@Test
	void librariesThatCameAfterTheStart() {
		assertTrue(reason(LINUX, Drivers.GOOD, false, "", null).contains("restart to use them"));
	}

	@Test
	void cudasOwnReason() {
		assertEquals("CUDA finds no GPU (error 100: x)", reason(LINUX, Drivers.GOOD, true, "", new CudaRuntime(0, "CUDA finds no GPU (error 100: x)")));
		assertEquals(Drivers.NONE.problem(), reason(LINUX, Drivers.NONE, true, "", new CudaRuntime(0, "CUDA finds no GPU (error 35: y)")));
	}

	@Test
	void cudaSeesOneAndPyTorchDoesNot() {
		assertTrue(reason(LINUX, Drivers.GOOD, true, "", new CudaRuntime(1, "")).contains("do not find one that they can use"));
	}
}
