package sc.fiji.stfpm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.engine.FakeNvml.Card;

class NvidiaDriverTest {
	@Test
	void aDriverTellsItsVersionItsCudaAndItsGpus() {
		FakeNvml nvml = new FakeNvml().with(new Card("NVIDIA H200", 150_000_000_000L, 140_500_000_000L, 9, 0)).with(new Card("NVIDIA GeForce RTX 3060",
			12_000_000_000L, 600_000_000L, 8, 6));
		NvidiaDriver driver = NvidiaDriver.of(() -> nvml);
		assertTrue(driver.isUsable(), driver.problem());
		assertEquals("NVIDIA 570.86.10, for CUDA up to 12.8", driver.toString());
		assertEquals("NVIDIA H200, 140.5 of 150.0 GB free, compute capability 9.0", driver.gpus().get(0).toString());
		assertEquals("NVIDIA GeForce RTX 3060, 0.6 of 12.0 GB free, compute capability 8.6", driver.gpus().get(1).toString());
		assertTrue(nvml.shut);
	}

	@Test
	void aMachineWithoutADriverSaysSo() {
		assertEquals("none found", Drivers.NONE.toString());
		assertFalse(Drivers.NONE.isUsable());
		assertTrue(Drivers.NONE.problem().startsWith("no NVIDIA driver was found"), Drivers.NONE.problem());
	}

	@Test
	void aDriverThatWasUpdatedAsksForARestart() {
		FakeNvml nvml = new FakeNvml();
		nvml.init = 18;
		assertEquals("the NVIDIA driver does not work (NVML error 18: RM has detected an NVML/RM version mismatch.); the driver was updated:"
			+ " restart the machine", NvidiaDriver.of(() -> nvml).problem());
		assertFalse(nvml.shut);
	}

	@Test
	void aDriverThatIsNotLoadedIsNamed() {
		FakeNvml nvml = new FakeNvml();
		nvml.init = 9;
		assertTrue(NvidiaDriver.of(() -> nvml).problem().contains("(NVML error 9); the driver is installed, but not loaded"));
	}

	@Test
	void aDriverThatDoesNotAnswerIsNoDriver() {
		FakeNvml nvml = new FakeNvml().with(new Card("x", 1, 1, 9, 0));
		nvml.answers = 999;
		NvidiaDriver driver = NvidiaDriver.of(() -> nvml);
		assertTrue(driver.problem().contains("does not answer (NVML error 999)"), driver.problem());
		assertTrue(nvml.shut);
	}

	@Test
	void aDriverThatLacksAFunctionIsTooOld() {
		FakeNvml nvml = new FakeNvml() {
			@Override
			public int nvmlSystemGetCudaDriverVersion(int[] number) {
				throw new UnsatisfiedLinkError("nvmlSystemGetCudaDriverVersion");
			}
		};
		assertTrue(NvidiaDriver.of(() -> nvml).problem().contains("too old to be asked"));
	}

	@Test
	void aDriverWithoutAGpuIsNotUsable() {
		assertEquals("the NVIDIA driver 570.86.10 sees no GPU", NvidiaDriver.of(FakeNvml::new).problem());
	}

	@Test
	void memoryThatIsNotToldIsUnknown() {
		FakeNvml nvml = new FakeNvml().with(new Card("NVIDIA GB10", 5, 5, 12, 1));
		nvml.memory = 3;
		assertEquals("NVIDIA GB10, memory unknown, compute capability 12.1", NvidiaDriver.of(() -> nvml).gpus().get(0).toString());
	}
}
