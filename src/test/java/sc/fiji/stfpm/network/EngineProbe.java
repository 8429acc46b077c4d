package sc.fiji.stfpm.network;

import java.io.IOException;

import com.sun.jna.Function;

import sc.fiji.stfpm.engine.NvidiaDriver;

/** Starts the engine and prints what it started with. */
final class EngineProbe {
	private EngineProbe() {}

	public static void main(String[] args) throws IOException {
		try {
			System.out.println("libraries: " + EngineStart.libraries());
			System.out.println("loaded: " + String.join(", ", EngineStart.loaded()));
			System.out.println("driver: " + NvidiaDriver.ofThisMachine() + "; " + NvidiaDriver.ofThisMachine().gpus());
			System.out.println("devices: " + ComputeDevice.available());
			System.out.println("why: " + EngineStart.whyCpu());
			System.out.println("TF32: " + Function.getFunction("c", "getenv").invokeString(new Object[] { "NVIDIA_TF32_OVERRIDE" }, false));
		}
		catch (EngineUnavailableException e) {
			System.out.println("failed: " + e.getMessage());
		}
	}
}
