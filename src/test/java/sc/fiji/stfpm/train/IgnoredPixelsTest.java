package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.score.ThresholdRule;
import sc.fiji.stfpm.testing.Models;

/** Pixels that are left out of training. */
class IgnoredPixelsTest {
	private static final int SIZE = 96;
	/** Around a bright square that every image has. */
	private static final PixelMask CORNER = (x, y) -> x >= 40 && y >= 40;

	private static TrainingOptions.Builder quick(Mode mode) {
		return quick(mode, List.of(0, 1, 2));
	}

	private static TrainingOptions.Builder quick(Mode mode, List<Integer> layers) {
		MemoryRecipe recipe = new MemoryRecipe(layers, 0, 0.1, 400, 90, 1 / 3.0);
		return TrainingOptions.Builder.memory("memory", recipe, ThresholdRule.DEFAULT).mode(mode).size(96).device("cpu").seed(4);
	}

	/** Texture, with a square at a place of a few images. */
	private static ImagePlane plane(int seed, boolean square) {
		var image = (ArrayImg<UnsignedByteType, ?>) Models.texture(SIZE, SIZE, seed);
		if (square) for (int y = 72; y < 88; y++)
			for (int x = 72; x < 88; x++)
				image.getAt(x, y).set(255);
		return ImagePlane.of(image);
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

	private static List<ImageSource> images(int squares, PixelMask ignored) {
		List<ImageSource> images = new ArrayList<>();
		for (int i = 0; i < 5; i++)
			images.add(source("image " + i, plane(i, i < squares).ignoring(ignored)));
		return images;
	}

	private static AnomalyModel train(TrainingOptions.Builder options, List<ImageSource> images) throws IOException {
		return new Trainer(Models.teacher(), options.build(), TrainingProgress.NONE).train(images).model();
	}

	/** The highest score of the square and that of what lies far from it. */
	private static float[] scores(AnomalyModel model) {
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
			DetectionResult result = detector.detect(plane(20, true), Progress.NONE);
			return new float[] { result.within(i -> CORNER.contains(i % SIZE, i / SIZE)).score(), result.within(i -> i % SIZE < 24).score() };
		}
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void whatIsIgnoredIsNotLearned(Mode mode) throws IOException {
		float[] learned = scores(train(quick(mode), images(5, PixelMask.NONE))), leftOut = scores(train(quick(mode), images(5, CORNER)));
		assertTrue(leftOut[0] > 2 * learned[0], "the square scores " + leftOut[0] + ", learned " + learned[0]);
		assertTrue(leftOut[1] < 0.5 * leftOut[0], "what was learned scores " + leftOut[1]);
	}

	@Test
	void whatIsIgnoredDoesNotRaiseTheThreshold() throws IOException {
		// The first layer alone hardly sees the square from where pixels count.
		TrainingOptions.Builder options = quick(Mode.WHOLE, List.of(0));
		AnomalyModel all = train(options, images(1, PixelMask.NONE)), some = train(options, images(1, CORNER));
		assertTrue(all.calibration().maximum() > 1.5 * some.calibration().maximum(), all.calibration() + " and " + some.calibration());
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void aMaskThatIgnoresNothingChangesNothing(Mode mode) throws IOException {
		AnomalyModel all = train(quick(mode), images(1, PixelMask.NONE)), masked = train(quick(mode), images(1, (x, y) -> false));
		assertEquals(all.scoring().sha256(), masked.scoring().sha256());
		assertEquals(all.calibration(), masked.calibration());
	}

	@Test
	void anImageOfWhichNothingCountsIsNamedAndAStudentRefused() {
		String message = assertThrows(IllegalArgumentException.class, () -> train(quick(Mode.WHOLE), images(1, (x, y) -> true))).getMessage();
		assertEquals("image 0: Every pixel is ignored, so that nothing is left to judge", message);
		String student = assertThrows(IllegalArgumentException.class, () -> train(TrainingOptions.preset(Preset.of("fast")).device("cpu"), images(1,
			CORNER))).getMessage();
		assertTrue(student.startsWith("image 0: The preset fast trains a student, which learns whole images"), student);
	}
}
