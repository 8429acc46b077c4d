package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.Accepted;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.score.ThresholdRule;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.Cells;
import sc.fiji.stfpm.testing.Cells.Odd;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.weights.Tensor;

class SeparateChannelsTest {
	private static final int NORMALS = 20;
	private static Teacher teacher;
	private static AnomalyModel model;

	@BeforeAll
	static void trainOnNormalCells() throws IOException {
		teacher = Teacher.open(Teacher.EMBEDDED);
		model = train("1+2", Mode.WHOLE, Cells.SIZE);
	}

	private static AnomalyModel train(String channels, Mode mode, Integer... sizes) throws IOException {
		List<ImageSource> images = new ArrayList<>();
		for (int i = 0; i < NORMALS; i++)
			images.add(cells(i));
		return new Trainer(teacher, options(channels, mode, sizes), TrainingProgress.NONE).train(images).model();
	}

	private static TrainingOptions options(String channels, Mode mode, Integer... sizes) {
		return TrainingOptions.Builder.memory("memory", new MemoryRecipe(List.of(0, 1, 2), 0, 0.1, 3000, 600, 0.4), ThresholdRule.DEFAULT).mode(
			mode).sizes(List.of(sizes)).channels(channels).device("cpu").build();
	}

	private static ImageSource cells(int seed) {
		return new ImageSource() {
			@Override
			public String name() {
				return "cells" + seed;
			}

			@Override
			public ImagePlane read() {
				return ImagePlane.of(Cells.image(seed, Odd.NOTHING)).withChannelNames(List.of("DAPI", "GFP"));
			}
		};
	}

	private static AnomalyDetector detector(AnomalyModel of) {
		return new AnomalyDetector(of, teacher, ComputeDevice.of("cpu"));
	}

	private static float score(DetectionResult result, int channel) {
		return result.channels().get(channel - 1).score();
	}

	@ParameterizedTest
	@EnumSource(value = Odd.class, names = { "NUCLEUS", "SURROUNDINGS" })
	void anAnomalyInEitherChannelCountsAndItsChannelIsNamed(Odd odd) {
		int channel = odd == Odd.NUCLEUS ? 1 : 2;
		try (AnomalyDetector detector = detector(model)) {
			for (int seed = 100; seed < 104; seed++) {
				DetectionResult result = detector.detect(Cells.image(seed, odd));
				assertTrue(result.anomalous(), result.decision());
				Region strongest = result.regions().get(0);
				assertEquals(channel, strongest.channel(), result.regions().toString());
				assertTrue(Cells.isOdd(seed, strongest.centroidX(), strongest.centroidY()), strongest.toString());
				assertEquals(result.score(), score(result, channel));
				assertEquals(List.of(channel == 1 ? "DAPI" : "GFP"), result.anomalousChannels(), result.channels().toString());
			}
		}
	}

	@Test
	void newNormalImagesAreNormalInBothChannels() {
		try (AnomalyDetector detector = detector(model)) {
			for (int seed = 200; seed < 206; seed++) {
				DetectionResult result = detector.detect(Cells.image(seed, Odd.NOTHING));
				assertEquals("normal", result.decision(), result.channels() + " " + model.calibration());
				assertEquals(List.of(), result.anomalousChannels());
				assertEquals(Math.max(score(result, 1), score(result, 2)), result.score());
			}
		}
	}

	/** Neither hides what the other finds: the scores of normal images are as high in both. */
	@Test
	void channelsAreOnOneFooting() {
		float[][] scores = new float[2][6];
		try (AnomalyDetector detector = detector(model)) {
			for (int i = 0; i < 6; i++) {
				DetectionResult result = detector.detect(Cells.image(300 + i, Odd.NOTHING));
				for (int c = 0; c < 2; c++)
					scores[c][i] = score(result, c + 1) - model.calibration().level();
			}
		}
		for (float[] one : scores)
			Arrays.sort(one);
		float ratio = scores[1][4] / scores[0][4];
		assertTrue(ratio > 0.5 && ratio < 2, Arrays.deepToString(scores));
	}

	@Test
	void aPartOfAnImageHasTheScoresOfThatPart() {
		try (AnomalyDetector detector = detector(model)) {
			DetectionResult whole = detector.detect(Cells.image(100, Odd.NUCLEUS));
			DetectionResult rest = whole.within(i -> !Cells.isOdd(100, i % Cells.SIZE, i / Cells.SIZE));
			assertTrue(score(rest, 1) < 0.6 * score(whole, 1), rest.channels() + " of " + whole.channels());
			assertEquals(Math.max(score(rest, 1), score(rest, 2)), rest.score());
			DetectionResult large = detector.withMinimumArea(50).detect(Cells.image(100, Odd.NUCLEUS));
			assertTrue(score(large, 1) < score(whole, 1) && score(large, 1) > 0, large.channels().toString());
		}
	}

	@Test
	void everyChannelHasTheMemoriesOfEverySize() throws IOException {
		AnomalyModel two = train("2+1", Mode.WHOLE, 64, 96);
		MemoryModel memory = (MemoryModel) two.scoring();
		assertEquals(List.of("0 64", "0 96", "1 64", "1 96"), memory.scales().stream().map(scale -> scale.part() + " " + scale.size()).toList());
		assertEquals(6, two.calibration().level());
		assertEquals("sum over layers 1, 2, 3 and input sizes 64, 96; of 2 channels the highest", memory.mapText());
		try (AnomalyDetector detector = detector(two)) {
			DetectionResult result = detector.detect(Cells.image(100, Odd.NUCLEUS));
			assertEquals(List.of("DAPI"), result.anomalousChannels());
			assertEquals(List.of(2, 1), result.channels().stream().map(one -> one.channel().number()).toList());
		}
	}

	/** At native resolution; and a file of it judges the same to the last bit, which earlier software must not judge otherwise. */
	@Test
	void tilesAndFilesKnowTheChannelsToo(@TempDir Path folder) throws IOException {
		AnomalyModel tiles = train("1+2", Mode.TILES, 64);
		Path file = folder.resolve("cells.stfpm");
		ModelFile.write(file, tiles);
		AnomalyModel read = ModelFile.read(file);
		assertEquals(((MemoryModel) tiles.scoring()).gains(), ((MemoryModel) read.scoring()).gains());
		try (AnomalyDetector before = detector(tiles); AnomalyDetector after = detector(read)) {
			DetectionResult result = before.detect(Cells.image(100, Odd.SURROUNDINGS));
			assertEquals(2, result.regions().get(0).channel());
			assertArrayEquals(result.values(), after.detect(Cells.image(100, Odd.SURROUNDINGS)).values());
		}
		ModelFile.recalibrate(file, tiles.calibration().byHand(9), file);
		assertEquals(9, ModelFile.read(file).calibration().threshold());
		String text = Files.readString(file, StandardCharsets.ISO_8859_1);
		assertTrue(text.contains("\\\"version\\\":3,"), text.substring(0, 2000));
		assertTrue(text.contains("\\\"channels\\\":\\\"1+2\\\""), "no channels");
	}

	@Test
	void whatIsAcceptedIsLearnedByTheChannelThatLackedIt() throws IOException {
		try (AnomalyDetector detector = detector(model)) {
			DetectionResult found = detector.detect(Cells.image(100, Odd.NUCLEUS));
			int[] labels = found.labels();
			List<List<Tensor>> missing = detector.missing(ImagePlane.of(Cells.image(100, Odd.NUCLEUS)), i -> labels[i] == 1, Progress.NONE);
			long[] vectors = missing.stream().mapToLong(banks -> banks.stream().mapToLong(bank -> bank.shape()[0]).sum()).toArray();
			assertTrue(vectors[0] > 3 * vectors[1], vectors[0] + " " + vectors[1]);
			MemoryModel memory = (MemoryModel) model.scoring();
			AnomalyModel taught = model.withScoring(memory.withAccepted(List.of(new Accepted(null, missing))));
			try (AnomalyDetector after = detector(taught)) {
				DetectionResult again = after.detect(Cells.image(100, Odd.NUCLEUS));
				assertTrue(score(again, 1) < score(found, 1) / 2, again.channels() + " after " + found.channels());
			}
		}
	}

	@Test
	void channelsOfOtherNamesAreWarnedOf() {
		ImagePlane cells = ImagePlane.of(Cells.image(200, Odd.NOTHING));
		try (AnomalyDetector detector = detector(model)) {
			for (List<String> alike : List.of(List.<String>of(), List.of("dapi", "GFP "), List.of("", "GFP")))
				assertEquals("", detector.detect(cells.withChannelNames(alike), Progress.NONE).comparison().note());
			assertEquals("its channel 1 is called GFP, where the model learned DAPI, which is its channel 2: are channels swapped?; its channel 2 is"
				+ " called DAPI, where the model learned GFP, which is its channel 1: are channels swapped?", detector.detect(cells.withChannelNames(
					List.of("GFP", "DAPI")), Progress.NONE).comparison().note());
			assertEquals("its channel 2 is called Cy5, where the model learned GFP", detector.detect(cells.withChannelNames(List.of("DAPI", "Cy5")),
				Progress.NONE).comparison().note());
		}
	}

	/** One channel has values up to 60,000, the other to 300, as detectors have; both count. */
	@ParameterizedTest
	@EnumSource(value = Odd.class, names = { "NUCLEUS", "SURROUNDINGS" })
	void channelsOfManyBitsHaveTheirOwnRange(Odd odd) throws IOException {
		List<ImageSource> images = new ArrayList<>();
		for (int i = 0; i < NORMALS; i++)
			images.add(ImageSource.of("cells" + i, deep(i, Odd.NOTHING)));
		AnomalyModel deep = new Trainer(teacher, options("1+2", Mode.WHOLE, Cells.SIZE), TrainingProgress.NONE).train(images).model();
		try (AnomalyDetector detector = detector(deep)) {
			DetectionResult result = detector.detect(deep(100, odd));
			assertEquals(List.of(odd == Odd.NUCLEUS ? "1" : "2"), result.anomalousChannels(), result.channels().toString());
		}
	}

	private static RandomAccessibleInterval<UnsignedShortType> deep(long seed, Odd odd) {
		RandomAccessibleInterval<UnsignedByteType> cells = Cells.image(seed, odd);
		short[] values = new short[2 * Cells.SIZE * Cells.SIZE];
		int i = 0;
		for (UnsignedByteType pixel : Views.flatIterable(cells)) {
			values[i] = (short) (i < values.length / 2 ? 200 * pixel.get() : 1.2 * pixel.get());
			i++;
		}
		return ArrayImgs.unsignedShorts(values, Cells.SIZE, Cells.SIZE, 2);
	}

	/** As of a lamp that failed. */
	@Test
	void aChannelThatIsBlankIsNotNormal() {
		RandomAccessibleInterval<UnsignedByteType> cells = Cells.image(200, Odd.NOTHING);
		Views.hyperSlice(cells, 2, 1).forEach(pixel -> pixel.set(20));
		try (AnomalyDetector detector = detector(model)) {
			DetectionResult result = detector.detect(cells);
			assertEquals("not comparable", result.decision());
			assertEquals(List.of("GFP"), result.anomalousChannels());
		}
	}

	@Test
	void whatDoesNotFitIsSaid() {
		try (AnomalyDetector detector = detector(model)) {
			Exception e = assertThrows(IllegalArgumentException.class, () -> detector.detect(Models.texture(Cells.SIZE, Cells.SIZE, 1)));
			assertEquals("Channel 2 is asked for (channels \"1+2\"), the image has 1", e.getMessage());
		}
		Exception e = assertThrows(IllegalArgumentException.class, () -> TrainingOptions.preset(Preset.FAST).channels("1+2").build());
		assertTrue(e.getMessage().contains("fast") && e.getMessage().contains("memory") && e.getMessage().contains("\"1+2\""), e.getMessage());
		e = assertThrows(IllegalArgumentException.class, () -> new AnomalyModel(model.scoring(), model.teacher(), Optional.empty(), Models.memory(
			Mode.WHOLE, 96).preprocessing(), model.calibration(), model.record()));
		assertTrue(e.getMessage().contains("2 channels one by one"), e.getMessage());
	}
}
