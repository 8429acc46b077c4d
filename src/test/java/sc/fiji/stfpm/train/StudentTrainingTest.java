package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.dataset.Split;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.testing.Models;

/** What is learned from which images, checked by judging them with the model that comes out. */
class StudentTrainingTest {
	private static final long SEED = 4;
	private static final double HELD_OUT = 0.5;
	private static final List<RandomAccessibleInterval<?>> IMAGES = images(6);

	private static List<RandomAccessibleInterval<?>> images(int count) {
		List<RandomAccessibleInterval<?>> images = new ArrayList<>();
		for (int i = 0; i < count; i++)
			images.add(Models.texture(64, 64, i));
		return images;
	}

	private static TrainingOptions.Builder quick() {
		return TrainingOptions.preset(Preset.FAST).device("cpu").size(64).batch(2).steps(6).validateEvery(2).seed(SEED).heldOut(
			HELD_OUT);
	}

	private static Trainer.Result train(TrainingOptions.Builder options, TrainingProgress progress) throws IOException {
		List<ImageSource> sources = new ArrayList<>();
		for (int i = 0; i < IMAGES.size(); i++)
			sources.add(ImageSource.of("texture" + i, IMAGES.get(i)));
		return new Trainer(Models.teacher(), options.build(), progress).keepOnCancel(true).train(sources);
	}

	private static List<DetectionResult> heldOut(AnomalyModel model) {
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
			return Split.of(IMAGES, HELD_OUT, SEED).heldOut().stream().map(detector::detect).toList();
		}
	}

	private static double meanMap(List<DetectionResult> results) {
		double sum = 0;
		long count = 0;
		for (DetectionResult result : results)
			for (float value : result.values()) {
				sum += value;
				count++;
			}
		return sum / count;
	}

	@Test
	void theScoresOfHeldOutImagesSetTheThreshold() throws IOException {
		AnomalyModel model = train(quick(), TrainingProgress.NONE).model();
		List<Float> scores = heldOut(model).stream().map(DetectionResult::score).sorted().toList();
		assertEquals(3, model.calibration().count());
		for (int i = 0; i < scores.size(); i++)
			assertEquals(scores.get(i), model.calibration().scores().get(i), 1e-3f * scores.get(i));
		assertEquals(model.calibration().maximum(), model.calibration().threshold());
	}

	@Test
	void theMapsOfHeldOutImagesChooseTheStudent() throws IOException {
		AnomalyModel model = train(quick(), TrainingProgress.NONE).model();
		double expected = meanMap(heldOut(model));
		assertEquals(expected, Models.student(model).course().bestValidation(), 1e-3 * expected);
	}

	@Test
	void theModelIsTheBestStudentAndNotTheLast() throws IOException {
		AnomalyModel model = train(quick().steps(100), new TrainingProgress() {
			private int done;

			@Override
			public void step(int step, int all, double loss) {
				done = step;
			}

			@Override
			public boolean isCancelled() {
				return done >= 3;
			}
		}).model();
		assertEquals(2, Models.student(model).course().bestStep(), "the only look before the end");
		double expected = meanMap(heldOut(model));
		assertEquals(expected, Models.student(model).course().bestValidation(), 1e-3 * expected);
	}

	@Test
	void theLearningRateOfThePresetFastFallsAsHalfACosine() throws IOException {
		assertEquals(1, LearningRate.COSINE.factor(0, 6));
		assertEquals(0.75, LearningRate.COSINE.factor(2, 6), 1e-12);
		assertEquals(0.5, LearningRate.COSINE.factor(3, 6), 1e-12);
		List<Double> falling = train(quick(), TrainingProgress.NONE).report().losses();
		List<Double> constant = train(quick().schedule(LearningRate.CONSTANT), TrainingProgress.NONE).report().losses();
		assertEquals(constant.subList(0, 2), falling.subList(0, 2), "the first step is alike, and shows in the second loss");
		assertNotEquals(constant.get(2), falling.get(2));
	}
}
