package sc.fiji.stfpm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.model.PixelScale.Rule;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;

class PixelScaleTest {
	private static final PixelSize HALF = new PixelSize(0.5, 0.5, "µm");

	private static ImagePlane plane(int width, int height, double pixel, String unit) {
		return ImagePlane.of(Models.texture(width, height, 1)).withPixelSize(Optional.of(new PixelSize(pixel, pixel, unit)));
	}

	/** Of a model that learned from images of 200 x 100 pixels of half a micrometre. */
	private static AnomalyModel model(Mode mode, Rule rule) {
		AnomalyModel model = Models.model(mode, 64);
		LearnedImages learned = new LearnedImages(List.of(), 200, 200, 100, 100, 2, 2, 1, 1, null);
		TrainingRecord r = model.record(), record = new TrainingRecord(r.preset(), r.options(), r.seed(), r.trainingImages(), r.heldOutImages(), r
			.seconds(), r.device(), r.engine(), r.software(), r.date(), learned, r.leftOut());
		return new AnomalyModel(model.scoring(), model.teacher(), Optional.empty(), model.preprocessing().withScale(new PixelScale(HALF, rule)),
			model.calibration(), record);
	}

	private static String said(AnomalyModel model, ImagePlane image) {
		return String.join("; ", model.differences(image));
	}

	@Test
	void inTilesAnImageIsSeenAtTheModelsPixelSize() {
		Preprocessing preprocessing = model(Mode.TILES, Rule.RESCALE).preprocessing();
		ImagePlane fine = plane(100, 60, 250, "nm"), seen = preprocessing.seen(fine);
		assertEquals(50, seen.width());
		assertEquals(30, seen.height());
		assertSame(seen, preprocessing.seen(fine), "worked out once");
		assertEquals(300, preprocessing.seen(plane(100, 60, 1.5, "micron")).width());
		for (ImagePlane same : List.of(plane(100, 60, 0.502, "um"), plane(100, 60, 3, "pixel"), ImagePlane.of(Models.texture(20, 20, 1))))
			assertSame(same, preprocessing.seen(same));
		assertSame(fine, model(Mode.TILES, Rule.IGNORE).preprocessing().seen(fine));
		assertSame(fine, model(Mode.WHOLE, Rule.RESCALE).preprocessing().seen(fine), "resized anyway");
	}

	@Test
	void noImageIsRescaledAnyFar() {
		Exception e = assertThrows(IllegalArgumentException.class, () -> model(Mode.TILES, Rule.RESCALE).preprocessing().seen(plane(100, 60, 5,
			"mm")));
		assertTrue(e.getMessage().contains("5 mm") && e.getMessage().contains("0.5 µm"), e.getMessage());
	}

	@Test
	void anotherPixelSizeIsRefused() {
		for (Mode mode : Mode.values()) {
			Preprocessing preprocessing = model(mode, Rule.REFUSE).preprocessing();
			preprocessing.check(plane(100, 60, 0.0005, "mm"));
			String message = assertThrows(IllegalArgumentException.class, () -> preprocessing.check(plane(100, 60, 1, "µm"))).getMessage();
			assertTrue(message.contains("1 µm") && message.contains("0.5 µm") && message.contains("refuses"), message);
			message = assertThrows(IllegalArgumentException.class, () -> preprocessing.check(ImagePlane.of(Models.texture(20, 20, 1))))
				.getMessage();
			assertTrue(message.contains("does not tell its pixel size"), message);
		}
	}

	@Test
	void itIsSaid() {
		AnomalyModel tiles = model(Mode.TILES, Rule.RESCALE);
		assertEquals("its pixels are 250 nm, those that the model learned from 0.5 µm; it was judged at the latter", said(tiles, plane(100, 60,
			250, "nm")));
		assertTrue(tiles.isRescaled(plane(100, 60, 250, "nm")));
		assertEquals("", said(tiles, plane(100, 60, 500, "nm")));
		assertFalse(tiles.isRescaled(plane(100, 60, 500, "nm")));
		assertEquals("its pixel size is not known, the model learned at 0.5 µm", said(tiles, ImagePlane.of(Models.texture(100, 60, 1))));
		assertEquals("its pixels are 250 nm, those that the model learned from 0.5 µm, which was ignored", said(model(Mode.TILES, Rule.IGNORE),
			plane(100, 60, 250, "nm")));
	}

	@Test
	void ofWholeImagesTheFieldOfViewCounts() {
		AnomalyModel whole = model(Mode.WHOLE, Rule.RESCALE);
		assertEquals("", said(whole, plane(403, 201, 250, "nm")), "binned, but the same field");
		String said = said(whole, plane(200, 100, 250, "nm"));
		assertTrue(said.contains("field of view") && said.contains("100 x 50 pixels") && said.contains("200 x 100"), said);
		assertTrue(said(whole, ImagePlane.of(Models.texture(400, 200, 1))).contains("another size"), "nothing is known");
		assertTrue(said(model(Mode.WHOLE, Rule.IGNORE), plane(400, 200, 250, "nm")).contains("another size"), "pixels count");
	}

	@Test
	void earlierSoftwareDoesNotReadWhatItWouldJudgeOtherwise() {
		assertTrue(model(Mode.TILES, Rule.RESCALE).preprocessing().isNewer());
		assertTrue(model(Mode.WHOLE, Rule.REFUSE).preprocessing().isNewer());
		assertFalse(model(Mode.WHOLE, Rule.RESCALE).preprocessing().isNewer());
		assertFalse(model(Mode.TILES, Rule.IGNORE).preprocessing().isNewer());
		assertFalse(Models.model(Mode.TILES, 64).preprocessing().withScale(new PixelScale(null, Rule.RESCALE)).isNewer(), "sizes differ");
	}

	@Test
	void rulesAreReadFromText() {
		assertEquals(Rule.REFUSE, PixelScale.rule(" Refuse "));
		Exception e = assertThrows(IllegalArgumentException.class, () -> PixelScale.rule("shrink"));
		assertTrue(e.getMessage().contains("rescale, refuse or ignore"), e.getMessage());
	}
}
