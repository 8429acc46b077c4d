package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.engine.NvidiaDriver;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.Devices;
import sc.fiji.stfpm.network.EngineSetup;
import sc.fiji.stfpm.network.EngineStart;
import sc.fiji.stfpm.network.SelfTest;
import sc.fiji.stfpm.teacher.DefaultTeacher;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;

/** The engine, which it starts, its libraries and devices and where teachers are, for people. */
public final class EngineReport {
	private EngineReport() {}

	/** @throws IOException if the embedded teacher cannot be read */
	public static TextReport get() throws IOException {
		return teachers(engine(ComputeDevice.of("auto"), "auto"));
	}

	/**
	 * The same with a test of a device, which takes up to two seconds.
	 *
	 * @param device as users write it
	 * @throws IllegalArgumentException if the engine has no such device
	 * @throws CancellationException if {@code progress} says so
	 */
	public static TextReport tested(String device, Progress progress) throws IOException {
		ComputeDevice chosen = ComputeDevice.of(device);
		TextReport text = engine(chosen, device);
		text.paragraph("Self-test", test(chosen, progress));
		return teachers(text);
	}

	/** A device that fails is what the report is there to say. */
	private static String test(ComputeDevice device, Progress progress) throws IOException {
		try {
			return SelfTest.of(Teacher.open(Teacher.EMBEDDED).weights(), device, progress).toString();
		}
		catch (CancellationException e) {
			throw e;
		}
		catch (RuntimeException e) {
			return device + ": FAILED. " + Reasons.of(e) + ". Use device=cpu";
		}
	}

	private static TextReport engine(ComputeDevice chosen, String asked) throws IOException {
		TextReport text = new TextReport("Engine Status");
		text.line("Software", SoftwareVersion.get());
		text.line("Engine", EngineSetup.description());
		text.paragraph("Engine libraries", EngineStart.libraries());
		text.paragraph("Loaded", String.join(", ", EngineStart.loaded()));
		NvidiaDriver driver = NvidiaDriver.ofThisMachine();
		text.line("GPU driver", driver);
		for (int i = 0; i < driver.gpus().size(); i++)
			text.line("GPU " + i, driver.gpus().get(i));
		text.line("Devices", Devices.offered() + "; " + asked + " is " + chosen);
		if (chosen.id().equals("cpu")) text.paragraph("Why the CPU", "The CPU is used, because " + (asked.equals("auto")
			? EngineStart.whyCpu() : "it was asked for") + ".");
		return text;
	}

	private static TextReport teachers(TextReport text) throws IOException {
		text.paragraph("Default teacher", DefaultTeacher.description());
		text.paragraph("Embedded teacher", Teacher.open(Teacher.EMBEDDED).label());
		text.line("Teachers folder", TeacherStore.folder());
		return text;
	}
}
