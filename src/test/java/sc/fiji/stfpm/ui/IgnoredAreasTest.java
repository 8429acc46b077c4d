package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.ui.ImageDetection.Planes;

class IgnoredAreasTest {
	private static final int WIDTH = 90;
	private static final int HEIGHT = 70;
	private static AnomalyDetector detector;

	@BeforeAll
	static void open() {
		AnomalyModel model = Models.model(Mode.WHOLE, 64);
		detector = new AnomalyDetector(model.withCalibration(model.calibration().withThreshold(1.5f, "test")), Models.teacher(), ComputeDevice
			.of("cpu"));
	}

	@AfterAll
	static void close() {
		detector.close();
	}

	private static ImagePlus stack(int slices, int frames) {
		ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int i = 1; i <= slices * frames; i++)
			stack.addSlice(Models.waves(WIDTH, HEIGHT, i));
		ImagePlus image = new ImagePlus("stack", stack);
		image.setDimensions(1, slices, frames);
		return image;
	}

	private static List<PlaneResult> judge(ImagePlus image, String ignore, Selection selection) throws IOException {
		return ImageDetection.run(detector, image, Planes.ALL, selection, IgnoredAreas.of(ignore, image), Progress.NONE);
	}

	private static void assertIgnored(ImagePlus image, PlaneResult plane, Roi... rois) {
		float[] whole = detector.detect(ImagePlusImg.plane(image, plane.slice(), plane.frame())).values();
		float highest = 0;
		long count = 0;
		for (int i = 0; i < whole.length; i++) {
			boolean inside = false;
			for (Roi roi : rois)
				inside |= roi.contains(i % WIDTH, i / WIDTH);
			assertEquals(inside ? Float.NaN : whole[i], plane.result().values()[i], "pixel " + i);
			if (inside) count++;
			else highest = Math.max(highest, whole[i]);
		}
		assertEquals(highest, plane.result().score());
		assertEquals(count, plane.result().ignoredArea());
		assertTrue(plane.result().regions().stream().allMatch(r -> r.area() <= whole.length - plane.result().ignoredArea()));
	}

	@Test
	void whatLiesInsideTheOverlayCountsForNothingOnItsOwnPlane() throws IOException {
		ImagePlus image = stack(2, 3);
		Roi everywhere = new OvalRoi(5, 5, 30, 20), onSlice = new Roi(60, -10, 60, 30), onPlane = new PolygonRoi(new int[] { 40, 80, 50 },
			new int[] { 30, 60, 65 }, 3, Roi.POLYGON), onFrame = new Roi(0, 50, 20, 20);
		onSlice.setPosition(0, 2, 0);
		onFrame.setPosition(0, 0, 3);
		onPlane.setPosition(image.getStackIndex(1, 1, 2));
		Overlay overlay = new Overlay();
		Roi drawn = new Roi(0, 0, WIDTH, HEIGHT);
		drawn.setName("Anomaly 1");
		for (Roi roi : List.of(everywhere, onSlice, onFrame, onPlane, new Line(0, 0, 40, 40), drawn))
			overlay.add(roi);
		image.setOverlay(overlay);
		for (PlaneResult plane : judge(image, "overlay", Selection.IGNORE)) {
			List<Roi> here = new ArrayList<>(List.of(everywhere));
			if (plane.slice() == 2) here.add(onSlice);
			if (plane.frame() == 3) here.add(onFrame);
			if (plane.slice() == 1 && plane.frame() == 2) here.add(onPlane);
			assertIgnored(image, plane, here.toArray(Roi[]::new));
		}
	}

	@Test
	void planesOfWhichNothingCountsAreSkippedAndStayEmptyInTheMaps() throws IOException {
		ImagePlus image = stack(2, 3);
		Roi only = new Roi(10, 10, 30, 30);
		only.setPosition(0, 2, 0);
		image.setOverlay(new Overlay(only));
		List<PlaneResult> planes = judge(image, "outside overlay", Selection.IGNORE);
		assertEquals(List.of("2/1", "2/2", "2/3"), planes.stream().map(p -> p.slice() + "/" + p.frame()).toList());
		assertEquals(WIDTH * HEIGHT - 900, planes.get(0).result().ignoredArea());
		only.setPosition(0, 2, 1);
		image.setOverlay(new Overlay(only));
		image.getOverlay().add(at(1, 3));
		planes = judge(image, "outside overlay", Selection.IGNORE);
		ImagePlus map = MapDisplay.show(Show.MAP, image, planes, "").orElseThrow();
		assertArrayEquals(new int[] { WIDTH, HEIGHT, 1, 2, 2 }, map.getDimensions());
		assertArrayEquals(planes.get(0).result().values(), (float[]) map.getStack().getPixels(map.getStackIndex(1, 2, 1)));
		assertTrue(Float.isNaN(map.getStack().getProcessor(map.getStackIndex(1, 1, 1)).getf(20, 20)));
		image.setOverlay(null);
		assertEquals("There is no ROI with an area in the overlay of \"stack\"", assertThrows(IllegalArgumentException.class, () -> judge(image,
			"overlay", Selection.IGNORE)).getMessage());
		image.setRoi(new Roi(-10, -10, 200, 200));
		assertEquals("Every pixel of \"stack\" is ignored, so that nothing is left to judge", assertThrows(IllegalArgumentException.class,
			() -> judge(image, "selection", Selection.IGNORE)).getMessage());
	}

	private static Roi at(int slice, int frame) {
		Roi roi = new Roi(10, 10, 30, 30);
		roi.setPosition(0, slice, frame);
		return roi;
	}

	@Test
	void aCropIgnoresTheSamePixelsOfTheImage() throws IOException {
		ImagePlus image = stack(1, 1);
		image.setOverlay(new Overlay(new OvalRoi(30, 20, 25, 25)));
		image.setRoi(new OvalRoi(20, 10, 100, 40));
		PlaneResult plane = judge(image, "overlay", Selection.CROP).get(0);
		assertEquals(new Rectangle(20, 10, 70, 40), plane.bounds());
		for (int y = 0; y < 40; y++)
			for (int x = 0; x < 70; x++)
				assertEquals(image.getOverlay().get(0).contains(20 + x, 10 + y), Float.isNaN(plane.result().values()[y * 70 + x]));
	}

	@Test
	void aSelectionWithinWhichAllIsIgnoredIsNothingToJudge() throws IOException {
		ImagePlus image = stack(1, 1);
		image.setOverlay(new Overlay(new Roi(0, 0, 50, 50)));
		image.setRoi(10, 10, 20, 20);
		assertThrows(IllegalArgumentException.class, () -> judge(image, "overlay", Selection.WITHIN));
		image.setRoi(10, 10, 60, 20);
		PlaneResult plane = judge(image, "overlay", Selection.WITHIN).get(0);
		assertEquals(WIDTH * HEIGHT - 20 * 20, plane.result().ignoredArea());
		assertFalse(Float.isNaN(plane.result().values()[20 * WIDTH + 60]));
	}
}
