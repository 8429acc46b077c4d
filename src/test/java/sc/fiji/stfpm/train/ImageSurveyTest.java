package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.model.Intensity.ChannelRange;
import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.testing.Models;

class ImageSurveyTest {
	private static final int SIDE = 100, AREA = SIDE * SIDE;

	private final List<String> notes = new ArrayList<>();

	private Preprocessing survey(TrainingOptions.Builder options, ImagePlane... planes) throws IOException {
		List<ImageSource> sources = new ArrayList<>();
		for (int i = 0; i < planes.length; i++) {
			String name = "image" + i + ".tif";
			ImagePlane plane = planes[i];
			sources.add(new ImageSource() {
				@Override
				public String name() {
					return name;
				}

				@Override
				public ImagePlane read() {
					return plane;
				}
			});
		}
		Progress progress = new Progress() {
			@Override
			public void note(String message) {
				notes.add(message);
			}
		};
		try (Looker looker = Looker.atAll(sources, Models.teacher().weights(), ComputeDevice.of("cpu"), progress)) {
			return ImageSurvey.of(looker, sources.size(), options.build(), progress).preprocessing();
		}
	}

	private static TrainingOptions.Builder options() {
		return TrainingOptions.preset(Preset.MEMORY).size(64);
	}

	private static ImagePlane shorts(IntUnaryOperator... channels) {
		short[] pixels = new short[channels.length * AREA];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (short) channels[i / AREA].applyAsInt(i % AREA);
		return ImagePlane.of(channels.length == 1 ? ArrayImgs.unsignedShorts(pixels, SIDE, SIDE) : ArrayImgs.unsignedShorts(pixels, SIDE, SIDE,
			channels.length));
	}

	private static ImagePlane eightBit(int seed) {
		return ImagePlane.of(Models.texture(SIDE, SIDE, seed));
	}

	@Test
	void ofEightBitsAllIsAsItEverWas() throws IOException {
		Preprocessing found = survey(options(), eightBit(1), eightBit(2));
		assertEquals("{\"mode\":\"WHOLE\",\"size\":64,\"resampling\":\"ANTIALIASED\",\"channels\":\"auto\",\"pixelType\":\"UINT8\",\"black\":0.0,"
			+ "\"white\":255.0,\"mean\":[0.485,0.456,0.406],\"deviation\":[0.229,0.224,0.225]}", Json.text(found));
		assertEquals(List.of(), notes);
	}

	@Test
	void twelveBitsInSixteenHaveTheRangeOfAllImagesWithoutTheOutermost() throws IOException {
		// Of 20,000 pixels 20 are left out at either end, those that are hot and dead first.
		Preprocessing found = survey(options(), shorts(i -> i == 77 ? 65_535 : 300 + i % 1000), shorts(i -> i == 5 ? 0 : 2000 + i % 1000));
		assertEquals(301, found.black());
		assertEquals(2998, found.white());
		assertEquals("training:0.1,99.9", found.intensity().toString());
		assertNull(found.intensity().ranges());
		assertTrue(notes.get(0).contains("range 301 to 2998, 0.1 to 99.9 % of the training images' pixels"), notes.toString());
	}

	@Test
	void channelsThatAreDetectorsHaveEachTheirRange() throws IOException {
		ImagePlane dim = shorts(i -> i % 601, i -> i % 500 * 80), bright = shorts(i -> 100, i -> 40_000);
		for (String channels : List.of("1,2,1", "1+2")) {
			Preprocessing found = survey(options().channels(channels).intensity("training:0,100"), dim, bright);
			assertEquals(List.of(new ChannelRange(1, 0, 600), new ChannelRange(2, 0, 40_000)), found.intensity().ranges());
		}
		assertTrue(notes.get(0).contains("channel 1 0 to 600, channel 2 0 to 40000"), notes.toString());
	}

	@Test
	void aRangeCanBeGivenOrBeEachImagesOwn() throws IOException {
		Preprocessing given = survey(options().intensity("fixed:0,4095"), shorts(i -> i % 900), shorts(i -> i % 800));
		assertEquals(0, given.black());
		assertEquals(4095, given.white());
		Preprocessing own = survey(options().intensity("image:0,100"), shorts(i -> i % 900), shorts(i -> i % 800));
		assertEquals(899, own.range(shorts(i -> i % 900), 0).white());
		assertEquals(7, own.range(shorts(i -> i % 8), 0).white());
		assertTrue(notes.stream().anyMatch(note -> note.contains("4095, as given")) && notes.stream().anyMatch(note -> note.contains(
			"each image for itself")), notes.toString());
	}

	@Test
	void lightIsEvenedOutBeforeTheRangeIsLookedFor() throws IOException {
		IntUnaryOperator slope = i -> (1000 + i % 2 * 100) * (50 + i % SIDE) / 100;
		double uneven = survey(options().intensity("training:1,99"), shorts(slope), shorts(slope)).white();
		Preprocessing even = survey(options().intensity("training:1,99").evenLight("auto"), shorts(slope), shorts(slope));
		assertEquals(SIDE / 8.0, even.lightRadius());
		assertTrue(uneven > 1550 && even.white() < 1400, uneven + " " + even.white());
		assertTrue(notes.get(notes.size() - 1).contains("background of radius 12.5 pixels"), notes.toString());
		assertEquals(30, survey(options().evenLight("30"), eightBit(1), eightBit(2)).lightRadius());
	}

	@Test
	void manySaturatedPixelsAreSaid() throws IOException {
		survey(options(), shorts(i -> i % 20 == 0 ? 4095 : i % 3000), shorts(i -> i % 3000));
		assertTrue(notes.get(0).startsWith("3 % of the pixels of the training images are saturated, at 4095") || notes.get(0).startsWith(
			"2 % of the pixels"), notes.toString());
		notes.clear();
		survey(options(), shorts(i -> i % 20 == 0 ? 4000 : i % 3000), shorts(i -> i % 3000));
		assertTrue(notes.stream().noneMatch(note -> note.contains("saturated")), notes.toString());
	}

	@Test
	void whatIsNoNumberIsNamedWhereverItIs() {
		float[] pixels = new float[AREA * 4];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = i % 17;
		ImagePlane good = ImagePlane.of(ArrayImgs.floats(pixels.clone(), 2 * SIDE, 2 * SIDE));
		pixels[133 * 2 * SIDE + 11] = Float.NaN;
		ImagePlane bad = ImagePlane.of(ArrayImgs.floats(pixels, 2 * SIDE, 2 * SIDE));
		String message = assertThrows(IllegalArgumentException.class, () -> survey(options(), good, bad)).getMessage();
		assertTrue(message.startsWith("image1.tif: ") && message.contains("NaN at x = 11, y = 133"), message);
	}

	@Test
	void thePixelSizeIsRememberedWhereAllAgree() throws IOException {
		PixelSize size = new PixelSize(0.5, 0.5, "µm");
		ImagePlane known = eightBit(1).withPixelSize(Optional.of(size)), same = eightBit(2).withPixelSize(Optional.of(new PixelSize(501, 501,
			"nm")));
		assertEquals(new PixelScale(size, PixelScale.Rule.RESCALE), survey(options(), known, same).scale());
		assertEquals(List.of(), notes);
		assertEquals(new PixelScale(size, PixelScale.Rule.REFUSE), survey(options().pixelRule(PixelScale.Rule.REFUSE), known, same).scale());
		ImagePlane other = eightBit(3).withPixelSize(Optional.of(new PixelSize(1, 1, "µm")));
		assertNull(survey(options(), known, other).scale().size());
		assertTrue(notes.get(0).contains("0.5 µm in image0.tif, 1 µm in image1.tif"), notes.toString());
		assertNull(survey(options(), known, eightBit(4)).scale().size());
		assertTrue(notes.get(1).contains("none in image1.tif"), notes.toString());
	}
}
