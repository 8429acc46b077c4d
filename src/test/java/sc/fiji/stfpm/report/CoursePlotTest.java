package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.report.Results.Spot;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.ui.JudgedPlane;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.OwnPlot;
import sc.fiji.stfpm.ui.PlaneName;
import sc.fiji.stfpm.ui.ScoreCourse;

class CoursePlotTest {
	private static final Calibration CALIBRATION = Calibration.given(1, "made up by a test");

	@TempDir
	private Path folder;

	/** Frame f of slice z scores f + z / 10, slice 2 of frame 3 is anomalous alone. */
	private static ScoreCourse course(int slices, int frames) {
		ScoreCourse course = new ScoreCourse("a.tif", 1);
		for (int frame = 1; frame <= frames; frame++)
			for (int slice = 1; slice <= slices; slice++)
				course.add(slice, frame, Results.of(30, 20, CALIBRATION, new Spot(5, 5, 8, 6, slice == 2 && frame == 3 ? 2 : 0.1f * frame + 0.01f
					* slice)));
		return course;
	}

	private static Chart.Layer layer(Chart chart, String label) {
		return chart.layers().stream().filter(layer -> layer.label().equals(label)).findFirst().orElseThrow();
	}

	@Test
	void overFramesItIsTheHighestOfTheSlices() {
		Chart chart = CoursePlot.picture(course(2, 4)).chart();
		Chart.Layer scores = layer(chart, "Highest of 2 slices"), crosses = layer(chart, "Anomalous"), threshold = layer(chart, "Threshold");
		assertEquals("Frame", chart.x());
		assertArrayEquals(new double[] { 1, 2, 3, 4 }, scores.x());
		assertArrayEquals(new double[] { 0.12, 0.22, 2, 0.42 }, scores.y(), 1e-6);
		assertArrayEquals(new double[] { 3 }, crosses.x());
		assertArrayEquals(new double[] { 1, 1 }, threshold.y());
		assertTrue(chart.vertical().high() > 2);
	}

	@Test
	void ofOneFrameItIsOverSlices() {
		Chart chart = CoursePlot.picture(course(3, 1)).chart();
		assertEquals("Slice", chart.x());
		assertArrayEquals(new double[] { 1, 2, 3 }, layer(chart, "Score").x());
		assertFalse(CoursePlot.is(course(1, 1)));
		assertTrue(CoursePlot.show(course(1, 1)).isEmpty());
		ImagePlus plot = CoursePlot.show(course(3, 1)).orElseThrow();
		assertTrue(OwnPlot.is(plot) && plot.getTitle().equals("Scores of a.tif"));
	}

	@Test
	void aFolderHasAPlotOfEachStackOfAllItsRuns() throws IOException {
		StringBuilder rows = new StringBuilder("image,score,threshold,decision,slice,frame,error\n");
		for (int frame = 1; frame <= 4; frame++)
			rows.append("below/a.tif,").append(frame).append(",1.5,").append(frame > 1 ? "anomalous" : "normal").append(",1,").append(frame).append(",\n");
		rows.append("one.png,0.1,1.5,normal,1,1,\nbad.png,,1.5,failed,,,cut short\n");
		Files.writeString(folder.resolve("scores.csv"), rows);
		CoursePlot.write(folder);
		assertTrue(ImageIO.read(folder.resolve("courses/below/a.tif.course.png").toFile()).getWidth() > 900);
		assertFalse(Files.exists(folder.resolve("courses/one.png.course.png")));
	}

	@Test
	void aPageHasThoseOfStacks() throws IOException {
		try (RunReport report = new RunReport("Monday", new JudgedWith(Models.model(Mode.WHOLE, 64).withCalibration(
			CALIBRATION), "ab12", "m.stfpm", "cpu", 1)))
		{
			ImagePlane plane = ImagePlane.of(Models.texture(30, 20, 1));
			for (int frame = 1; frame <= 3; frame++)
				report.judged(new JudgedPlane(new PlaneName("movie.tif", 1, frame, false), Path.of("movie.tif"), plane, Optional.empty(), Results
					.of(30, 20, CALIBRATION, new Spot(5, 5, 8, 6, frame))));
			report.judged(new JudgedPlane(PlaneName.only("one.png"), Path.of("one.png"), plane, Optional.empty(), Results.of(30, 20,
				CALIBRATION)));
			report.write(folder.resolve("page.html"));
		}
		String page = Files.readString(folder.resolve("page.html"));
		assertTrue(page.contains("<a href=\"#courses\">Frames and slices</a>") && page.contains("Scores of movie.tif over frames: from 1"), page);
		assertFalse(page.contains("Scores of one.png"));
	}
}
