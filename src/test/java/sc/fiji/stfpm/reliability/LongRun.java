package sc.fiji.stfpm.reliability;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.sun.management.UnixOperatingSystemMXBean;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;

/**
 * Detections and trainings by the thousand in one process, and what of memory, files and threads is held after each tenth of
 * them: {@code mvn -q -Preliability-long "-Dreliability.counts=10000 100 20"}.
 */
final class LongRun {
	private static final int IMAGES = 20, PARTS = 10;

	/** One detection or training. */
	@FunctionalInterface
	private interface Work {
		void once(int index) throws IOException;
	}

	private LongRun() {}

	/** @param args how many detections, trainings of a memory and trainings of a student */
	public static void main(String[] args) throws IOException {
		Path folder = Files.createTempDirectory("long-run");
		List<Path> images = new ArrayList<>();
		List<ImageSource> normals = new ArrayList<>();
		for (int i = 0; i < IMAGES; i++) {
			images.add(folder.resolve(i + ".tif"));
			IJ.saveAsTiff(new ImagePlus("", Models.waves(96, 96, i + 1)), images.get(i).toString());
			if (i < 4) normals.add(ImageSource.of("normal " + i, Models.texture(64, 64, i)));
		}
		Path model = folder.resolve("model" + ModelFile.EXTENSION);
		Teacher teacher = Models.teacher();
		ModelFile.write(model, Models.memory(Mode.WHOLE, 64).selfContained(teacher.weights()));
		System.out.println("| done | heap MB | resident MB | open files | threads |\n|---|---|---|---|---|");
		repeat("detections", Integer.parseInt(args[0]), i -> {
			try (Detectors.Lease lease = Detectors.shared().borrow(model, Optional.empty(), "cpu")) {
				lease.detector().detect(ImageReader.read(images.get(i % IMAGES)));
			}
		});
		repeat("memories trained", Integer.parseInt(args[1]), i -> train(teacher, TrainingOptions.preset(Preset.MEMORY).size(64)
			.seed(i), normals));
		repeat("students trained", Integer.parseInt(args[2]), i -> train(teacher, TrainingOptions.preset(Preset.FAST).size(64).batch(2)
			.steps(4).validateEvery(2).seed(i), normals));
		Detectors.shared().closeAll();
		row("all closed");
	}

	private static void train(Teacher teacher, TrainingOptions.Builder options, List<ImageSource> normals) throws IOException {
		new Trainer(teacher, options.device("cpu").build(), TrainingProgress.NONE).train(normals);
	}

	private static void repeat(String what, int count, Work work) throws IOException {
		for (int i = 0; i < count; i++) {
			work.once(i);
			if (i == 0 || (i + 1) % Math.max(1, count / PARTS) == 0) row((i + 1) + " " + what);
		}
	}

	private static void row(String done) throws IOException {
		System.gc();
		UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		System.out.printf(Locale.ROOT, "| %s | %.1f | %.0f | %d | %d |%n", done, ManagementFactory.getMemoryMXBean()
			.getHeapMemoryUsage().getUsed() / 1e6, resident(), system.getOpenFileDescriptorCount(), ManagementFactory
				.getThreadMXBean().getThreadCount());
	}

	private static double resident() throws IOException {
		for (String line : Files.readAllLines(Path.of("/proc/self/status")))
			if (line.startsWith("VmRSS:")) return Integer.parseInt(line.replaceAll("\\D", "")) / 1e3;
		return Double.NaN;
	}
}
