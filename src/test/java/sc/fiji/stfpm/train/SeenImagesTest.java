package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;

/** What models say of 16-bit images in uneven light and of other pixel sizes, with a teacher that sees something. */
@Tag("slow")
class SeenImagesTest {
	private static final int SIDE = 160;

	/** A woven texture with a period of 12 units, seen at so many pixels to a unit, in a light. */
	private static ImagePlane texture(int seed, int side, double zoom, DoubleBinaryOperator light) {
		Random random = new Random(seed);
		double shift = 12 * random.nextDouble(), other = 12 * random.nextDouble(), step = 2 * Math.PI / 12;
		short[] pixels = new short[side * side];
		for (int i = 0; i < pixels.length; i++) {
			double x = i % side / zoom, y = i / side / zoom;
			double value = 2000 + 500 * Math.sin(step * (x + shift)) + 500 * Math.sin(step * (y + other)) + 40 * random.nextGaussian();
			pixels[i] = (short) (value * light.applyAsDouble(x / SIDE, y / SIDE));
		}
		return ImagePlane.of(ArrayImgs.unsignedShorts(pixels, side, side));
	}

	private static ImagePlane even(int seed) {
		return texture(seed, SIDE, 1, (x, y) -> 1);
	}

	/** Five times as bright at one corner as at the other. */
	private static ImagePlane uneven(int seed) {
		return texture(seed, SIDE, 1, (x, y) -> 0.4 + 0.6 * (x + y));
	}

	private static ImageSource source(String name, ImagePlane plane) {
		return new ImageSource() {
			@Override
			public String name() {
				return name;
			}

			@Override
			public ImagePlane read() {
				return plane;
			}
		};
	}

	private static Teacher teacher() throws IOException {
		return TeacherStore.open("embedded");
	}

	private static AnomalyModel train(TrainingOptions.Builder options, Optional<PixelSize> size) throws IOException {
		List<ImageSource> normals = new ArrayList<>();
		for (int i = 0; i < 10; i++)
			normals.add(source("texture " + i, even(i).withPixelSize(size)));
		return new Trainer(teacher(), options.device("cpu").build(), TrainingProgress.NONE).train(normals).model();
	}

	private static TrainingOptions.Builder tiles() {
		return TrainingOptions.preset(Preset.MEMORY).mode(Mode.TILES).size(128);
	}

	private static DetectionResult detect(AnomalyModel model, ImagePlane image) throws IOException {
		try (AnomalyDetector detector = new AnomalyDetector(model, teacher(), ComputeDevice.of("cpu"))) {
			return detector.detect(image, Progress.NONE);
		}
	}

	private static double inThresholds(DetectionResult result) {
		return result.score() / result.calibration().threshold();
	}

	@Test
	void unevenLightIsAFalseAlarmUnlessItIsCorrectedAndADefectIsFoundInIt() throws IOException {
		AnomalyModel plain = train(tiles(), Optional.empty()), corrected = train(tiles().evenLight("auto"), Optional.empty());
		double without = inThresholds(detect(plain, uneven(50))), with = inThresholds(detect(corrected, uneven(50)));
		assertTrue(without > 1.3 && with < 1, without + " " + with);
		ImagePlane defect = texture(50, SIDE, 1, (x, y) -> (0.4 + 0.6 * (x + y)) * (Math.hypot(x - 0.5, y - 0.4) < 0.05 ? 0.5 : 1));
		DetectionResult found = detect(corrected, defect);
		assertTrue(found.anomalous() && inThresholds(found) > 1.5, inThresholds(found) + "");
		Region region = found.regions().get(0);
		assertEquals(0.5 * SIDE, region.centroidX(), 10);
		assertEquals(0.4 * SIDE, region.centroidY(), 10);
	}

	@Test
	void anImageOfSmallerPixelsIsSeenAtTheModelsSizeAndItsMapIsItsOwn() throws IOException {
		Optional<PixelSize> micrometre = Optional.of(new PixelSize(1, 1, "µm")), half = Optional.of(new PixelSize(500, 500, "nm"));
		AnomalyModel model = train(tiles(), micrometre);
		ImagePlane fine = texture(60, 2 * SIDE, 2, (x, y) -> 1).withPixelSize(half);
		ImagePlane defect = texture(60, 2 * SIDE, 2, (x, y) -> Math.hypot(x - 0.5, y - 0.4) < 0.06 ? 0.4 : 1).withPixelSize(half);
		try (AnomalyDetector detector = new AnomalyDetector(model, teacher(), ComputeDevice.of("cpu"))) {
			DetectionResult rescaled = detector.detect(fine, Progress.NONE), found = detector.detect(defect, Progress.NONE);
			double ignored = inThresholds(detector.withPixelRule(PixelScale.Rule.IGNORE).detect(fine, Progress.NONE));
			assertTrue(inThresholds(rescaled) < 1.1 && ignored > 2 * inThresholds(rescaled), inThresholds(rescaled) + " " + ignored);
			assertEquals(2 * SIDE, rescaled.width());
			assertEquals(4 * SIDE * SIDE, rescaled.values().length);
			assertTrue(rescaled.comparison().note().contains("500 nm"), rescaled.comparison().note());
			assertTrue(found.anomalous());
			assertEquals(SIDE, found.regions().get(0).centroidX(), 12);
			assertEquals(0.8 * SIDE, found.regions().get(0).centroidY(), 12);
			assertThrows(IllegalArgumentException.class, () -> detector.withPixelRule(PixelScale.Rule.REFUSE).detect(fine, Progress.NONE));
			assertFalse(detector.detect(even(61).withPixelSize(micrometre), Progress.NONE).comparison().note().contains("pixel"));
		}
	}
}
