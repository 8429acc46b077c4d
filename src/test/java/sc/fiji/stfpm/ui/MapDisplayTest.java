package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.ui.ImageDetection.Planes;

/** What detection on images of every kind gives to look at. */
class MapDisplayTest {
	private static final int WIDTH = 90;
	private static final int HEIGHT = 70;

	private static AnomalyDetector detector(ChannelMapping channels, PixelType type) {
		AnomalyModel model = Models.model(Mode.WHOLE, 64, channels, type);
		// Random networks give any scores; a threshold within their range makes regions.
		return new AnomalyDetector(model.withCalibration(model.calibration().withThreshold(1.5f, "test")), Models.teacher(),
			ComputeDevice.of("cpu"));
	}

	private static ImagePlus image(String type) {
		ImageProcessor grey = Models.waves(WIDTH, HEIGHT, 1);
		return new ImagePlus("texture", switch (type) {
			case "8-bit" -> grey;
			case "16-bit" -> grey.convertToShort(false);
			case "32-bit" -> grey.convertToFloat();
			default -> grey.convertToRGB();
		});
	}

	/** 2 channels, 3 slices, 4 frames. */
	private static ImagePlus hyperstack() {
		ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int i = 1; i <= 24; i++)
			stack.addSlice("plane " + i, Models.waves(WIDTH, HEIGHT, i));
		ImagePlus image = new ImagePlus("hyper", stack);
		image.setDimensions(2, 3, 4);
		image.setOpenAsHyperStack(true);
		return new CompositeImage(image, CompositeImage.COMPOSITE);
	}

	@ParameterizedTest
	@CsvSource({ "8-bit, UINT8", "16-bit, UINT16", "32-bit, FLOAT32", "RGB, UINT8" })
	void everyKindOfImageHasItsMap(String kind, PixelType type) {
		ImagePlus image = image(kind);
		try (AnomalyDetector detector = detector(ChannelMapping.AUTO, type)) {
			List<PlaneResult> results = ImageDetection.run(detector, image, Planes.CURRENT, Selection.IGNORE, Progress.NONE);
			float[] direct = detector.detect(ImagePlusImg.plane(image, 1, 1)).values();
			ImagePlus map = MapDisplay.show(Show.MAP, image, results, "made by a test").orElseThrow();
			assertArrayEquals(direct, (float[]) map.getProcessor().getPixels());
			assertEquals(kind.equals("RGB") ? "1,2,3" : "1", results.get(0).channels());
			assertEquals(3, map.getDisplayRangeMax(), "twice the threshold, whatever the image");
			assertEquals("made by a test", map.getInfoProperty());
			assertEquals(0, map.getLuts()[0].getRGB(0) & 0xffffff);
		}
	}

	@Test
	void anImageOfAnotherKindThanTheModelIsRefused() {
		try (AnomalyDetector detector = detector(ChannelMapping.AUTO, PixelType.UINT8)) {
			IllegalArgumentException error = Assertions.assertThrows(IllegalArgumentException.class, () -> ImageDetection.run(
				detector, image("16-bit"), Planes.CURRENT, Selection.IGNORE, Progress.NONE));
			assertTrue(error.getMessage().contains("16-bit") && error.getMessage().contains("8-bit"), error.getMessage());
		}
	}

	@Test
	void everySliceAndFrameOfAHyperstackIsJudged() {
		ImagePlus image = hyperstack();
		try (AnomalyDetector detector = detector(ChannelMapping.parse("2"), PixelType.UINT8)) {
			List<PlaneResult> results = ImageDetection.run(detector, image, Planes.ALL, Selection.IGNORE, Progress.NONE);
			assertEquals(12, results.size());
			ImagePlus map = MapDisplay.show(Show.MAP, image, results, "").orElseThrow();
			assertArrayEquals(new int[] { WIDTH, HEIGHT, 1, 3, 4 }, map.getDimensions());
			float[] expected = detector.detect(ImagePlusImg.plane(image, 2, 3)).values();
			assertArrayEquals(expected, (float[]) map.getStack().getPixels(map.getStackIndex(1, 2, 3)));
			assertEquals("2", results.get(0).channels());
			assertEquals(2, results.get(7).slice());
			assertEquals(3, results.get(7).frame());
			ImagePlus composite = MapDisplay.show(Show.COMPOSITE, image, results, "").orElseThrow();
			assertArrayEquals(new int[] { WIDTH, HEIGHT, 3, 3, 4 }, composite.getDimensions());
			assertEquals(image.getStack().getProcessor(image.getStackIndex(2, 3, 4)).getf(5, 6), composite.getStack()
				.getProcessor(composite.getStackIndex(2, 3, 4)).getf(5, 6));
		}
	}

	@Test
	void theCurrentPlaneIsTheOneShown() {
		ImagePlus image = hyperstack();
		image.setPosition(1, 2, 3);
		try (AnomalyDetector detector = detector(ChannelMapping.GREY, PixelType.UINT8)) {
			List<PlaneResult> results = ImageDetection.run(detector, image, Planes.CURRENT, Selection.IGNORE, Progress.NONE);
			assertArrayEquals(detector.detect(ImagePlusImg.plane(image, 2, 3)).values(), results.get(0).result().values());
			MapDisplay.show(Show.OVERLAY, image, results, "");
			Roi heat = image.getOverlay().get(0);
			assertEquals(List.of(0, 2, 3), List.of(heat.getCPosition(), heat.getZPosition(), heat.getTPosition()));
		}
	}

	@Test
	void withinASelectionTheWholeImageIsSeenButOnlyItsInsideCounts() {
		ImagePlus image = image("8-bit");
		Calibration calibration = image.getCalibration();
		calibration.pixelWidth = 0.5;
		calibration.pixelHeight = 0.25;
		calibration.setUnit("um");
		image.setRoi(new OvalRoi(10, 20, 40, 30));
		try (AnomalyDetector detector = detector(ChannelMapping.AUTO, PixelType.UINT8)) {
			float[] whole = detector.detect(ImagePlusImg.plane(image, 1, 1)).values();
			PlaneResult result = ImageDetection.run(detector, image, Planes.CURRENT, Selection.WITHIN, Progress.NONE).get(0);
			float highest = 0;
			for (int i = 0; i < whole.length; i++) {
				boolean inside = image.getRoi().contains(i % WIDTH, i / WIDTH);
				assertEquals(inside ? whole[i] : Float.NaN, result.result().values()[i]);
				if (inside) highest = Math.max(highest, whole[i]);
			}
			assertEquals(highest, result.result().score());
			assertTrue(result.result().regions().stream().allMatch(r -> r.x() >= 10 && r.y() >= 20));
		}
	}

	@Test
	void aCropIsAnImageOfItsOwnThatKeepsItsPlace() {
		ImagePlus image = image("RGB");
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.5;
		image.getCalibration().setUnit("um");
		image.setRoi(20, 10, 50, 40);
		try (AnomalyDetector detector = detector(ChannelMapping.AUTO, PixelType.UINT8)) {
			List<PlaneResult> results = ImageDetection.run(detector, image, Planes.CURRENT, Selection.CROP, Progress.NONE);
			ImagePlus cropped = new ImagePlus("crop", image.getProcessor().crop());
			assertArrayEquals(detector.detect(ImagePlusImg.plane(cropped, 1, 1)).values(), results.get(0).result().values());
			ImagePlus map = MapDisplay.show(Show.MAP, image, results, "").orElseThrow();
			assertEquals(50, map.getWidth());
			assertEquals(image.getCalibration().getX(25), map.getCalibration().getX(5), 1e-12);
			assertEquals(image.getCalibration().getY(17), map.getCalibration().getY(7), 1e-12);
			MapDisplay.show(Show.OVERLAY, image, results, "");
			assertEquals(new Rectangle(20, 10, 50, 40), image.getOverlay().get(0).getBounds());
		}
	}

	@Test
	void outlinesMasksAndLabelsAreThoseOfTheTable() {
		ImagePlus image = image("8-bit");
		try (AnomalyDetector detector = detector(ChannelMapping.AUTO, PixelType.UINT8)) {
			List<PlaneResult> results = ImageDetection.run(detector, image, Planes.CURRENT, Selection.IGNORE, Progress.NONE);
			var regions = results.get(0).result().regions();
			assertFalse(regions.isEmpty(), "the test needs regions");
			MapDisplay.show(Show.OUTLINES, image, results, "");
			assertEquals(regions.size(), image.getOverlay().size());
			ImageProcessor mask = MapDisplay.show(Show.MASK, image, results, "").orElseThrow().getProcessor();
			ImageProcessor labels = MapDisplay.show(Show.LABELS, image, results, "").orElseThrow().getProcessor();
			long marked = 0;
			for (int i = 0; i < WIDTH * HEIGHT; i++) {
				marked += mask.get(i) == 255 ? 1 : 0;
				assertEquals(mask.get(i) == 255, labels.get(i) > 0);
			}
			assertEquals(results.get(0).result().anomalousArea(), marked);
			for (var region : regions) {
				Roi outline = image.getOverlay().get(region.label() - 1);
				assertEquals("Anomaly " + region.label(), outline.getName());
				assertEquals(new Rectangle(region.x(), region.y(), region.width(), region.height()), outline.getBounds());
			}
		}
	}

	@Test
	void theHeatMapSurvivesFlattening() {
		ImagePlus image = image("8-bit");
		try (AnomalyDetector detector = detector(ChannelMapping.AUTO, PixelType.UINT8)) {
			List<PlaneResult> results = ImageDetection.run(detector, image, Planes.CURRENT, Selection.IGNORE, Progress.NONE);
			MapDisplay.show(Show.OVERLAY, image, results, "");
			ImageProcessor flat = image.flatten().getProcessor();
			int coloured = 0;
			for (int i = 0; i < WIDTH * HEIGHT; i++) {
				int rgb = flat.get(i);
				if ((rgb >> 16 & 0xff) != (rgb & 0xff)) coloured++;
			}
			float[] values = results.get(0).result().values();
			int visible = 0;
			for (float v : values)
				if (v >= 0.5 * 1.5) visible++;
			assertTrue(coloured > visible / 2 && visible > 0, coloured + " coloured, " + visible + " above half the threshold");
		}
	}

	@Test
	void detectingAgainReplacesItsOwnOverlayAndLeavesTheUsers() {
		ImagePlus image = image("8-bit");
		Overlay mine = new Overlay(new Roi(1, 2, 3, 4));
		image.setOverlay(mine);
		try (AnomalyDetector detector = detector(ChannelMapping.AUTO, PixelType.UINT8)) {
			List<PlaneResult> results = ImageDetection.run(detector, image, Planes.CURRENT, Selection.IGNORE, Progress.NONE);
			MapDisplay.show(Show.OVERLAY, image, results, "");
			int once = image.getOverlay().size();
			MapDisplay.show(Show.OVERLAY, image, results, "");
			assertEquals(once, image.getOverlay().size());
			assertEquals(new Rectangle(1, 2, 3, 4), image.getOverlay().get(0).getBounds());
		}
	}

	@Test
	void aCancelledDetectionLeavesNothing() {
		ImagePlus image = hyperstack();
		int[] asked = { 0 };
		Progress impatient = new Progress() {
			@Override
			public boolean isCancelled() {
				return ++asked[0] > 3;
			}
		};
		try (AnomalyDetector detector = detector(ChannelMapping.GREY, PixelType.UINT8)) {
			Assertions.assertThrows(CancellationException.class, () -> ImageDetection.run(detector, image, Planes.ALL,
				Selection.IGNORE, impatient));
		}
		assertEquals(null, image.getOverlay());
	}

	@ParameterizedTest
	@EnumSource(Show.class)
	void aNormalImageCanBeShownInEveryForm(Show form) {
		if (form == Show.ROI_MANAGER) return;
		ImagePlus image = image("8-bit");
		AnomalyModel model = Models.model(Mode.WHOLE, 64);
		try (AnomalyDetector detector = new AnomalyDetector(model.withCalibration(model.calibration().withThreshold(1e6f,
			"test")), Models.teacher(), ComputeDevice.of("cpu")))
		{
			List<PlaneResult> results = ImageDetection.run(detector, image, Planes.CURRENT, Selection.WITHIN, Progress.NONE);
			assertTrue(results.get(0).result().regions().isEmpty());
			MapDisplay.show(form, image, results, "").ifPresent(shown -> assertEquals(WIDTH, shown.getWidth()));
		}
	}
}
