package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class DevicesTest {
	private static final ComputeDevice CPU = ComputeDevice.of("cpu");

	@Test
	void oneIsOne() {
		Devices devices = Devices.of("CPU");
		assertEquals("cpu", devices.id());
		assertEquals(1, devices.atOnce(false));
		assertEquals(EngineThreads.parts(), devices.atOnce(true), "whole images share the processors");
	}

	@Test
	void severalHaveOneNameAndTakeMoreImagesThanThereAreDevices() {
		Devices devices = new Devices(List.of(CPU, CPU, CPU));
		assertEquals("cpu,cpu,cpu", devices.id());
		assertEquals(6, devices.atOnce(false));
		assertEquals(6, devices.atOnce(true));
	}

	@Test
	void namesThatMeanNothingAreRefused() {
		assertTrue(refused("cpu,CPU").contains("'cpu,CPU' names cpu twice"));
		assertTrue(refused("cpu,").contains("Unknown device ''"));
		assertTrue(refused("cpu,gpu:77").contains("Device 'gpu:77' is not available; this engine offers"));
		assertThrows(IllegalArgumentException.class, () -> new Devices(List.of()));
	}

	/** Where there is one the test has nothing to say. */
	@Test
	void allGpusOfNoneIsAnErrorThatSaysWhyThereIsNone() {
		if (EngineStart.gpus() > 0) return;
		assertTrue(refused("gpus").matches("Device 'gpus' is not available; this engine offers \\[cpu.*]\\. There is no GPU, because .+"), refused("gpus"));
	}

	private static String refused(String name) {
		return assertThrows(IllegalArgumentException.class, () -> Devices.of(name)).getMessage();
	}

	@Test
	void whereOneIsNeededSeveralAreRefusedWithTheReason() {
		for (String several : List.of("gpus", "gpu:0,gpu:1")) {
			String message = assertThrows(IllegalArgumentException.class, () -> ComputeDevice.of(several)).getMessage();
			assertTrue(message.contains("'" + several + "'") && message.contains("several devices at once can judge images"), message);
		}
	}

	@Test
	void allGpusAreOfferedWhereThereAreSeveral() {
		assertEquals(List.of("gpu:0", "cpu"), Devices.offered(List.of("gpu:0", "cpu")));
		assertEquals(List.of("gpu:0", "gpu:1", "cpu", "gpus"), Devices.offered(List.of("gpu:0", "gpu:1", "cpu")));
	}
}
