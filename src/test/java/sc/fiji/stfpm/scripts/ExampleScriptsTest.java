package sc.fiji.stfpm.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import net.imglib2.RandomAccessibleInterval;
import sc.fiji.stfpm.testing.LooseMemory;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Stfpm;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.report.SetEvaluation;

/** Every example script in both languages, as Fiji's script editor runs it, without a screen, on small images. */
@Tag("slow")
class ExampleScriptsTest {
	private static final int WIDTH = 80;
	private static final int HEIGHT = 72;
	private static final Scripts SCRIPTS = new Scripts();
	@TempDir
	private static Path folder;
	private static Path model;

	@BeforeAll
	static void train() throws IOException {
		model = folder.resolve("texture.stfpm");
		List<RandomAccessibleInterval<?>> normals = new ArrayList<>();
		for (int i = 0; i < 6; i++)
			normals.add(ImagePlusImg.plane(texture(i, false), 1, 1));
		Stfpm.trainOn(normals, model.toString(), "embedded", Stfpm.options("fast").steps(4).size(64).channels("1"));
	}

	@AfterAll
	static void dispose() {
		SCRIPTS.close();
	}

	private static ImagePlus texture(int phase, boolean damaged) {
		byte[] pixels = new byte[WIDTH * HEIGHT];
		for (int i = 0; i < pixels.length; i++) {
			int x = i % WIDTH, y = i / WIDTH;
			boolean hole = damaged && x > 30 && x < 50 && y > 20 && y < 40;
			pixels[i] = (byte) (hole ? 20 : 128 + 50 * Math.sin(x * 0.4 + phase) * Math.cos(y * 0.3));
		}
		return new ImagePlus("texture", new ByteProcessor(WIDTH, HEIGHT, pixels));
	}

	private static void save(ImagePlus image, Path file) throws IOException {
		Files.createDirectories(file.getParent());
		assertTrue(new FileSaver(image).saveAsPng(file.toString()));
	}

	private static void run(String name, String language, Object... inputs) throws Exception {
		assertEquals("", SCRIPTS.errorOf(script(name, language), inputs));
	}

	private static File script(String name, String language) {
		return new File("scripts/examples", name + "." + language);
	}

	private static List<CSVRecord> rows(Path csv) throws IOException {
		try (CSVParser parser = CSVParser.parse(csv, StandardCharsets.UTF_8, CSVFormat.DEFAULT.builder().setHeader()
			.setSkipHeaderRecord(true).get()))
		{
			return parser.getRecords();
		}
	}

	private static void assertJudged(AnomalyDetector detector, Path image, CSVRecord row) throws IOException {
		DetectionResult expected = detector.detect(Stfpm.read(image.toString()));
		assertEquals(expected.score(), Float.parseFloat(row.get("score")), 1e-6f * expected.score(), row.toString());
		assertEquals(expected.anomalous() ? "anomalous" : "normal", row.get("decision"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "groovy", "py" })
	void trainAndDetect(String language) throws Exception {
		Path here = folder.resolve("train " + language), csv = here.resolve("scores.csv"), made = here.resolve("new.stfpm");
		for (int i = 0; i < 4; i++)
			save(texture(i, false), here.resolve("normal/" + i + ".png"));
		save(texture(9, false), here.resolve("judge/2, whole.png"));
		save(texture(9, true), here.resolve("judge/10.png"));

		run("train_and_detect", language, "normals", here.resolve("normal").toFile(), "folder", here.resolve("judge")
			.toFile(), "model", made.toFile(), language.equals("py") ? "table" : "csv", csv.toFile(), "steps", 2, "size", 64,
			"teacher", "embedded");

		assertEquals(2, Models.student(ModelFile.read(made)).course().steps());
		List<CSVRecord> rows = rows(csv);
		assertEquals(List.of("2, whole.png", "10.png"), rows.stream().map(r -> r.get("image")).toList());
		try (AnomalyDetector detector = AnomalyDetector.open(made)) {
			for (CSVRecord row : rows)
				assertJudged(detector, here.resolve("judge").resolve(row.get("image")), row);
		}

		run("train_and_detect", language, "normals", here.resolve("normal").toFile(), "folder", here.resolve("judge")
			.toFile(), "model", made.toFile(), language.equals("py") ? "table" : "csv", csv.toFile(), "steps", 0, "size", 0,
			"teacher", "embedded");
		assertTrue(ModelFile.read(made).scoring() instanceof MemoryModel);
		assertEquals(2, rows(csv).size());
	}

	@ParameterizedTest
	@ValueSource(strings = { "groovy", "py" })
	void acceptFalseAlarms(String language) throws Exception {
		Path here = folder.resolve("accept " + language), loose = Files.createDirectories(here).resolve("loose.stfpm");
		LooseMemory.write(loose, ImagePlane.of(ImagePlusImg.plane(texture(9, true), 1, 1)));
		save(texture(9, true), here.resolve("normal/1.png"));
		Files.writeString(here.resolve("normal/2.png"), "no image");

		run("accept_false_alarms", language, "folder", here.resolve("normal").toFile(), "model", loose.toFile());

		assertEquals(List.of("1.png"), Stfpm.corrections(loose.toString()).stream().map(c -> c.example().image()).toList());
		try (AnomalyDetector detector = AnomalyDetector.open(loose)) {
			assertFalse(detector.detect(Stfpm.read(here.resolve("normal/1.png").toString())).anomalous());
		}
		assertEquals(0, Stfpm.takeBack(loose.toString(), 1).accepted().size());
	}

	@ParameterizedTest
	@ValueSource(strings = { "groovy", "py" })
	void evaluate(String language) throws Exception {
		Path set = folder.resolve("set " + language), json = set.resolve("metrics.json");
		for (int i = 0; i < 3; i++) {
			save(texture(i, false), set.resolve("test/good/" + i + ".png"));
			save(texture(i, true), set.resolve("test/hole/" + i + ".png"));
		}
		Files.writeString(set.resolve("test/hole/bad.png"), "no image");

		run("evaluate", language, "folder", set.toFile(), "model", model.toFile(), "metrics", json.toFile());

		JsonObject metrics = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
		try (AnomalyDetector detector = AnomalyDetector.open(model)) {
			SetEvaluation expected = SetEvaluation.of(detector, set, Progress.NONE);
			for (Evaluation.Figure figure : expected.all().figures())
				if (figure.value().isPresent()) assertEquals(figure.value().getAsDouble(), metrics.getAsJsonObject("all").get(figure
					.name()).getAsDouble(), 1e-9, figure.name());
			assertTrue(expected.all().image().auroc().isPresent());
			assertEquals(expected.skipped().keySet(), metrics.getAsJsonObject("skipped").keySet());
			assertEquals(Map.of("hole", 3), Map.of("hole", metrics.getAsJsonObject("byKind").getAsJsonObject("hole").get(
				"anomalousImages").getAsInt()));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "groovy", "py" })
	void folderToCsv(String language) throws Exception {
		Path tree = folder.resolve("tree " + language), csv = tree.resolve("scores.csv");
		save(texture(1, false), tree.resolve("a.png"));
		Files.writeString(tree.resolve("b.png"), "no image");
		save(texture(2, true), tree.resolve("below/c.png"));

		run("folder_to_csv", language, "folder", tree.toFile(), "model", model.toFile(), language.equals("py") ? "table"
			: "csv", csv.toFile());

		List<CSVRecord> rows = rows(csv);
		assertEquals(List.of("a.png", "b.png", "below/c.png"), rows.stream().map(r -> r.get("image")).toList());
		assertEquals("failed", rows.get(1).get("decision"));
		assertTrue(rows.get(1).get("error").contains("b.png"), rows.get(1).toString());
		try (AnomalyDetector detector = AnomalyDetector.open(model)) {
			for (int i : new int[] { 0, 2 }) {
				Path file = tree.resolve(rows.get(i).get("image"));
				assertJudged(detector, file, rows.get(i));
				DetectionResult expected = detector.detect(Stfpm.read(file.toString()));
				assertEquals(expected.regions().size(), Integer.parseInt(rows.get(i).get("regions")));
				assertEquals(expected.anomalousArea(), Long.parseLong(rows.get(i).get("area in pixels")));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "groovy", "py" })
	void measureRegions(String language) throws Exception {
		ImagePlus image = twoChannels();
		image.setPosition(1, 2, 1);
		Path sensitive = folder.resolve("sensitive " + language + ".stfpm");
		DetectionResult expected = sensitive(sensitive, ImagePlusImg.plane(image, 2, 1));
		ResultsTable table = ResultsTable.getResultsTable();
		table.reset();

		run("measure_regions", language, "image", image, "model", sensitive.toFile(), "channel", 2);

		assertFalse(expected.regions().isEmpty());
		assertEquals(expected.regions().size(), table.size());
		Overlay overlay = image.getOverlay();
		int[] labels = expected.labels();
		byte[] measured = (byte[]) image.getStack().getPixels(image.getStackIndex(2, 2, 1));
		for (Region region : expected.regions()) {
			int row = region.label() - 1;
			double sum = 0;
			int count = 0;
			for (int i = 0; i < labels.length; i++)
				if (labels[i] == region.label()) {
					sum += measured[i] & 0xff;
					count++;
					assertTrue(overlay.get(row).contains(i % WIDTH, i / WIDTH));
				}
			assertEquals(sum / count, table.getValue("Mean of channel 2", row), 1e-9);
			assertEquals(count, table.getValue("Pixels", row));
			assertEquals(region.max(), table.getValue("Highest score", row), 1e-9);
			assertEquals(2, overlay.get(row).getZPosition());
		}
		String error = SCRIPTS.errorOf(script("measure_regions", language), "image", image, "model", sensitive.toFile(),
			"channel", 3);
		assertTrue(error.contains("The image has 2 channels only"), error);
	}

	/** Two slices of two channels; only the second channel of the second slice is not constant. */
	private static ImagePlus twoChannels() {
		ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int slice = 0; slice < 2; slice++) {
			stack.addSlice(texture(slice, slice == 1).getProcessor());
			byte[] other = new byte[WIDTH * HEIGHT];
			for (int i = 0; i < other.length; i++)
				other[i] = (byte) (slice * (i % 251));
			stack.addSlice(new ByteProcessor(WIDTH, HEIGHT, other));
		}
		ImagePlus image = new ImagePlus("two channels", stack);
		image.setDimensions(2, 2, 1);
		image.setOpenAsHyperStack(true);
		return image;
	}

	/** Writes the model with a threshold at which the image has regions, and tells what it finds. */
	private static DetectionResult sensitive(Path file, RandomAccessibleInterval<?> image) throws IOException {
		AnomalyModel trained = ModelFile.read(model);
		try (AnomalyDetector detector = AnomalyDetector.open(model)) {
			ModelFile.write(file, trained.withCalibration(trained.calibration().withThreshold(detector.detect(image).score()
				* 0.4f, "made by a test")));
		}
		try (AnomalyDetector detector = AnomalyDetector.open(file)) {
			return detector.detect(image);
		}
	}
}
