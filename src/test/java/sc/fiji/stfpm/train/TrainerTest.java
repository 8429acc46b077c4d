package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.Models;

@Tag("slow")
class TrainerTest {
	@TempDir
	private Path folder;

	/** Cancels after so many steps. */
	private static final class StopAfter implements TrainingProgress {
		private final int steps;
		private int done;

		StopAfter(int steps) {
			this.steps = steps;
		}

		@Override
		public void step(int step, int all, double loss) {
			done = step;
		}

		@Override
		public boolean isCancelled() {
			return done >= steps;
		}
	}

	private static TrainingOptions.Builder quick() {
		return TrainingOptions.preset(Preset.FAST).device("cpu").size(64).batch(2).steps(6).validateEvery(2).seed(4);
	}

	private static List<ImageSource> textures(int n, int width, int height) {
		List<ImageSource> images = new ArrayList<>();
		for (int i = 0; i < n; i++)
			images.add(ImageSource.of("texture" + i, Models.texture(width, height, i)));
		return images;
	}

	private static Trainer trainer(TrainingOptions.Builder options, TrainingProgress progress) {
		return new Trainer(Models.teacher(), options.build(), progress);
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void theSameSeedGivesTheSameModel(Mode mode) throws IOException {
		List<ImageSource> images = textures(6, 90, 80);
		Trainer.Result a = trainer(quick().mode(mode), TrainingProgress.NONE).train(images);
		Trainer.Result b = trainer(quick().mode(mode), TrainingProgress.NONE).train(images);
		Trainer.Result other = trainer(quick().mode(mode).seed(5), TrainingProgress.NONE).train(images);
		assertEquals(a.report().losses(), b.report().losses());
		assertEquals(a.model().scoring().sha256(), b.model().scoring().sha256());
		assertEquals(a.model().calibration(), b.model().calibration());
		assertFalse(a.model().scoring().sha256().equals(other.model().scoring().sha256()));
	}

	@Test
	void trainingLowersTheLossAndKeepsTheStudentWithTheLowestMap() throws IOException {
		Trainer.Result result = trainer(quick().steps(12), TrainingProgress.NONE).train(textures(6, 64, 64));
		List<Double> losses = result.report().losses();
		assertEquals(12, losses.size());
		assertTrue(losses.get(11) < losses.get(0) / 2, losses.toString());
		TrainingReport.Validation best = result.report().validations().stream().min((a, b) -> Double.compare(a.value(), b
			.value())).orElseThrow();
		assertEquals(best.step(), Models.student(result.model()).course().bestStep());
		assertEquals(best.value(), Models.student(result.model()).course().bestValidation());
		assertEquals(5, result.model().record().trainingImages());
		assertEquals(1, result.model().record().heldOutImages());
		assertEquals(result.model().calibration().scores(), result.normals().stream().map(NormalImage::score).toList());
		assertEquals("cpu", result.model().record().device());
	}

	@ParameterizedTest
	@EnumSource(value = Preset.class, names = { "FAST", "OFFICIAL" })
	void aResumedTrainingGoesOnBitForBit(Preset preset) throws IOException {
		List<ImageSource> images = textures(7, 70, 70);
		TrainingOptions.Builder options = TrainingOptions.preset(preset).device("cpu").size(64).batch(4).seed(3);
		if (preset == Preset.FAST) options.steps(6).validateEvery(3);
		else options.epochs(3);
		Trainer.Result whole = trainer(options, TrainingProgress.NONE).train(images);
		Path checkpoint = folder.resolve("state");
		assertThrows(CancellationException.class, () -> trainer(options, new StopAfter(4)).checkpoint(checkpoint, false)
			.train(images));
		assertTrue(Files.exists(checkpoint));
		Trainer.Result resumed = trainer(options, TrainingProgress.NONE).checkpoint(checkpoint, true).train(images);
		List<Double> losses = whole.report().losses();
		assertEquals(losses.subList(4, losses.size()), resumed.report().losses());
		assertEquals(whole.model().scoring().sha256(), resumed.model().scoring().sha256());
		assertEquals(whole.model().calibration(), resumed.model().calibration());
	}

	@Test
	void aCheckpointOfAnotherTrainingIsRefused() throws IOException {
		Path checkpoint = folder.resolve("state");
		trainer(quick(), TrainingProgress.NONE).checkpoint(checkpoint, false).train(textures(4, 64, 64));
		IOException e = assertThrows(IOException.class, () -> trainer(quick().seed(9), TrainingProgress.NONE).checkpoint(
			checkpoint, true).train(textures(4, 64, 64)));
		assertTrue(e.getMessage().contains("state") && e.getMessage().contains("another training"), e.getMessage());
	}

	@Test
	void aCheckpointIsRefusedWhereAnImageHasChanged() throws IOException {
		Path checkpoint = folder.resolve("state");
		List<ImageSource> images = new ArrayList<>(textures(4, 64, 64));
		trainer(quick(), TrainingProgress.NONE).checkpoint(checkpoint, false).train(images);
		images.set(2, ImageSource.of(images.get(2).name(), Models.texture(64, 64, 99)));
		IOException e = assertThrows(IOException.class, () -> trainer(quick(), TrainingProgress.NONE).checkpoint(checkpoint, true)
			.train(images));
		assertTrue(e.getMessage().contains("state") && e.getMessage().contains("another training"), e.getMessage());
	}

	@Test
	void aCheckpointOfAnotherTeacherSaysWhichOneToName() throws IOException {
		Path checkpoint = folder.resolve("state");
		Teacher embedded = Teacher.open(Teacher.EMBEDDED);
		new Trainer(embedded, quick().build(), TrainingProgress.NONE).checkpoint(checkpoint, false).train(textures(4, 64, 64));
		IOException e = assertThrows(IOException.class, () -> trainer(quick(), TrainingProgress.NONE).checkpoint(checkpoint,
			true).train(textures(4, 64, 64)));
		assertTrue(e.getMessage().contains("its teacher has the weights " + embedded.weights().sha256().substring(0, 8)
			+ ", this one's has " + Models.teacher().weights().sha256().substring(0, 8)
			+ ". Name teacher 'embedded' to go on, or delete"), e.getMessage());
	}

	@Test
	void aCancelledTrainingGivesTheBestStudentWhereAsked() throws IOException {
		Trainer.Result result = trainer(quick().steps(100), new StopAfter(3)).keepOnCancel(true).train(textures(4, 64, 64));
		assertTrue(result.cancelled());
		assertEquals(3, Models.student(result.model()).course().steps());
		assertTrue(result.model().calibration().threshold() > 0);
	}

	@Test
	void patienceEndsATrainingThatNoLongerImproves() throws IOException {
		// At a learning rate of nothing the second look cannot be better than the first.
		Trainer.Result result = trainer(quick().learningRate(0).steps(50).validateEvery(1).patience(2).reestimate(false),
			TrainingProgress.NONE).train(textures(4, 64, 64));
		assertTrue(result.report().losses().size() < 50, "ran for " + result.report().losses().size() + " steps");
	}

	@Test
	void fewerThanTwoImagesAreRefused() {
		for (int n : new int[] { 0, 1 }) {
			Exception e = assertThrows(IllegalArgumentException.class, () -> trainer(quick(), TrainingProgress.NONE).train(
				textures(n, 64, 64)));
			assertTrue(e.getMessage().contains("at least 2") && e.getMessage().contains("found " + n), e.getMessage());
		}
	}

	@Test
	void imagesOfDifferentSizesAreTrainedOn() throws IOException {
		List<ImageSource> images = List.of(ImageSource.of("a", Models.texture(100, 70, 1)), ImageSource.of("b", Models
			.texture(64, 200, 2)), ImageSource.of("c", Models.texture(150, 150, 3)));
		for (Mode mode : Mode.values())
			assertEquals(64, trainer(quick().mode(mode).size(mode == Mode.TILES ? 128 : 64).steps(1), TrainingProgress.NONE)
				.train(images).model().preprocessing().size());
	}

	@Test
	void anImageTooSmallForTilesIsNamed() {
		List<ImageSource> images = List.of(ImageSource.of("large", Models.texture(100, 100, 1)), ImageSource.of("tiny", Models
			.texture(100, 40, 2)));
		Exception e = assertThrows(IllegalArgumentException.class, () -> trainer(quick().mode(Mode.TILES),
			TrainingProgress.NONE).train(images));
		assertTrue(e.getMessage().contains("tiny") && e.getMessage().contains("40"), e.getMessage());
	}

	@Test
	void sixteenBitImagesGetTheirRangeFromTheImages() throws IOException {
		List<ImageSource> images = new ArrayList<>();
		for (int n = 0; n < 3; n++) {
			short[] pixels = new short[64 * 64];
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = (short) (1000 + (i * 7 + n) % 3000);
			pixels[5] = (short) 65535;
			images.add(ImageSource.of("image" + n, ArrayImgs.unsignedShorts(pixels, 64, 64)));
		}
		var preprocessing = trainer(quick().steps(1), TrainingProgress.NONE).train(images).model().preprocessing();
		assertEquals(PixelType.UINT16, preprocessing.pixelType());
		assertEquals(1000, preprocessing.black(), 10);
		assertEquals(4000, preprocessing.white(), 10);
	}

	@Test
	void imagesThatDoNotFitTheOthersAreNamed() {
		RandomAccessibleInterval<?> odd = ArrayImgs.unsignedShorts(64, 64);
		refused("16-bit", ImageSource.of("odd", odd));
		refused("channels", ImageSource.of("odd", ArrayImgs.unsignedBytes(64, 64, 2)));
	}

	private static void refused(String why, ImageSource odd) {
		List<ImageSource> images = new ArrayList<>(textures(3, 64, 64));
		images.add(odd);
		Exception e = assertThrows(IllegalArgumentException.class, () -> trainer(quick(), TrainingProgress.NONE).train(
			images));
		assertTrue(e.getMessage().contains("odd") && e.getMessage().contains(why), e.getMessage());
	}

	@Test
	void blankFloatImagesAreRefused() {
		List<ImageSource> images = List.of(ImageSource.of("a", ArrayImgs.floats(64, 64)), ImageSource.of("b", ArrayImgs
			.floats(64, 64)));
		Exception e = assertThrows(IllegalArgumentException.class, () -> trainer(quick(), TrainingProgress.NONE).train(
			images));
		assertTrue(e.getMessage().contains("same value"), e.getMessage());
	}

	@Test
	void presetsAreThePublishedOnes() {
		StudentRecipe official = recipe("official");
		assertEquals(32, official.batch());
		assertEquals(100, official.epochs());
		assertEquals(0.4, official.sgd().learningRate());
		assertEquals(1e-3, recipe("anomalib-2").sgd().weightDecay());
		assertEquals(3, recipe("anomalib-0.3").patience());
		Exception e = assertThrows(IllegalArgumentException.class, () -> Preset.of("best"));
		assertTrue(e.getMessage().contains("best") && e.getMessage().contains("anomalib-0.3"), e.getMessage());
	}

	private static StudentRecipe recipe(String preset) {
		return (StudentRecipe) TrainingOptions.preset(Preset.of(preset)).build().recipe();
	}

	@Test
	void impossibleOptionsAreNamed() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> quick().size(100).build()).getMessage().contains("100"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> quick().batch(0).build()).getMessage().contains(
			"Batch"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> quick().heldOut(1).build()).getMessage().contains(
			"held-out"));
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void turnedBatchesAreDrawnByTheSeed(Mode mode) throws IOException {
		List<ImageSource> images = textures(5, 70, 80);
		TrainingOptions.Builder turning = quick().mode(mode).augment(Augment.FLIPS_AND_TURNS);
		Trainer.Result a = trainer(turning, TrainingProgress.NONE).train(images), b = trainer(turning, TrainingProgress.NONE).train(images);
		assertEquals(a.report().losses(), b.report().losses());
		assertFalse(a.report().losses().equals(trainer(quick().mode(mode), TrainingProgress.NONE).train(images).report().losses()));
	}
}
