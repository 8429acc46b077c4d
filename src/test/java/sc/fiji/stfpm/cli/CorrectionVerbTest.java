package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.Area;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.testing.LooseMemory;
import sc.fiji.stfpm.testing.Models;

class CorrectionVerbTest {
	@TempDir
	private Path folder;
	private Path model;
	private Path image;

	@BeforeEach
	void write() throws IOException {
		model = folder.resolve("a.stfpm");
		image = folder.resolve("waves.png");
		assertTrue(new FileSaver(new ImagePlus("waves", Models.waves(120, 90, 3))).saveAsPng(image.toString()));
		LooseMemory.write(model, ImagePlane.of(ImageReader.read(image)));
	}

	private String run(int exit, Object... args) {
		Console console = new Console();
		assertEquals(exit, console.run(args), console::printed);
		return console.printed();
	}

	@Test
	void whatIsAnomalousIsAcceptedListedAndTakenBack() throws IOException {
		byte[] none = run(0, "corrections", model).getBytes();
		assertTrue(new String(none).contains("none"));
		String accepted = run(0, "accept", "--model", model, image);
		assertTrue(accepted.matches("(?s).*waves\\.png: correction 1, normal, waves\\.png, .* vectors, .*"), accepted);
		assertTrue(run(0, "accept", "--model", model, image).contains("waves.png: normal, score "));
		assertTrue(run(0, "corrections", model).contains("Correction 1"));
		assertTrue(run(0, "corrections", model, "--take-back", 1).contains("none"));
		assertTrue(run(1, "corrections", model, "--take-back", 1).contains("has no correction 1; it has none"));
		assertEquals(2, ModelFile.read(model).changes().size());
	}

	@Test
	void aRectangleIsMarkedAndSetsTheThreshold() throws IOException {
		assertTrue(run(0, "mark", "--model", model, image, "--region", "10,20,30,40").contains("30 x 40 pixels at 10, 20"));
		assertEquals(new Area(10, 20, 30, 40), ModelFile.read(model).marked().get(0).area());
		assertTrue(run(0, "threshold", model, "--marked").contains("1 marked parts"));
		assertTrue(run(0, "accept", "--model", model, image, "--whole").contains("120 x 90 pixels at 0, 0"));
		assertTrue(run(0, "accept", "--model", model, image, "--whole").contains("the model knows it already"));
	}

	@Test
	void whatIsNoImageIsSkippedAndCounted() throws IOException {
		Path broken = Files.writeString(folder.resolve("a.png"), "no image");
		String said = run(1, "accept", "--model", model, broken, image);
		assertTrue(said.contains("Skipped: " + broken) && said.contains("correction 1"), said);
	}

	@Test
	void badRectanglesAreWrongUsage() {
		for (String region : new String[] { "1,2,3", "a,b,c,d", "1,2,0,4" })
			assertTrue(run(2, "accept", "--model", model, image, "--region", region).contains("--region is X,Y,WIDTH,HEIGHT"));
		assertTrue(run(2, "accept", "--model", model, image, "--whole", "--region", "1,2,3,4").contains("cannot both be given"));
		assertTrue(run(1, "accept", "--model", model, image, "--region", "500,2,3,4").contains("no pixel inside waves.png"));
	}
}
