package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.score.FalseAlarmRate;
import sc.fiji.stfpm.score.Patches;
import sc.fiji.stfpm.score.ThresholdRule;
import sc.fiji.stfpm.testing.Models;

class MemoryTrainingTest {
	private static TrainingOptions.Builder quick() {
		return quick(new MemoryRecipe(List.of(0, 1, 2), 1, 0.1, 400, 90, 1 / 3.0));
	}

	private static TrainingOptions.Builder quick(MemoryRecipe recipe) {
		return TrainingOptions.Builder.memory("memory", recipe, ThresholdRule.DEFAULT).size(64).device("cpu").seed(4);
	}

	private static List<ImageSource> textures(int n, int width, int height) {
		List<ImageSource> images = new ArrayList<>();
		for (int i = 0; i < n; i++)
			images.add(ImageSource.of("texture" + i, Models.texture(width, height, i)));
		return images;
	}

	private static Trainer.Result train(TrainingOptions.Builder options, List<ImageSource> images) throws IOException {
		return new Trainer(Models.teacher(), options.build(), TrainingProgress.NONE).train(images);
	}

	private static MemoryModel memory(Trainer.Result result) {
		return (MemoryModel) result.model().scoring();
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void theSameSeedGivesTheSameModel(Mode mode) throws IOException {
		List<ImageSource> images = textures(5, 90, 80);
		Trainer.Result a = train(quick().mode(mode), images), b = train(quick().mode(mode), images);
		assertEquals(a.model().scoring().sha256(), b.model().scoring().sha256());
		assertEquals(a.model().calibration(), b.model().calibration());
		assertNotEquals(a.model().scoring().sha256(), train(quick().mode(mode).seed(5), images).model().scoring().sha256());
	}

	@Test
	void allImagesAreLearnedFromAndAllSetTheThreshold() throws IOException {
		AnomalyModel model = train(TrainingOptions.preset(Preset.MEMORY).size(64).device("cpu"), textures(4, 64, 64)).model();
		assertEquals(4, model.record().trainingImages());
		assertEquals(0, model.record().heldOutImages());
		assertEquals(4, model.calibration().count());
		assertEquals(4, model.calibration().scores().size());
		assertTrue(model.calibration().minimum() > 0, model.calibration().toString());
		assertEquals(new FalseAlarmRate(0.05).provenance(4, null), model.calibration().provenance());
	}

	@Test
	void anAnomalyIsFarFromTheMemoryAndWhatWasSeenIsNear() throws IOException {
		List<ImageSource> images = textures(8, 64, 64);
		AnomalyModel model = train(quick(), images).model();
		RandomAccessibleInterval<UnsignedByteType> patched = Models.texture(64, 64, 50);
		Views.interval(patched, new long[] { 21, 31 }, new long[] { 35, 45 }).forEach(pixel -> pixel.set(255));
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
			DetectionResult seen = detector.detect(Models.texture(64, 64, 3)), odd = detector.detect(patched);
			// A teacher of random weights does not tell defects from other images.
			assertTrue(!odd.regions().isEmpty() && odd.score() > 2 * seen.score(), odd.score() + " " + seen.score());
			assertEquals(0.2, odd.pValue(), 0.1);
			assertTrue(seen.score() < model.calibration().maximum(), "learned from: " + seen.score());
		}
	}

	/** Each image was scored as if it were new: the same image learned from scores lower. */
	@Test
	void scoresThatSetTheThresholdAreOfImagesThatTheMemoryHasNotSeen() throws IOException {
		List<ImageSource> images = textures(6, 64, 64);
		AnomalyModel model = train(quick(new MemoryRecipe(List.of(0, 1, 2), 0, 0.1, 2000, 2000, 0.5)), images).model();
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
			for (int i = 0; i < 6; i++) {
				float score = detector.detect(Models.texture(64, 64, i)).score();
				assertTrue(score < model.calibration().minimum() / 2, score + " " + model.calibration());
			}
		}
	}

	/** What one of few images alone shows would else count as the way in which normal features vary. */
	@Test
	void oneOfFewImagesIsScoredAsByAMemoryThatNeverSawIt() throws IOException {
		List<ImageSource> images = new ArrayList<>(textures(5, 64, 64));
		RandomAccessibleInterval<UnsignedByteType> spotted = Models.texture(64, 64, 5);
		Views.interval(spotted, new long[] { 30, 20 }, new long[] { 37, 27 }).forEach(pixel -> pixel.set(255));
		ImageSource odd = ImageSource.of("odd", spotted);
		images.add(odd);
		MemoryRecipe all = new MemoryRecipe(List.of(0, 1, 2), 1, 0.1, 2000, 2000, 0.5);
		double score = train(quick(all), images).model().calibration().maximum();
		try (AnomalyDetector detector = new AnomalyDetector(train(quick(all), textures(5, 64, 64)).model(), Models.teacher(), ComputeDevice.of("cpu"))) {
			double expected = detector.detect(odd.read(), Progress.NONE).score();
			// Its distances are part of the scale of what was learned with it.
			assertTrue(score > 0.6 * expected, score + " and learned without it " + expected);
		}
	}

	@Test
	void twoImagesAreEnoughAndOneIsNot() throws IOException {
		AnomalyModel model = train(quick(), textures(2, 64, 64)).model();
		assertEquals(2, model.calibration().count());
		Exception e = assertThrows(IllegalArgumentException.class, () -> train(quick(), textures(1, 64, 64)));
		assertTrue(e.getMessage().contains("at least 2") && e.getMessage().contains("ROIs"), e.getMessage());
	}

	@Test
	void identicalImagesGiveScoresOfNearlyNothing() throws IOException {
		List<ImageSource> same = new ArrayList<>();
		for (int i = 0; i < 3; i++)
			same.add(ImageSource.of("copy" + i, Models.texture(64, 64, 1)));
		AnomalyModel model = train(quick(new MemoryRecipe(List.of(0, 1, 2), 1, 0.1, 2000, 2000, 0.5)), same).model();
		assertTrue(Float.isFinite(model.calibration().maximum()), model.calibration().toString());
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
			assertTrue(detector.detect(Models.texture(64, 64, 9)).score() > 10 * model.calibration().maximum());
		}
	}

	@Test
	void constantImagesAreLearnedAndAnythingElseIsAnomalous() throws IOException {
		List<ImageSource> blank = new ArrayList<>();
		for (int i = 0; i < 4; i++)
			blank.add(ImageSource.of("blank" + i, constant(100)));
		AnomalyModel model = train(quick(), blank).model();
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
			assertTrue(!detector.detect(constant(100)).anomalous());
			DetectionResult other = detector.detect(Models.texture(64, 64, 9));
			assertTrue(other.anomalous() && Float.isFinite(other.score()), "" + other.score());
		}
	}

	private static RandomAccessibleInterval<?> constant(int value) {
		byte[] pixels = new byte[64 * 64];
		java.util.Arrays.fill(pixels, (byte) value);
		return ArrayImgs.unsignedBytes(pixels, 64, 64);
	}

	/** {@code (S + e m I)^(-1/2)} is next to a multiple of the identity where e is large. */
	@Test
	void theRecipesShrinkageIsTheOneOfTheWhitening() throws IOException {
		MemoryBank bank = memory(train(quick(new MemoryRecipe(List.of(0), 1, 1000, 400, 90, 0.3)), textures(3, 64, 64))).scales()
			.get(0).banks().get(0);
		float[] matrix = bank.whitening().matrix();
		int n = bank.whitening().channels();
		for (int i = 0; i < n * n; i++)
			assertEquals(i / n == i % n ? matrix[0] : 0, matrix[i], 0.05f * matrix[0], "row " + i / n + ", column " + i % n);
	}

	@Test
	void aNormalPlaceIsWorthOneOnEveryLayer() throws IOException {
		AnomalyModel model = train(quick(), textures(8, 64, 64)).model();
		assertEquals(3, model.calibration().level());
		double sum = 0;
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
			for (int seed = 20; seed < 24; seed++)
				for (float value : detector.detect(Models.texture(64, 64, seed)).values())
					sum += value;
		}
		assertEquals(3, sum / (4 * 64 * 64), 0.5);
	}

	@Test
	void moreImagesThanCandidates() throws IOException {
		MemoryModel memory = memory(train(quick(new MemoryRecipe(List.of(1), 1, 0.1, 7, 5, 0.2)), textures(12, 64, 64)));
		assertEquals(5, memory.scales().get(0).banks().get(0).size());
	}

	@Test
	void severalSizesHaveAllLayersEach() throws IOException {
		MemoryModel memory = memory(train(quick().sizes(List.of(96, 64)), textures(3, 64, 64)));
		assertEquals(List.of(64, 96), memory.scales().stream().map(MemoryModel.Scale::size).toList());
		for (MemoryModel.Scale scale : memory.scales())
			assertEquals(List.of(0, 1, 2), scale.banks().stream().map(MemoryBank::layer).toList());
	}

	/** Waves among textures. */
	@Test
	void whatIsUnlikeTheOthersIsNamedFirst() throws IOException {
		List<ImageSource> images = textures(6, 64, 64);
		images.add(3, ImageSource.of("waves", ImagePlusImg.plane(new ImagePlus("", Models.waves(64, 64, 1)), 1, 1)));
		List<String> notes = new ArrayList<>();
		Trainer.Result result = new Trainer(Models.teacher(), quick().build(), new TrainingProgress() {
			@Override
			public void note(String message) {
				notes.add(message);
			}
		}).train(images);
		List<NormalImage> normals = result.normals();
		assertEquals(7, normals.size());
		assertEquals("waves", normals.get(0).name());
		for (int i = 1; i < normals.size(); i++)
			assertTrue(normals.get(i - 1).score() >= normals.get(i).score(), normals.toString());
		assertEquals(result.model().calibration().scores().stream().sorted().toList(), normals.stream().map(NormalImage::score).sorted()
			.toList());
		String said = notes.get(notes.size() - 1);
		assertTrue(said.contains("waves (1.00), texture") && !said.contains(normals.get(5).name()), said);
	}

	@Test
	void thoroughIsMemoryAtMoreSizesButInTiles() {
		TrainingOptions thorough = TrainingOptions.preset(Preset.THOROUGH).build(), memory = TrainingOptions.preset(Preset.MEMORY)
			.build();
		assertEquals(memory.recipe(), thorough.recipe());
		assertEquals(List.of(192), memory.sizes());
		assertEquals(List.of(128, 192, 256), thorough.sizes());
		assertEquals(memory.sizes(), TrainingOptions.preset(Preset.THOROUGH).mode(Mode.TILES).build().sizes());
		assertEquals(List.of(64, 96), TrainingOptions.preset(Preset.THOROUGH).sizes(List.of(64, 96)).build().sizes());
	}

	@Test
	void inTilesPositionsDoNotCount() throws IOException {
		for (MemoryBank bank : memory(train(quick().mode(Mode.TILES), textures(3, 130, 90))).scales().get(0).banks())
			assertEquals(0, bank.positionWeight());
	}

	/** Every stage asks; none takes long to hear. */
	@Test
	void cancelsAtEveryStage() throws IOException {
		Set<String> stages = new LinkedHashSet<>();
		List<ImageSource> images = textures(3, 64, 64);
		new Trainer(Models.teacher(), quick().build(), new TrainingProgress() {
			@Override
			public void update(long done, long total, String message) {
				stages.add(message);
			}
		}).train(images);
		stages.removeIf(stage -> stage.startsWith("Reading"));
		assertEquals(5, stages.size(), stages.toString());
		for (String stage : stages) {
			TrainingProgress stopping = new TrainingProgress() {
				private volatile boolean stopped;

				@Override
				public void update(long done, long total, String message) {
					stopped |= message.equals(stage);
				}

				@Override
				public boolean isCancelled() {
					return stopped;
				}
			};
			Trainer trainer = new Trainer(Models.teacher(), quick().build(), stopping).keepOnCancel(true);
			assertThrows(CancellationException.class, () -> trainer.train(images), stage);
		}
	}

	@Test
	void whatTrainsAStudentIsRefusedByName() {
		Exception e = assertThrows(IllegalArgumentException.class, () -> TrainingOptions.preset(Preset.MEMORY).steps(5));
		assertTrue(e.getMessage().contains("memory") && e.getMessage().contains("training steps") && e.getMessage().contains(
			"fast"), e.getMessage());
		e = assertThrows(IllegalArgumentException.class, () -> TrainingOptions.preset(Preset.FAST).sizes(List.of(64, 128))
			.build());
		assertTrue(e.getMessage().contains("fast") && e.getMessage().contains("[64, 128]"), e.getMessage());
		e = assertThrows(IllegalArgumentException.class, () -> quick().mode(Mode.TILES).sizes(List.of(64, 128)).build());
		assertTrue(e.getMessage().contains("Tiles") && e.getMessage().contains("[64, 128]"), e.getMessage());
	}

	private static TrainingOptions.Builder inPatches(String patches) {
		return quick().mode(Mode.TILES).patches(Patching.parse(patches));
	}

	/** 4 x 3 patches of about 96 pixels, of which no image is judged with its own. */
	@Test
	void patchesOfSeveralImagesAreJudgedByTheOtherImages() throws IOException {
		Trainer.Result result = train(inPatches("96"), textures(3, 400, 280));
		AnomalyModel model = result.model();
		assertEquals(36, model.calibration().count());
		assertEquals(new Patches(400 * 280 / 12.0, 12, 3, false), model.calibration().patches());
		assertEquals(3, model.record().trainingImages());
		assertEquals(3, model.descriptors().orElseThrow().images().size());
		assertTrue(result.normals().stream().anyMatch(one -> one.name().equals("texture1 (96 x 96 at 96, 192)")) || result.normals().stream()
			.anyMatch(one -> one.name().startsWith("texture1 (") && one.name().endsWith(" at 96, 192)")), result.normals().toString());
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
			for (int i = 0; i < 3; i++)
				assertTrue(!detector.detect(Models.texture(400, 280, i)).anomalous(), "learned from");
		}
	}

	/** The highest patch of each image is that image: with all of it left out both ways, the scores are alike. */
	@Test
	void theHighestPatchOfAnImageIsNearlyItsScoreAsAWhole() throws IOException {
		MemoryRecipe all = new MemoryRecipe(List.of(0, 1, 2), 0, 0.1, 4000, 4000, 0.5);
		List<ImageSource> images = textures(3, 256, 192);
		float whole = train(quick(all).mode(Mode.TILES), images).model().calibration().maximum();
		float patched = train(quick(all).mode(Mode.TILES).patches(Patching.parse("64")), images).model().calibration().maximum();
		assertEquals(whole, patched, 0.15f * whole);
	}

	@Test
	void oneImageInTilesIsLearnedPatchByPatch() throws IOException {
		AnomalyModel model = train(quick().mode(Mode.TILES), textures(1, 520, 400)).model();
		assertEquals(1, model.calibration().patches().images());
		assertTrue(model.calibration().count() >= 40, model.calibration().heldOutText());
		assertTrue(model.descriptors().isEmpty());
		assertTrue(model.calibration().falseAlarmsText().contains("of 1 image; they share"), model.calibration().falseAlarmsText());
		RandomAccessibleInterval<UnsignedByteType> patched = Models.texture(520, 400, 50);
		Views.interval(patched, new long[] { 210, 130 }, new long[] { 250, 170 }).forEach(pixel -> pixel.set(255));
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
			float normal = detector.detect(Models.texture(520, 400, 7)).score();
			assertTrue(normal < 1.2 * model.calibration().threshold(), normal + " " + model.calibration().threshold());
			assertTrue(detector.detect(patched).anomalous());
		}
		assertEquals(model.scoring().sha256(), train(quick().mode(Mode.TILES), textures(1, 520, 400)).model().scoring().sha256());
	}

	/** What only one patch holds is not known to the memory that judges it. */
	@Test
	void aPatchOfASingleImageIsJudgedWithoutItself() throws IOException {
		RandomAccessibleInterval<UnsignedByteType> image = Models.texture(520, 400, 3);
		Views.interval(image, new long[] { 200, 130 }, new long[] { 240, 170 }).forEach(pixel -> pixel.set(255));
		Trainer.Result result = train(inPatches("80"), List.of(ImageSource.of("one", image)));
		List<NormalImage> normals = result.normals();
		assertTrue(normals.get(0).name().matches("one \\(.* at (144|224), (80|160)\\)"), normals.get(0).name());
		assertTrue(normals.get(0).score() > 2 * normals.get(normals.size() / 2).score(), normals.toString());
	}

	@Test
	void ofManyPatchesSomeAreDrawn() throws IOException {
		AnomalyModel a = train(inPatches("64,9"), textures(2, 320, 320)).model();
		assertEquals(9, a.calibration().count());
		assertEquals(25, a.calibration().patches().anImage());
		assertTrue(a.calibration().patches().drawn() && a.descriptors().isEmpty());
		assertEquals(a.calibration(), train(inPatches("64,9"), textures(2, 320, 320)).model().calibration());
		assertNotEquals(a.calibration(), train(inPatches("64,9").seed(5), textures(2, 320, 320)).model().calibration());
	}

	@Test
	void patchesThatCannotBeAreRefused() {
		Exception e = assertThrows(IllegalArgumentException.class, () -> train(inPatches("128"), textures(1, 300, 300)));
		assertTrue(e.getMessage().contains("texture0 is 300 x 300") && e.getMessage().contains("patches of 128"), e.getMessage());
		e = assertThrows(IllegalArgumentException.class, () -> quick().patches(Patching.parse("128")).build());
		assertTrue(e.getMessage().contains("tiles"), e.getMessage());
		e = assertThrows(IllegalArgumentException.class, () -> TrainingOptions.preset(Preset.FAST).mode(Mode.TILES).patches(Patching.parse("128"))
			.build());
		assertTrue(e.getMessage().contains("fast") && e.getMessage().contains("memory"), e.getMessage());
		for (String wrong : List.of("none of it", "32", "256,1", "1,2,3"))
			assertThrows(IllegalArgumentException.class, () -> Patching.parse(wrong), wrong);
		assertEquals(new Patching(256, 500), Patching.parse(" 256, 500"));
	}

	/** Stripes that run one way are learned; those across are far from them, unless they were turned as well. */
	@ParameterizedTest
	@EnumSource(Mode.class)
	void whatIsTurnedIsNormalWhereTurnsAreLearned(Mode mode) throws IOException {
		List<ImageSource> stripes = new ArrayList<>();
		for (int i = 0; i < 4; i++)
			stripes.add(ImageSource.of("stripes" + i, stripes(i, false)));
		float[] scores = new float[Augment.values().length];
		for (Augment augment : Augment.values()) {
			AnomalyModel model = train(quick().mode(mode).augment(augment), stripes).model();
			assertEquals(4, model.calibration().count(), "copies set no threshold");
			try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
				scores[augment.ordinal()] = detector.detect(stripes(9, true)).score() / model.calibration().threshold();
			}
		}
		String found = java.util.Arrays.toString(scores);
		assertTrue(scores[Augment.TURNS.ordinal()] < scores[Augment.NONE.ordinal()] / 2, found);
		assertTrue(scores[Augment.FLIPS_AND_TURNS.ordinal()] < scores[Augment.NONE.ordinal()] / 2, found);
		assertTrue(scores[Augment.FLIPS.ordinal()] > scores[Augment.TURNS.ordinal()] * 1.5, found);
	}

	private static RandomAccessibleInterval<?> stripes(int seed, boolean across) {
		java.util.Random random = new java.util.Random(seed);
		byte[] pixels = new byte[64 * 64];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) (128 + 80 * Math.sin((across ? i / 64 : i % 64) * 0.9 + seed) + 3 * random.nextGaussian());
		return ArrayImgs.unsignedBytes(pixels, 64, 64);
	}

	@Test
	void anAugmentationIsNamed() {
		assertEquals(Augment.FLIPS_AND_TURNS, Augment.of("flips and turns"));
		assertEquals(Augment.FLIPS_AND_TURNS, Augment.of("Flips-and-turns"));
		Exception e = assertThrows(IllegalArgumentException.class, () -> Augment.of("mirrors"));
		assertTrue(e.getMessage().contains("mirrors") && e.getMessage().contains("none, flips, turns, flips and turns"), e.getMessage());
	}
}
