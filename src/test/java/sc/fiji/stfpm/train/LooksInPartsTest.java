package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.score.ThresholdRule;
import sc.fiji.stfpm.testing.Models;

/** A memory that is learned part by part is that of one machine. */
class LooksInPartsTest {
	/** Relative: sums of the moments are rounded in another order, in double precision. */
	private static final double ROUNDING = 1e-5;

	private record Run(MemoryModel model, float[] scores, ImageDescriptors descriptors) {}

	private static TrainingOptions.Builder options() {
		return TrainingOptions.Builder.memory("memory", new MemoryRecipe(List.of(0, 1, 2), 1, 0.1, 400, 90, 1 / 3.0), ThresholdRule.DEFAULT).size(64)
			.device("cpu").seed(4);
	}

	private static List<ImageSource> images(int n, int channels, int width) {
		List<ImageSource> images = new ArrayList<>();
		for (int i = 0; i < n; i++)
			images.add(image("image" + i, channels == 1 ? Models.texture(width + i % 2, width - 10, i) : colours(i, width)));
		return images;
	}

	/** Rings of pixels that do not count. */
	private static ImageSource image(String name, RandomAccessibleInterval<?> pixels) {
		PixelMask ignored = (x, y) -> x < 7 || y > 70 && y < 76;
		ImagePlane plane = ImagePlane.of(pixels).ignoring(ignored);
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

	private static RandomAccessibleInterval<?> colours(int seed, int width) {
		byte[] pixels = new byte[width * (width - 10) * 3];
		new java.util.Random(seed).nextBytes(pixels);
		return ArrayImgs.unsignedBytes(pixels, width, width - 10, 3);
	}

	private static Run train(TrainingOptions options, List<ImageSource> images, LookRunner looks, long room) throws IOException {
		ImageSurvey.Survey survey = ImageSurvey.of(looks, images.size(), options, Progress.NONE);
		Learned learned = new MemoryTraining((MemoryRecipe) options.recipe(), new TrainingTask(images, Models.teacher(), options, survey
			.preprocessing(), survey.images(), looks, ComputeDevice.of("cpu"), TrainingProgress.NONE, Optional.empty(), false), room).run();
		float[] scores = new float[learned.normals().size()];
		for (int i = 0; i < scores.length; i++)
			scores[i] = learned.normals().get(i).score();
		return new Run((MemoryModel) learned.scoring(), scores, learned.descriptors().orElse(null));
	}

	private static LookRunner parts(int parts, List<ImageSource> images) {
		return new PartsRunner(parts, images, Models.teacher().weights(), Progress.NONE);
	}

	@ParameterizedTest
	@CsvSource({ "WHOLE, 1, auto, none, auto, 1000000", "WHOLE, 1, auto, flips, auto, 30000", "WHOLE, 3, 1+3, none, auto, 30000",
		"TILES, 1, auto, none, auto, 30000", "TILES, 1, auto, none, 64, 3000", "TILES, 3, 2+1, turns, 64, 3000" })
	void isThatOfOneMachine(Mode mode, int channels, String mapping, String augment, String patches, long room) throws IOException {
		List<ImageSource> images = images(7, channels, patches.equals("auto") ? 90 : 150);
		TrainingOptions options = options().mode(mode).channels(mapping).augment(Augment.of(augment)).patches(Patching.parse(patches)).build();
		Run here, unlimited;
		try (Looker looker = Looker.atAll(images, Models.teacher().weights(), ComputeDevice.of("cpu"), Progress.NONE)) {
			here = train(options, images, looker, room);
			unlimited = train(options, images, looker, Long.MAX_VALUE);
		}
		// Descriptions do not depend on when the scale of distances is known, even in the middle of an image's patches.
		assertArrayEquals(unlimited.descriptors.vectors().floats(), here.descriptors.vectors().floats());
		for (int parts : new int[] { 1, 2, 5 })
			compare(here, train(options, images, parts(parts, images), room), parts == 1 ? 0 : ROUNDING);
	}

	private static void compare(Run expected, Run found, double tolerance) {
		assertEquals(expected.scores.length, found.scores.length);
		for (int i = 0; i < expected.scores.length; i++)
			assertEquals(expected.scores[i], found.scores[i], tolerance * expected.scores[i]);
		for (int s = 0; s < expected.model.scales().size(); s++)
			for (int b = 0; b < expected.model.scales().get(s).banks().size(); b++)
				compare(expected.model.scales().get(s).banks().get(b), found.model.scales().get(s).banks().get(b), tolerance);
		assertEquals(expected.model.gains().size(), found.model.gains().size());
		for (int i = 0; i < expected.model.gains().size(); i++)
			assertEquals(expected.model.gains().get(i), found.model.gains().get(i), tolerance);
		assertEquals(expected.descriptors.images(), found.descriptors.images());
		assertArrayEquals(expected.descriptors.vectors().floats(), found.descriptors.vectors().floats(), "no moments are in them");
		assertEquals(expected.descriptors.limit(), found.descriptors.limit());
	}

	private static void compare(MemoryBank expected, MemoryBank found, double tolerance) {
		assertArrayEquals(expected.whitening().mean(), found.whitening().mean(), (float) tolerance);
		assertArrayEquals(expected.whitening().matrix(), found.whitening().matrix(), (float) (tolerance * expected.whitening().matrix()[0]));
		assertEquals(expected.scale(), found.scale(), tolerance * expected.scale());
		float[] vectors = expected.vectors().floats(), others = found.vectors().floats();
		assertEquals(vectors.length, others.length);
		// One step of half precision, where a value lies between two.
		for (int i = 0; i < vectors.length; i++)
			assertEquals(vectors[i], others[i], tolerance == 0 ? 0 : Math.max(1e-6, Math.abs(vectors[i]) / 1024), "value " + i);
	}

	@Test
	void aSurveyInPartsIsThatOfOne() throws IOException {
		List<ImageSource> images = new ArrayList<>(images(6, 1, 90));
		images.add(images.get(1));
		TrainingOptions options = options().intensity("training").evenLight("20").build();
		List<String> notes = new ArrayList<>(), others = new ArrayList<>();
		try (Looker looker = Looker.atAll(images, Models.teacher().weights(), ComputeDevice.of("cpu"), Progress.NONE)) {
			ImageSurvey.Survey one = ImageSurvey.of(looker, 7, options, noting(notes)), inParts = ImageSurvey.of(parts(3, images), 7, options, noting(
				others));
			assertEquals(Json.text(one.preprocessing()), Json.text(inParts.preprocessing()));
			assertEquals(one.images(), inParts.images());
		}
		assertEquals(notes, others);
		assertTrue(notes.get(0).contains("image1 is image1 again"), notes.toString());
	}

	private static Progress noting(List<String> notes) {
		return new Progress() {
			@Override
			public void note(String message) {
				notes.add(message);
			}
		};
	}

	/** The first image of a part is of another type: it is named, not those behind it. */
	@ParameterizedTest
	@CsvSource({ "3", "4", "6" })
	void anImageThatDoesNotFitIsNamedAsByOneMachine(int odd) {
		List<ImageSource> images = new ArrayList<>(images(7, 1, 90));
		images.set(odd, ImageSource.of("odd", ArrayImgs.unsignedShorts(90, 80)));
		for (int parts : new int[] { 1, 2, 7 }) {
			Exception e = assertThrows(IllegalArgumentException.class, () -> ImageSurvey.of(parts(parts, images), 7, options().build(), Progress.NONE));
			assertEquals("odd is 16-bit, but image0 is 8-bit; all training images must be of one type", e.getMessage());
		}
	}

	@Test
	void partsAreInOrderAndAboutEqual() {
		List<Shown> all = List.of(new Shown(3, 30, 31, 32), new Shown(1, 10), new Shown(0, 0), new Shown(2, 20, 21, 22, 23), new Shown(5, 50));
		List<List<Shown>> parts = Shown.parts(all, 2);
		assertEquals(List.of(all.subList(0, 3), all.subList(3, 5)), parts);
		assertEquals(5, Shown.parts(all, 9).size());
		assertEquals(all, Shown.parts(all, 3).stream().flatMap(List::stream).toList());
		assertEquals(List.of(100, 100, 100), Shown.parts(Shown.all(300), 3).stream().map(Shown::count).toList());
		assertEquals(7, Shown.parts(Shown.all(20), 7).size());
		assertTrue(IntStream.range(1, 40).allMatch(n -> Shown.parts(Shown.all(20), n).size() == Math.min(n, 20)));
	}

	@Test
	void aCancelEndsAPart() {
		Progress cancelled = new Progress() {
			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		List<ImageSource> images = images(3, 1, 90);
		assertThrows(CancellationException.class, () -> ImageSurvey.of(new PartsRunner(2, images, Models.teacher().weights(), cancelled), 3, options()
			.build(), Progress.NONE));
	}

	@Test
	void aStudentIsNotTrainedInParts() {
		List<ImageSource> images = images(3, 1, 90);
		Exception e = assertThrows(IllegalArgumentException.class, () -> new Trainer(Models.teacher(), TrainingOptions.preset(Preset.FAST).device("cpu")
			.build(), TrainingProgress.NONE).looks(parts(2, images)).train(images));
		assertEquals("The preset fast trains a student, step by step on one machine; the presets that learn in parts are memory and thorough", e
			.getMessage());
	}
}
