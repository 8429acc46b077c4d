package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.score.ThresholdRule;
import sc.fiji.stfpm.testing.Models;

/** Normal images of which some show what no other does. */
class LeaveOutTest {
	private static final int SIDE = 64;
	private static final List<Long> SPOT = List.of(40L, 20L);

	private final List<String> notes = new ArrayList<>();

	private static TrainingOptions.Builder options() {
		return TrainingOptions.Builder.memory("memory", new MemoryRecipe(List.of(0, 1, 2), 1, 0.1, 400, 90, 1 / 3.0), ThresholdRule.DEFAULT).size(SIDE).device(
			"cpu").seed(4).leaveOut(true);
	}

	/** So many plain ones, and the odd ones among them. */
	private static List<ImageSource> images(int plain, RandomAccessibleInterval<?>... odd) {
		List<ImageSource> images = new ArrayList<>();
		for (int i = 0; i < plain; i++)
			images.add(ImageSource.of("plain" + i, Models.texture(SIDE, SIDE, i)));
		for (int i = 0; i < odd.length; i++)
			images.add(2 * i + 1, ImageSource.of("odd" + i, odd[i]));
		return images;
	}

	/** A texture with a square of one value. */
	private static RandomAccessibleInterval<UnsignedByteType> spotted(int seed, int value, long x, long y) {
		RandomAccessibleInterval<UnsignedByteType> image = Models.texture(SIDE, SIDE, 100 + seed);
		Cursor<UnsignedByteType> spot = Views.interval(image, new long[] { x, y }, new long[] { x + 13, y + 13 }).cursor();
		while (spot.hasNext())
			spot.next().set(value);
		return image;
	}

	private Trainer.Result train(TrainingOptions.Builder options, List<ImageSource> images) throws IOException {
		return new Trainer(Models.teacher(), options.build(), new TrainingProgress() {
			@Override
			public void note(String message) {
				notes.add(message);
			}
		}).train(images);
	}

	@Test
	void whatIsFarApartIsLeftOutAndNamed() throws IOException {
		Trainer.Result all = train(options().leaveOut(false), images(9, spotted(0, 255, SPOT.get(0), SPOT.get(1))));
		assertEquals(List.of(), all.model().record().leftOut());
		Trainer.Result rest = train(options(), images(9, spotted(0, 255, SPOT.get(0), SPOT.get(1))));
		assertEquals(List.of("odd0"), rest.model().record().leftOut());
		assertEquals("9 images, 1 left out", rest.model().record().imagesText());
		assertEquals(9, rest.normals().size());
		assertTrue(rest.model().calibration().threshold() < all.model().calibration().threshold() / 1.5);
		assertTrue(notes.contains("Left out, as far apart from all others: odd0; learning anew"), notes.toString());
		Trainer.Result without = train(options().leaveOut(false), images(9));
		assertEquals(without.model().calibration().scores(), rest.model().calibration().scores(), "as if it had never been there");
	}

	/** The second is nearer to the others than the first to it, and stands apart when that is gone. */
	@Test
	void whatStandsApartThenIsLeftOutToo() throws IOException {
		Trainer.Result rest = train(options(), images(10, spotted(0, 255, SPOT.get(0), SPOT.get(1)), spotted(1, 170, 10, 44)));
		assertEquals(List.of("odd0", "odd1"), rest.model().record().leftOut(), notes.toString());
		assertEquals(10, rest.normals().size());
	}

	@Test
	void mostStay() throws IOException {
		Trainer.Result rest = train(options(), images(3, spotted(0, 255, SPOT.get(0), SPOT.get(1)), spotted(1, 220, 10, 44)));
		assertEquals(5, rest.normals().size(), notes.toString());
		assertTrue(notes.get(notes.size() - 1).endsWith("are far apart from all others, but no more than one in 3 of 5 images can be left out"), notes.toString());
	}

	@Test
	void imagesThatAreAllAlikeStay() throws IOException {
		assertEquals("9 images", train(options(), images(9)).model().record().imagesText());
	}

	@Test
	void whatCannotBeIsSaid() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> TrainingOptions.preset(Preset.FAST).leaveOut(true).build()).getMessage().contains(
			"none can be left out by their scores; memory and thorough can"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> options().mode(Mode.TILES).patches(Patching.parse("64")).build()).getMessage().contains(
			"leave one of the two out"));
		TrainingOptions options = options().build();
		try (Looker looker = Looker.atAll(images(9), Models.teacher().weights(), ComputeDevice.of("cpu"), TrainingProgress.NONE)) {
			assertTrue(assertThrows(IllegalArgumentException.class, () -> new Trainer(Models.teacher(), options, TrainingProgress.NONE).looks(looker).train(images(9)))
				.getMessage().contains("by a single machine alone"));
		}
	}
}
