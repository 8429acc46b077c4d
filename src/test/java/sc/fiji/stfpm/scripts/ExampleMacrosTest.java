package sc.fiji.stfpm.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import sc.fiji.stfpm.Stfpm;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.testing.imagej.Mode;
import sc.fiji.stfpm.testing.imagej.Outcome;
import sc.fiji.stfpm.testing.imagej.PlainImageJ;
import sc.fiji.stfpm.train.TrainingProgress;

/** The example macros in plain ImageJ, in every mode, on a folder in which some files do not open. */
@Tag("slow")
class ExampleMacrosTest {
	private static final List<String> GOOD = List.of("0.png", "1.png", "2.png", "3.png");
	@TempDir
	private static Path folder;
	private static Path images;
	private static Path model;

	@BeforeAll
	static void prepare() throws IOException {
		images = Files.createDirectories(folder.resolve("some images"));
		model = folder.resolve("texture.stfpm");
		for (int k = 0; k < GOOD.size(); k++) {
			byte[] pixels = new byte[80 * 72];
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = (byte) (128 + 50 * Math.sin(i % 80 * 0.4 + k) * Math.cos(i / 80 * 0.3));
			ImagePlus image = new ImagePlus(GOOD.get(k), new ByteProcessor(80, 72, pixels));
			assertTrue(new FileSaver(image).saveAsPng(images.resolve(GOOD.get(k)).toString()));
		}
		Stfpm.train(images.toString(), model.toString(), "embedded", Stfpm.options("fast").steps(2).size(64),
			TrainingProgress.NONE);
		Files.writeString(images.resolve("2b.png"), "no image");
		Files.write(images.resolve("2c.tif"), new byte[] { 'I', 'I', 42, 0, 9, 9, 9, 9 });
		Files.writeString(images.resolve("notes.txt"), "no image either");
	}

	private static List<CSVRecord> run(String macro, Mode mode) throws Exception {
		Path output = Files.createDirectories(folder.resolve(mode + " " + macro));
		String script = Path.of("scripts/examples", macro).toAbsolutePath().toString().replace('\\', '/');
		String argument = (images + "|" + model + "|").replace('\\', '/');
		Outcome outcome = PlainImageJ.run(mode, "runMacro('" + script + "', '" + argument + "' + getArgument());\n", output);
		assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
		assertTrue(outcome.log().contains("Could not be opened:\n  2b.png\n  2c.tif"), outcome.log());
		try (CSVParser parser = CSVParser.parse(output.resolve("scores.csv"), StandardCharsets.UTF_8, CSVFormat.DEFAULT
			.builder().setHeader().setSkipHeaderRecord(true).setIgnoreHeaderCase(true).setAllowMissingColumnNames(true).get()))
		{
			return parser.getRecords();
		}
	}

	private static void assertScores(List<CSVRecord> rows) throws IOException {
		assertEquals(GOOD, rows.stream().map(r -> r.get("image")).toList());
		try (AnomalyDetector detector = AnomalyDetector.open(model)) {
			for (CSVRecord row : rows)
				assertEquals(detector.detect(Stfpm.read(images.resolve(row.get("image")).toString())).score(), Double.parseDouble(
					row.get("score")), 1e-5);
		}
	}

	@ParameterizedTest
	@EnumSource
	void detectFolder(Mode mode) throws Exception {
		assertScores(run("detect_folder.ijm", mode));
	}

	@ParameterizedTest
	@EnumSource
	void detectFolderWithExtensions(Mode mode) throws Exception {
		assertScores(run("detect_folder_extensions.ijm", mode));
		Path regions = folder.resolve(mode + " detect_folder_extensions.ijm").resolve("regions.csv");
		int found = 0;
		try (AnomalyDetector detector = AnomalyDetector.open(model)) {
			for (String name : GOOD)
				found += detector.detect(Stfpm.read(images.resolve(name).toString())).regions().size();
		}
		assertEquals(1 + found, Files.readAllLines(regions).size());
	}
}
