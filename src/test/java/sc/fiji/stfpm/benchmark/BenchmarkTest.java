package sc.fiji.stfpm.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import javax.imageio.ImageIO;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.TeacherFolder;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;

@Tag("slow")
class BenchmarkTest {
	private static final int SIDE = 64;
	@TempDir
	private Path folder;
	private Path output;
	private final List<Path> evaluated = new ArrayList<>();
	private final List<String> notes = new ArrayList<>();
	private boolean cancel;

	private final TrainingProgress progress = new TrainingProgress() {
		@Override
		public void note(String message) {
			notes.add(message);
		}

		@Override
		public boolean isCancelled() {
			return cancel;
		}
	};

	@BeforeEach
	void makeSets() throws IOException {
		output = folder.resolve("benchmark");
		category("bottle", 3);
		category("cloth", 4);
	}

	private void category(String name, int normals) throws IOException {
		for (int i = 0; i < normals; i++)
			image(folder.resolve(name + "/train/good/" + i + ".png"), i, false);
		for (int i = 0; i < 2; i++) {
			image(folder.resolve(name + "/test/good/" + i + ".png"), 10 + i, false);
			image(folder.resolve(name + "/test/hole/" + i + ".png"), 20 + i, true);
			BufferedImage mask = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
			mask.getRaster().setSample(30, 30, 0, 255);
			write(mask, folder.resolve(name + "/ground_truth/hole/" + i + "_mask.png"));
		}
	}

	private static void image(Path file, long seed, boolean hole) throws IOException {
		RandomAccessibleInterval<UnsignedByteType> texture = Models.texture(SIDE, SIDE, seed);
		BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
		for (int y = 0; y < SIDE; y++)
			for (int x = 0; x < SIDE; x++)
				image.getRaster().setSample(x, y, 0, hole && Math.hypot(x - 30, y - 30) < 9 ? 0 : texture.getAt(x, y).get());
		write(image, file);
	}

	private static void write(BufferedImage image, Path file) throws IOException {
		Files.createDirectories(file.getParent());
		ImageIO.write(image, "png", file.toFile());
	}

	private static TrainingOptions.Builder quick() {
		return TrainingOptions.preset(Preset.FAST).size(SIDE).steps(2).batch(2).device("cpu");
	}

	private Benchmark benchmark(List<String> categories, List<Long> seeds) throws IOException {
		return benchmark(categories, List.of(Teacher.open(Teacher.EMBEDDED)), seeds);
	}

	private Benchmark benchmark(List<String> categories, List<Teacher> teachers, List<Long> seeds) throws IOException {
		Map<String, ImageSet> sets = new LinkedHashMap<>();
		for (String name : categories)
			sets.put(name, ImageSet.open(folder.resolve(name)));
		return new Benchmark(new BenchmarkPlan(sets, teachers, List.of(quick()), seeds), output, progress, (run, evaluation,
			detector) -> evaluated.add(run));
	}

	private List<CSVRecord> table(String name) throws IOException {
		try (CSVParser parser = CSVParser.parse(output.resolve(name), StandardCharsets.UTF_8, CSVFormat.DEFAULT.builder()
			.setHeader().setSkipHeaderRecord(true).get()))
		{
			return parser.getRecords();
		}
	}

	@Test
	void runsAllAndTabulatesMeanAndDeviationBesideThePublishedNumbers() throws IOException {
		assertEquals(Map.of(), benchmark(List.of("bottle", "cloth"), List.of(0L, 1L)).run());
		assertEquals(4, evaluated.size());
		List<CSVRecord> runs = table(BenchmarkTables.RUNS);
		assertEquals(8, runs.size(), "each run over all and for its one kind of defect");
		List<Double> aurocs = runs.stream().filter(r -> r.get("category").equals("bottle") && r.get("kind").equals("all")).map(
			r -> Double.valueOf(r.get("Pixel AUROC"))).toList();
		CSVRecord bottle = table(BenchmarkTables.SUMMARY).get(0);
		assertEquals("2", bottle.get("seeds"));
		assertEquals((aurocs.get(0) + aurocs.get(1)) / 2, Double.parseDouble(bottle.get("Pixel AUROC mean")), 1e-12);
		// Of two values the sample deviation is their distance over the square root of 2.
		assertEquals(Math.abs(aurocs.get(0) - aurocs.get(1)) / Math.sqrt(2), Double.parseDouble(bottle.get("Pixel AUROC sd")),
			1e-12);
		String text = Files.readString(output.resolve(Benchmark.TABLE));
		assertTrue(text.contains("| bottle | *published: authors, ResNet-18* |  |  |  | 1.000 | 0.988 |"), text);
		assertFalse(text.contains("| cloth | *published"), text);
		assertTrue(text.indexOf("come from normal images alone") < text.indexOf("## By category"), text);
		assertTrue(text.contains("embedded"), "the teacher is named: " + text);
		assertTrue(text.contains("## Mean over the categories") && !text.contains("| *published: authors, ResNet-18* |  | 2"),
			"published means only where all categories are published ones: " + text);
	}

	@Test
	void whatIsDoneIsNotDoneAgain() throws IOException {
		benchmark(List.of("bottle"), List.of(0L)).run();
		Path run = evaluated.get(0);
		FileTime trained = Files.getLastModifiedTime(run.resolve("model.stfpm"));
		assertFalse(Files.exists(run.resolve("training.checkpoint")));
		benchmark(List.of("bottle"), List.of(0L, 1L)).run();
		assertEquals(2, evaluated.size(), "only the new seed");
		Files.delete(run.resolve(RunResult.FILE));
		benchmark(List.of("bottle"), List.of(0L)).run();
		assertEquals(3, evaluated.size(), "evaluated again");
		assertTrue(notes.contains("Trained already"), notes.toString());
		assertEquals(trained, Files.getLastModifiedTime(run.resolve("model.stfpm")));
		assertEquals(2, table(BenchmarkTables.SUMMARY).stream().mapToInt(r -> Integer.parseInt(r.get("seeds"))).max()
			.getAsInt(), "tables hold what other calls left");
	}

	@Test
	void aChangedSetIsNoticed() throws IOException {
		benchmark(List.of("bottle"), List.of(0L)).run();
		image(folder.resolve("bottle/test/hole/9.png"), 99, true);
		Map<String, String> failures = benchmark(List.of("bottle"), List.of(0L)).run();
		assertTrue(failures.values().iterator().next().contains("another set of images"), failures.toString());
	}

	@Test
	void aRunThatFailsIsToldAndTheOthersGoOn() throws IOException {
		Files.writeString(folder.resolve("bottle/train/good/1.png"), "no image");
		Files.writeString(folder.resolve("cloth/test/good/1.png"), "no image");
		Map<String, String> failures = benchmark(List.of("bottle", "cloth"), List.of(0L)).run();
		assertEquals(1, failures.size());
		assertTrue(failures.values().iterator().next().contains("1.png"), failures.toString());
		String text = Files.readString(output.resolve(Benchmark.TABLE));
		assertTrue(text.contains("**Failed**: bottle") && text.contains("| cloth |"), text);
		assertTrue(text.contains("- Skipped files: 1") && text.contains("cloth, seed 0: test/good/1.png"), text);
	}

	@Test
	void aCancelledBenchmarkGoesOn() throws IOException {
		cancel = true;
		assertThrows(CancellationException.class, () -> benchmark(List.of("bottle"), List.of(0L)).run());
		cancel = false;
		// As a training that was stopped leaves it.
		BenchmarkPlan plan = new BenchmarkPlan(Map.of("bottle", ImageSet.open(folder.resolve("bottle"))), List.of(Teacher.open(
			Teacher.EMBEDDED)), List.of(quick()), List.of(0L));
		Path run = Files.createDirectories(plan.runs().get(0).folder(output));
		int[] steps = { 0 };
		TrainingProgress stopAfterOne = new TrainingProgress() {
			@Override
			public void step(int step, int total, double loss) {
				steps[0]++;
			}

			@Override
			public boolean isCancelled() {
				return steps[0] == 1;
			}
		};
		assertThrows(CancellationException.class, () -> new Trainer(Teacher.open(Teacher.EMBEDDED), quick().seed(0).build(),
			stopAfterOne).checkpoint(run.resolve("training.checkpoint"), true).train(ImageSource.of(ImageSet
				.open(folder.resolve("bottle")).normals())));
		benchmark(List.of("bottle"), List.of(0L)).run();
		assertTrue(notes.stream().anyMatch(note -> note.startsWith("Resumed after step 1")), notes.toString());
	}

	@Test
	void theDefaultDoesNotGoOnWithRunsOfAnotherTeacher() throws IOException {
		BenchmarkPlan others = new BenchmarkPlan(Map.of("bottle", ImageSet.open(folder.resolve("bottle"))), List.of(Models
			.teacher()), List.of(quick()), List.of(0L));
		Files.createDirectories(others.runs().get(0).folder(output));
		try (TeacherFolder empty = new TeacherFolder(folder.resolve("teachers"))) {
			IOException e = assertThrows(IOException.class, () -> BenchmarkPlan.teachers(List.of("default"), output));
			assertTrue(e.getMessage().contains("was begun with other teachers, random-" + Models.teacher().weights().sha256()
				.substring(0, 8)) && e.getMessage().contains("'embedded' to add this one"), e.getMessage());
			benchmark(List.of("bottle"), BenchmarkPlan.teachers(List.of("embedded"), output), List.of(0L)).run();
			assertEquals(List.of(Teacher.open(Teacher.EMBEDDED)), BenchmarkPlan.teachers(List.of("default"), output),
				"its own runs are there");
		}
	}

	@Test
	void aTeacherThatComesTwiceIsRefused() {
		try (TeacherFolder empty = new TeacherFolder(folder.resolve("teachers"))) {
			Exception e = assertThrows(IllegalArgumentException.class, () -> benchmark(List.of("bottle"), BenchmarkPlan.teachers(
				List.of("default", "embedded"), output), List.of(0L)));
			assertTrue(e.getMessage().contains("A teacher comes twice in [embedded"), e.getMessage());
		}
	}

	@Test
	void aPlanSaysWhatItLacks() {
		Exception e = assertThrows(IllegalArgumentException.class, () -> new BenchmarkPlan(Map.of(), List.of(), List.of(), List
			.of()));
		assertTrue(e.getMessage().contains("at least one category"), e.getMessage());
		e = assertThrows(IllegalArgumentException.class, () -> benchmark(List.of("bottle"), List.of(1L, 1L)));
		assertTrue(e.getMessage().contains("comes twice"), e.getMessage());
	}
}
