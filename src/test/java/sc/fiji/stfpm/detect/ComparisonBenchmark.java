package sc.fiji.stfpm.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageFiles;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.testing.WrongImage;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;

/**
 * Which images are not comparable, a row for each set: its normal test images, its defects, images made wrong of the former, images of the
 * other sets, and photographs. Nothing is chosen here. Arguments: a teacher, a folder of photographs, folders of sets; a set whose name
 * begins with {@code tiles:} is seen in tiles, and the others are then of other sizes, too.
 */
final class ComparisonBenchmark {
	private static final int WRONG = 10, OTHERS = 20;
	private static final String TILES = "tiles:";

	private ComparisonBenchmark() {}

	public static void main(String[] arguments) throws IOException {
		Teacher teacher = TeacherStore.open(arguments[0]);
		List<String> sets = List.of(arguments).subList(2, arguments.length);
		List<Path> photographs = every(ImageFiles.in(Path.of(arguments[1]), true));
		for (String set : sets)
			row(teacher, set, sets, photographs);
	}

	private static Path folder(String set) {
		return Path.of(set.startsWith(TILES) ? set.substring(TILES.length()) : set);
	}

	private static void row(Teacher teacher, String name, List<String> sets, List<Path> photographs) throws IOException {
		ImageSet set = ImageSet.open(folder(name));
		TrainingOptions.Builder options = TrainingOptions.preset(Preset.DEFAULT);
		if (name.startsWith(TILES)) options.mode(Mode.TILES);
		AnomalyModel model = new Trainer(teacher, options.build(), TrainingProgress.NONE).train(ImageSource.of(set.normals())).model();
		try (AnomalyDetector detector = new AnomalyDetector(model, teacher, ComputeDevice.of("auto"))) {
			Map<String, String> shares = new LinkedHashMap<>();
			List<Path> normals = set.test().stream().filter(sample -> !sample.anomalous()).map(Sample::image).toList();
			shares.put("normal", share(detector, normals, Optional.empty()));
			shares.put("defects", share(detector, set.test().stream().filter(Sample::anomalous).map(Sample::image).toList(), Optional.empty()));
			for (WrongImage kind : WrongImage.values())
				shares.put(kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), share(detector, normals.subList(0, Math.min(WRONG,
					normals.size())), Optional.of(kind)));
			List<Path> others = new ArrayList<>();
			for (String other : sets)
				if (!other.equals(name)) others.addAll(every(ImageSet.open(folder(other)).normals().stream().map(Sample::image).toList()));
			shares.put("other sets", share(detector, others, Optional.empty()));
			shares.put("photographs", share(detector, photographs, Optional.empty()));
			if (name.equals(sets.get(0))) System.out.println("| set | limit | " + String.join(" | ", shares.keySet()) + " | file, MB, without |\n|"
				+ "---|".repeat(shares.size() + 3));
			System.out.printf("| %s | %.2f | %s | %s |%n", folder(name).getFileName(), model.descriptors().orElseThrow().limit(), String.join(" | ",
				shares.values()), size(model) + ", " + size(model.withDescriptors(Optional.empty())));
		}
	}

	private static List<Path> every(List<Path> files) {
		int step = Math.max(1, files.size() / OTHERS);
		return Stream.iterate(0, i -> i < files.size(), i -> i + step).limit(OTHERS).map(files::get).toList();
	}

	private static String share(AnomalyDetector detector, List<Path> images, Optional<WrongImage> kind) throws IOException {
		int count = 0, all = 0;
		for (Path file : images) {
			ImagePlane plane = ImagePlane.of(ImageReader.read(file));
			DetectionResult result = detector.detect(kind.isPresent() ? kind.get().of(plane) : plane, Progress.NONE);
			if (!result.comparison().comparable()) count++;
			all++;
		}
		return count + " of " + all;
	}

	private static String size(AnomalyModel model) throws IOException {
		Path file = Files.createTempFile("size", ModelFile.EXTENSION);
		try {
			ModelFile.write(file, model);
			return String.format(java.util.Locale.ROOT, "%.2f", Files.size(file) / 1e6);
		}
		finally {
			Files.delete(file);
		}
	}
}
