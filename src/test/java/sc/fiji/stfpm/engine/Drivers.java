package sc.fiji.stfpm.engine;

import java.util.List;

import sc.fiji.stfpm.engine.NvidiaDriver.Gpu;

/** Drivers for tests. */
final class Drivers {
	static final NvidiaDriver GOOD = driver("570.86.10", 12080, 90);
	static final NvidiaDriver OLD = driver("470.57.02", 11040, 75);
	static final NvidiaDriver NONE = NvidiaDriver.of(() -> {
		throw new UnsatisfiedLinkError("no such library");
	});

	private Drivers() {}

	static NvidiaDriver driver(String version, int cuda, int capability) {
		return new NvidiaDriver(version, cuda, List.of(new Gpu("NVIDIA Test", 1_000_000_000L, 8_000_000_000L, capability)), "");
	}
}
