package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import sc.fiji.stfpm.testing.Cells;
import sc.fiji.stfpm.testing.Cells.Odd;

/** Files of two channels, from training to tables. */
class SeparateChannelsVerbTest {
	@TempDir
	private static Path folder;
	private static Path model;
	private static Path images;
	private final Console console = new Console();

	@BeforeAll
	static void trainOnFiles() throws IOException {
		for (int i = 0; i < 16; i++)
			Cells.saveTiff(folder.resolve("normal/" + i + ".tif"), i, Odd.NOTHING, "DAPI", "GFP");
		model = folder.resolve("cells.stfpm");
		images = folder.resolve("images");
		Cells.saveTiff(images.resolve("a.tif"), 100, Odd.NUCLEUS, "DAPI", "GFP");
		Cells.saveOmeTiff(images.resolve("b.ome.tif"), 101, Odd.SURROUNDINGS, "DAPI", "GFP");
		Cells.saveTiff(images.resolve("c.tif"), 102, Odd.NUCLEUS, "GFP", "DAPI");
		ImagePlus grey = IJ.createImage("grey", "8-bit ramp", Cells.SIZE, Cells.SIZE, 1);
		assertTrue(new FileSaver(grey).saveAsTiff(images.resolve("d.tif").toString()));
		Console console = new Console();
		assertEquals(0, console.run("train", folder.resolve("normal"), "--model", model, "--teacher", "embedded", "--size", 128, "--channels",
			"1+2", "--device", "cpu"), console::printed);
	}

	private static List<CSVRecord> table(Path file) throws IOException {
		try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true)
			.get()))
		{
			return parser.getRecords();
		}
	}

	private static void assertReaches(CSVRecord row, boolean first, boolean second) {
		double threshold = Double.parseDouble(row.get("threshold"));
		assertEquals(first, Double.parseDouble(row.get("score_c1")) >= threshold, row.toString());
		assertEquals(second, Double.parseDouble(row.get("score_c2")) >= threshold, row.toString());
	}

	@Test
	void tablesSayInWhichChannel() throws IOException {
		Path output = folder.resolve("results");
		assertEquals(1, console.run("detect", "--model", model, images, "--output", output, "--no-maps", "--report", folder.resolve(
			"report.html")), console::printed);
		assertTrue(Files.readString(folder.resolve("report.html")).contains("; in channel GFP"), "the report");
		List<CSVRecord> scores = table(output.resolve("scores.csv"));
		assertEquals(List.of("DAPI", "GFP", "DAPI", ""), scores.stream().map(row -> row.get("anomalous_channels")).toList());
		assertReaches(scores.get(0), true, false);
		assertReaches(scores.get(1), false, true);
		assertEquals("", scores.get(0).get("note"));
		assertEquals("", scores.get(1).get("note"));
		assertTrue(scores.get(2).get("note").contains("its channel 1 is called GFP, where the model learned DAPI, which is its channel 2: are channels"
			+ " swapped?"), scores.get(2).get("note"));
		assertEquals("failed", scores.get(3).get("decision"));
		assertTrue(scores.get(3).get("error").contains("Channel 2 is asked for"), scores.get(3).get("error"));
		List<CSVRecord> regions = table(output.resolve("regions.csv"));
		assertEquals("DAPI", regions.get(0).get("channel"));
		assertEquals("GFP", regions.stream().filter(row -> row.get("image").equals("b.ome.tif")).findFirst().orElseThrow().get("channel"));
		String before = Files.readString(output.resolve("scores.csv"));
		assertEquals(1, console.run("detect", "--model", model, images, "--output", output, "--no-maps", "--resume"), console::printed);
		assertEquals(before.lines().limit(4).toList(), Files.readString(output.resolve("scores.csv")).lines().limit(4).toList());
	}

	@Test
	void linesAndJsonSayInWhichChannel() {
		assertEquals(0, console.run("detect", "--model", model, images.resolve("b.ome.tif")), console::printed);
		assertTrue(console.out().matches("(?s)b\\.ome\\.tif: anomalous, score [0-9.]+, threshold [0-9.]+, in channel GFP\\R.*"), console.out());
		assertEquals(0, console.run("detect", "--model", model, "--json", images.resolve("a.tif")), console::printed);
		JsonObject line = JsonParser.parseString(console.out()).getAsJsonObject();
		assertEquals("[\"DAPI\"]", line.get("anomalous_channels").toString());
		JsonObject second = line.getAsJsonArray("channels").get(1).getAsJsonObject();
		assertEquals("GFP", second.get("name").getAsString());
		assertEquals(2, second.get("channel").getAsInt());
		assertTrue(second.get("score").getAsDouble() < line.get("threshold").getAsDouble(), console.out());
		assertEquals("DAPI", line.getAsJsonArray("regions").get(0).getAsJsonObject().get("channel").getAsString());
	}

	@Test
	void theModelTellsOfItsChannels() {
		assertEquals(0, console.run("info", model), console::printed);
		assertTrue(console.out().matches("(?s).*Channel 1 \\(DAPI\\) +\\d+ normal vectors of its own, gain [0-9.]+\\R.*Channel 2 \\(GFP\\) .*"), console
			.out());
		console.assertPrinted("of 2 channels the highest");
		console.assertPrinted("channels 1+2");
	}

	@Test
	void aFalseAlarmIsAcceptedInTheChannelThatHasIt() throws IOException {
		Path copy = Files.copy(model, folder.resolve("copy.stfpm"));
		assertEquals(0, console.run("accept", "--model", copy, images.resolve("a.tif")), console::printed);
		assertEquals(0, console.run("detect", "--model", copy, images.resolve("a.tif"), images.resolve("b.ome.tif")), console::printed);
		assertFalse(console.out().contains("DAPI"), console.out());
		console.assertPrinted("in channel GFP");
	}

	@Test
	void aStudentSeesChannelsTogether() {
		assertEquals(2, console.run("train", folder.resolve("normal"), "--model", folder.resolve("student.stfpm"), "--preset", "fast", "--channels",
			"1+2"));
		console.assertPrinted("separate ones are for the presets memory and thorough");
	}
}
