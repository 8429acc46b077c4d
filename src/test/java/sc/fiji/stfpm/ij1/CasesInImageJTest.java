package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImageFile;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.Shared;
import sc.fiji.stfpm.testing.imagej.Mode;
import sc.fiji.stfpm.testing.imagej.Outcome;
import sc.fiji.stfpm.testing.imagej.PlainImageJ;
import sc.fiji.stfpm.ui.FolderDetection;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.ResultFolder;

/**
 * Every file of {@code ../shared/cases} that ImageJ reads right has one score, judged in a folder or opened and judged by a
 * macro.
 */
@Tag("slow")
class CasesInImageJTest {
	private static final List<String> FILES = List.of("palette256.png", "palette256.tif", "palette256.gif", "palette-grey.gif",
		"miniswhite-u8.tif", "miniswhite-u16.tif", "float-miniswhite.tif", "u16-opencv.tif", "u16-deflate-predictor2.tif",
		"stack4.tif", "ij-hyperstack.tif", "exif-rotated.jpg", "ij-u16-colour-lut.tif", "ij-u16-inverting-lut.tif",
		"ij-f32-inverting-lut.tif", "ij-u8-colour-lut.tif");

	@TempDir
	private Path folder;

	@Test
	void fileAndOpenImageHaveOneScore() throws Exception {
		Map<PixelType, StringBuilder> macros = new EnumMap<>(PixelType.class);
		for (String name : FILES) {
			Path file = Shared.path("cases/" + name);
			PixelType type;
			try (ImageFile image = ImageFile.open(file)) {
				type = ImagePlane.of(image.plane(1, 1)).type();
			}
			Path images = Files.createDirectories(folder.resolve(type.name()));
			Files.copy(file, images.resolve(name));
			macros.computeIfAbsent(type, each -> new StringBuilder()).append("open('").append(images.resolve(name)).append(
				"'); run('Detect Anomalies...', 'model=[").append(folder.resolve(type + ".stfpm")).append(
					"] planes=All show=[Tables only]'); close();\n");
		}
		for (PixelType type : macros.keySet())
			compare(type, macros.get(type).toString());
	}

	private void compare(PixelType type, String macro) throws IOException, InterruptedException {
		Path model = folder.resolve(type + ".stfpm"), judged = folder.resolve("judged " + type);
		ModelFile.write(model, Models.model(Preprocessing.Mode.WHOLE, 64, ChannelMapping.AUTO, type).selfContained(Models.teacher()
			.weights()));
		try (AnomalyDetector detector = AnomalyDetector.open(model)) {
			assertTrue(new FolderDetection(detector, Progress.NONE, FolderDetection.Listener.NONE).run(List.of(folder.resolve(type
				.name())), false, () -> new ResultFolder(judged, JudgedWith.of(detector, "a.stfpm"), false, ResultFolder.Picture.USUAL))
				.isWell());
		}
		Outcome outcome = PlainImageJ.run(Mode.BATCH, macro + "Table.save('" + judged.resolve("macro.csv") + "', 'Results');\n",
			folder);
		assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
		assertEquals(scores(judged.resolve("scores.csv"), "image", "slice", "frame", "score"), scores(judged.resolve("macro.csv"),
			"Image", "Slice", "Frame", "Score"));
	}

	/** As the Results table writes them. */
	private static Map<String, String> scores(Path file, String... columns) throws IOException {
		try (CSVParser rows = CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.DEFAULT.builder().setHeader()
			.setSkipHeaderRecord(true).setAllowMissingColumnNames(true).get()))
		{
			return new TreeMap<>(rows.getRecords().stream().collect(Collectors.toMap(row -> key(row, columns), row -> String.format(
				"%.6f", Double.parseDouble(row.get(columns[3]))))));
		}
	}

	private static String key(CSVRecord row, String... columns) {
		return row.get(columns[0]) + " " + row.get(columns[1]) + " " + row.get(columns[2]);
	}
}
