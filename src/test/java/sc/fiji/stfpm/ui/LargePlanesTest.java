package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.io.FileSaver;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImageFile;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.ui.ResultFolder.Picture;

/** Files whose planes are judged part by part, in a folder run; here they are large from a few pixels on. */
class LargePlanesTest {
	private static final long FEW = 1000;
	/** Two tiles wide. */
	private static final int WIDTH = 2500, HEIGHT = 125, TILES = 2;

	@TempDir
	private static Path images;
	private static AnomalyDetector detector;
	private static DetectionResult expected;

	@TempDir
	private Path output;

	@BeforeAll
	static void judgeInMemory() throws IOException {
		Path file = images.resolve("strip.png");
		assertTrue(new FileSaver(new ImagePlus("strip", Models.waves(WIDTH, HEIGHT, 3))).saveAsPng(file.toString()));
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		float[] sorted;
		try (AnomalyDetector first = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
			sorted = first.detect(ImageReader.read(file)).values().clone();
		}
		Arrays.sort(sorted);
		detector = new AnomalyDetector(model.withCalibration(model.calibration().byHand(sorted[(int) (0.98 * sorted.length)])), Models.teacher(),
			ComputeDevice.of("cpu"));
		expected = detector.detect(ImageReader.read(file));
	}

	@AfterAll
	static void close() {
		detector.close();
	}

	private FolderDetection.Summary judge(Path folder, long large, boolean resume, Set<Picture> pictures, Progress progress) throws IOException {
		return new FolderDetection(detector, new PlaneJudge(detector, large), progress, FolderDetection.Listener.NONE).run(List.of(images), false,
			() -> new ResultFolder(folder, JudgedWith.of(detector, "a.stfpm"), resume, pictures));
	}

	/** Without what differs from run to run. */
	private static List<String> rows(Path folder, String table) throws IOException {
		return Files.readAllLines(folder.resolve(table)).stream().map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "")).toList();
	}

	private static float[] values(ImagePlane map) {
		float[] values = new float[map.width() * map.height()];
		map.read(0, 0, 0, map.width(), map.height(), values, 0);
		return values;
	}

	@Test
	void resultsAreThoseOfPlanesInMemory() throws IOException {
		Path large = output.resolve("large"), small = output.resolve("small");
		assertTrue(judge(large, FEW, false, Picture.USUAL, Progress.NONE).isWell());
		assertTrue(judge(small, Long.MAX_VALUE, false, Picture.USUAL, Progress.NONE).isWell());
		assertEquals(rows(small, "scores.csv"), rows(large, "scores.csv"));
		assertTrue(rows(large, "regions.csv").size() > 2);
		assertEquals(rows(small, "regions.csv"), rows(large, "regions.csv"));
		assertArrayEquals(expected.values(), values(ImagePlane.of(ImageReader.read(large.resolve("maps/strip.png.map.tif")))));
		var overlay = ImageIO.read(large.resolve("overlays/strip.png.overlay.png").toFile());
		assertEquals(PlaneJudge.PICTURE, overlay.getWidth());
		assertEquals(Math.round((float) HEIGHT * PlaneJudge.PICTURE / WIDTH), overlay.getHeight());
		assertFalse(Files.exists(large.resolve("unfinished")), "what is finished is not kept");
	}

	@ParameterizedTest
	@ValueSource(longs = { FEW, Long.MAX_VALUE })
	void mapsAreWrittenAsOmeZarrWhereAskedForAndNeverJudged(long large) throws IOException {
		assertTrue(judge(output, large, false, Set.of(Picture.ZARR_MAPS), Progress.NONE).isWell());
		try (ImageFile map = ImageFile.open(output.resolve("maps/strip.png.map.zarr"))) {
			assertArrayEquals(expected.values(), values(map.imagePlane(1, 1)));
		}
		assertThrows(IOException.class, () -> FolderDetection.checkInput(List.of(output), true), "there is no image but results");
	}

	/** Cancels after some tiles; hears of tiles as parts of all files. */
	private static final class Tiles implements Progress {
		private final int most;
		private final List<String> seen = new ArrayList<>();
		private final List<String> notes = new ArrayList<>();

		Tiles(int most) {
			this.most = most;
		}

		@Override
		public void update(long done, long total, String message) {
			if (message.contains("Tile ")) seen.add(done + "/" + total + " " + message);
		}

		@Override
		public void note(String message) {
			notes.add(message);
		}

		@Override
		public boolean isCancelled() {
			return seen.size() >= most;
		}
	}

	@Test
	void aRunThatWasBrokenOffGoesOnWithinThePlane() throws IOException {
		Tiles first = new Tiles(1), second = new Tiles(Integer.MAX_VALUE);
		assertThrows(CancellationException.class, () -> judge(output, FEW, true, Picture.USUAL, first));
		assertEquals(List.of("1/2 strip.png: Tile 1 of " + TILES), first.seen);
		assertTrue(Files.exists(output.resolve("unfinished/strip.png.tiles")));
		assertTrue(judge(output, FEW, true, Picture.USUAL, second).isWell());
		assertTrue(second.notes.contains("strip.png: Goes on after 1 of 2 tiles that were done before"), second.notes.toString());
		assertEquals(1, second.seen.size());
		assertArrayEquals(expected.values(), values(ImagePlane.of(ImageReader.read(output.resolve("maps/strip.png.map.tif")))));
		assertFalse(Files.exists(output.resolve("unfinished")));
	}

	/** The map is then in the results already, or can be made again without another look. */
	@Test
	void whereTheMapCannotBeWrittenTheTilesStay() throws IOException {
		Files.createDirectories(output.resolve("maps/strip.png.map.tif"));
		Files.createFile(output.resolve("maps/strip.png.map.tif/in-the-way"));
		FolderDetection.Summary summary = judge(output, FEW, false, Picture.USUAL, Progress.NONE);
		assertEquals(1, summary.incomplete());
		Tiles again = new Tiles(Integer.MAX_VALUE);
		Files.delete(output.resolve("maps/strip.png.map.tif/in-the-way"));
		Files.delete(output.resolve("maps/strip.png.map.tif"));
		assertTrue(judge(output, FEW, true, Picture.USUAL, again).isWell());
		assertEquals(List.of(), again.seen, "a tile was looked at again");
	}
}
