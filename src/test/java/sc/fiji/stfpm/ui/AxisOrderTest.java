package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ImageProcessor;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.ui.ImageDetection.Planes;

/** Stacks in every order of axes that ImageJ can hold. */
class AxisOrderTest {
	private static final int WIDTH = 40;
	private static final int HEIGHT = 30;
	private static AnomalyDetector grey;
	private static AnomalyDetector colour;

	@TempDir
	private Path folder;

	@BeforeAll
	static void open() {
		grey = detector(ChannelMapping.parse("1"));
		colour = detector(ChannelMapping.AUTO);
	}

	private static AnomalyDetector detector(ChannelMapping channels) {
		AnomalyModel model = Models.model(Mode.WHOLE, 64, channels, PixelType.UINT8);
		return new AnomalyDetector(model.withCalibration(model.calibration().withThreshold(1.5f, "test")), Models.teacher(), ComputeDevice.of(
			"cpu"));
	}

	@AfterAll
	static void close() {
		grey.close();
		colour.close();
	}

	static Stream<Arguments> stacks() {
		Stream.Builder<Arguments> all = Stream.builder();
		for (int c = 1; c <= 2; c++)
			for (int z = 1; z <= 3; z += 2)
				for (int t = 1; t <= 4; t += 3)
					for (String kind : c == 1 ? List.of("8-bit", "hyperstack", "RGB", "8-bit colour", "virtual") : List.of("8-bit", "hyperstack",
						"composite", "virtual"))
						all.add(Arguments.of(kind, c, z, t));
		return all.build();
	}

	/** One whose planes differ, and of whose channels only the first counts. */
	private static ImagePlus image(String kind, int channels, int slices, int frames) {
		ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int i = 0; i < channels * slices * frames; i++)
			stack.addSlice("p" + i, plane(kind, i));
		if (kind.equals("virtual")) {
			ImageStack held = stack;
			stack = new VirtualStack(WIDTH, HEIGHT, held.size()) {
				@Override
				public ImageProcessor getProcessor(int n) {
					return held.getProcessor(n).duplicate();
				}

				@Override
				public Object getPixels(int n) {
					return getProcessor(n).getPixels();
				}
			};
		}
		ImagePlus image = new ImagePlus("stack", stack);
		image.setDimensions(channels, slices, frames);
		image.setOpenAsHyperStack(!kind.equals("8-bit"));
		return kind.equals("composite") ? new CompositeImage(image, CompositeImage.COLOR) : image;
	}

	private static ImageProcessor plane(String kind, int i) {
		ImageProcessor waves = Models.waves(WIDTH, HEIGHT, i + 1);
		return kind.equals("RGB") ? waves.convertToRGB() : waves;
	}

	@ParameterizedTest
	@MethodSource("stacks")
	void mapsAndRowsAreThoseOfTheirPlanes(String kind, int channels, int slices, int frames) throws IOException {
		ImagePlus image = image(kind, channels, slices, frames);
		AnomalyDetector detector = kind.equals("RGB") ? colour : grey;
		List<PlaneResult> planes = ImageDetection.run(detector, image, Planes.ALL, Selection.IGNORE, Progress.NONE);
		assertEquals(slices * frames, planes.size());
		ImagePlus map = MapDisplay.show(Show.MAP, image, planes, "").orElseThrow();
		assertArrayEquals(new int[] { WIDTH, HEIGHT, 1, slices, frames }, map.getDimensions());
		int i = 0;
		for (int frame = 1; frame <= frames; frame++)
			for (int slice = 1; slice <= slices; slice++, i++) {
				// ImageJ keeps channels before slices before frames.
				ImagePlus alone = new ImagePlus("", plane(kind, ((frame - 1) * slices + slice - 1) * channels));
				Judgement expected = detector.detect(ImagePlusImg.plane(alone, 1, 1));
				assertEquals(List.of(slice, frame), List.of(planes.get(i).slice(), planes.get(i).frame()));
				assertEquals(expected.score(), planes.get(i).result().score());
				assertArrayEquals(planes.get(i).result().values(), (float[]) map.getStack().getPixels(map.getStackIndex(1, slice, frame)));
			}
		ScoreCourse course = ScoreCourse.of("stack", planes);
		assertEquals(frames > 1, course.isOverFrames());
		assertEquals(planes.stream().map(p -> p.result().score()).max(Float::compare).orElseThrow(), course.highest().score());
		sameFromAFile(image, detector, planes);
	}

	private void sameFromAFile(ImagePlus image, AnomalyDetector detector, List<PlaneResult> planes) throws IOException {
		Path file = Files.createDirectories(folder.resolve("in")).resolve("stack.tif"), results = folder.resolve("out");
		FileSaver saver = new FileSaver(image);
		assertTrue(image.getStackSize() > 1 ? saver.saveAsTiffStack(file.toString()) : saver.saveAsTiff(file.toString()));
		new FolderDetection(detector, Progress.NONE, FolderDetection.Listener.NONE).run(List.of(file), false, () -> new ResultFolder(results,
			JudgedWith.of(detector, "a.stfpm"), false, ResultFolder.Picture.USUAL));
		ScoreCourse course = ImageRows.read(results).get(0);
		ScoreCourse expected = ScoreCourse.of("stack.tif", planes);
		assertEquals(expected.points(), course.points());
		List<String> images = Files.readAllLines(results.resolve("images.csv"));
		ScoreCourse.Point highest = expected.highest();
		assertEquals(2, images.size());
		assertTrue(images.get(1).startsWith("stack.tif," + expected.verdict() + "," + highest.score() + ",1.5," + highest.slice() + "," + highest
			.frame() + "," + planes.size() + ","), images.get(1));
	}

	@Test
	void aCropKeepsItsPlaceWhateverTheSelection() {
		ImagePlus image = image("hyperstack", 1, 3, 4);
		image.getCalibration().pixelWidth = 0.5;
		for (Roi roi : List.of(new OvalRoi(10, 5, 20, 15), new Roi(-5, -5, 20, 20), new OvalRoi(25, 12, 40, 40))) {
			image.setRoi(roi);
			image.setPosition(1, 2, 3);
			Rectangle box = roi.getBounds().intersection(new Rectangle(WIDTH, HEIGHT));
			List<PlaneResult> planes = ImageDetection.run(grey, image, Planes.CURRENT, Selection.CROP, Progress.NONE);
			ImagePlus map = MapDisplay.show(Show.MAP_AND_OVERLAY, image, planes, "").orElseThrow();
			assertEquals(List.of(box.width, box.height), List.of(map.getWidth(), map.getHeight()));
			assertEquals(image.getCalibration().getX(box.x + 3), map.getCalibration().getX(3), 1e-12);
			assertEquals(image.getCalibration().getY(box.y + 4), map.getCalibration().getY(4), 1e-12);
			Roi heat = image.getOverlay().get(0);
			assertEquals(box, heat.getBounds());
			assertEquals(List.of(2, 3), List.of(heat.getZPosition(), heat.getTPosition()));
			for (Roi outline : image.getOverlay().toArray())
				assertTrue(box.contains(outline.getBounds()), outline + " in " + box);
		}
	}
}
