package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import ij.ImagePlus;
import ij.io.FileSaver;
import sc.fiji.stfpm.Stfpm;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.imagej.Mode;
import sc.fiji.stfpm.testing.imagej.Outcome;
import sc.fiji.stfpm.ui.Show;

/**
 * A macro that judges images one after the other, in every form in which maps are shown, and leaves some results open.
 * Whatever is open and whatever came before, each row must have the score of the image that was opened.
 */
final class LoopOverImages {
	private static final List<String> IMAGES = List.of("a.tif", "b.tif", "c.tif");

	private final Path folder;
	private final Path model;

	/** Writes images and a model. */
	LoopOverImages(Path folder) throws IOException {
		this.folder = folder;
		model = folder.resolve("loop.stfpm");
		ModelFile.write(model, Models.model(Preprocessing.Mode.WHOLE, 64, ChannelMapping.GREY, PixelType.UINT8).selfContained(
			Models.teacher().weights()));
		for (String name : IMAGES)
			assertTrue(new FileSaver(new ImagePlus(name, Models.waves(90, 70, name.charAt(0)))).saveAsTiff(folder.resolve(name)
				.toString()));
	}

	/** The macro for a mode; the ROI Manager needs a screen. */
	String macro(Mode mode) {
		return """
			folder = "FOLDER/";
			forms = newArray(FORMS);
			images = newArray(IMAGES);
			for (f = 0; f < forms.length; f++)
				for (i = 0; i < images.length; i++) {
					open(folder + images[i]);
					run("Detect Anomalies...", "model=[" + folder + "loop.stfpm] show=[" + forms[f] + "]");
					// a window manager activates another window a moment after one was closed
					if (i == 1) { close(); wait(200); }
				}
			Table.save(getArgument() + "/loop.csv", "Results");
			""".replace("FORMS", quoted(forms(mode))).replace("IMAGES", quoted(IMAGES)).replace("FOLDER", folder.toString().replace(
				'\\', '/'));
	}

	/** Compares what the macro left with what the detector says of the files. */
	void check(Mode mode, Outcome outcome, Path output) throws IOException {
		assertEquals(Outcome.FINISHED, outcome.exitCode(), mode + ": " + outcome.log());
		List<String> expected = new ArrayList<>(), found = new ArrayList<>();
		try (AnomalyDetector detector = AnomalyDetector.open(model)) {
			for (int i = 0; i < forms(mode).size(); i++)
				for (String name : IMAGES)
					expected.add(String.format("%s %.6f", name, detector.detect(Stfpm.read(folder.resolve(name).toString())).score()));
		}
		try (CSVParser rows = CSVParser.parse(output.resolve("loop.csv"), StandardCharsets.UTF_8, CSVFormat.DEFAULT.builder()
			.setHeader().setSkipHeaderRecord(true).setAllowMissingColumnNames(true).get()))
		{
			for (CSVRecord row : rows)
				// ImageJ numbers titles that are there already
				found.add(row.get("Image").replaceFirst("-\\d+", "") + " " + row.get("Score"));
		}
		assertEquals(expected, found, mode.name());
	}

	/** The macro in one mode. */
	interface Runner {
		Outcome run(Mode mode, String macro, Path output) throws IOException, InterruptedException;
	}

	/** Runs the macro and checks what it leaves. */
	void run(Mode mode, Runner runner) throws IOException, InterruptedException {
		Path output = Files.createDirectories(folder.resolve("loop " + mode));
		check(mode, runner.run(mode, macro(mode), output), output);
	}

	private static List<String> forms(Mode mode) {
		return Arrays.stream(Show.values()).filter(form -> mode != Mode.HEADLESS || form != Show.ROI_MANAGER).map(
			Show::toString).toList();
	}

	private static String quoted(List<String> texts) {
		return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(", "));
	}
}
