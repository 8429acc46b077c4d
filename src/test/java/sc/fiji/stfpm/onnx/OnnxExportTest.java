package sc.fiji.stfpm.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.stfpm.testing.Relative.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import ai.onnxruntime.OrtException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.correct.Corrections;
import sc.fiji.stfpm.correct.Part;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Area;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.StudentModel;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.DistanceNetwork;
import sc.fiji.stfpm.onnx.OnnxRun.Array;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.testing.LooseMemory;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;

/** What ONNX Runtime makes of exported models, in the virtual machine of the engine whose maps it is compared with. */
class OnnxExportTest {
	/** Of the largest value of a map; two ways of summing part by less. */
	private static final double TOLERANCE = 2e-5;
	private static final ImagePlane IMAGE = ImagePlane.of(Models.texture(110, 83, 77)), OTHER = ImagePlane.of(Models.texture(110, 83, 78));

	private static final ComputeDevice CPU = ComputeDevice.of("cpu");
	private static final Area PART = new Area(10, 10, 60, 60);

	@TempDir
	Path folder;

	@Test
	void aMemoryThatKnowsPositions() throws Exception {
		assertSame(trained(TrainingOptions.preset(Preset.MEMORY).size(80)), embedded());
	}

	@Test
	void aMemoryAtSeveralSizes() throws Exception {
		AnomalyModel model = trained(TrainingOptions.preset(Preset.THOROUGH).sizes(List.of(64, 80, 112)));
		Map<String, String> metadata = assertSame(model, embedded());
		assertEquals("image_64,image_80,image_112", metadata.get("stfpm.inputs"));
		assertEquals("coarse_64,coarse_80,coarse_112", metadata.get("stfpm.to_own_size"));
	}

	@Test
	void aMemoryThatSeesTiles() throws Exception {
		assertSame(trained(TrainingOptions.preset(Preset.MEMORY).mode(Mode.TILES)), embedded());
	}

	/** Of sides that no stride divides, and so small that the Gaussian is wider. */
	@ParameterizedTest
	@CsvSource({ "16, 17", "131, 37" })
	void tilesOfAnySize(int width, int height) throws Exception {
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		assertSame(model, Models.teacher(), ImagePlane.of(Models.texture(width, height, 1)), ImagePlane.of(Models.texture(width, height, 2)));
	}

	@ParameterizedTest
	@EnumSource(MapFormula.class)
	void aStudent(MapFormula formula) throws Exception {
		AnomalyModel model = Models.model(Mode.WHOLE, 80);
		StudentModel student = Models.student(model);
		Map<String, String> metadata = assertSame(model.withScoring(new StudentModel(student.weights(), formula, student.course())), Models.teacher());
		assertEquals("map", metadata.get("stfpm.to_own_size"));
	}

	@Test
	void aStudentThatSeesTiles() throws Exception {
		assertSame(Models.model(Mode.TILES, 80), Models.teacher());
	}

	@Test
	void whatWasAcceptedIsPartOfTheMemory() throws Exception {
		Path file = folder.resolve("loose.stfpm");
		LooseMemory.write(file, IMAGE);
		AnomalyModel before = ModelFile.read(file), after;
		try (AnomalyDetector detector = AnomalyDetector.open(file)) {
			DetectionResult found = detector.detect(IMAGE, Progress.NONE);
			after = Corrections.accept(file, detector, Part.of("image", IMAGE, PART), found, Progress.NONE);
		}
		assertFalse(after.accepted().isEmpty());
		assertSame(before, Models.teacher());
		Map<String, String> metadata = assertSame(after, Models.teacher());
		assertEquals("1", metadata.get("stfpm.accepted"));
		assertEquals(ModelFile.digest(after), metadata.get("stfpm.model_sha256"));
		int middle = (PART.y() + PART.height() / 2) * IMAGE.width() + PART.x() + PART.width() / 2;
		assertTrue(own(before, IMAGE).values()[middle] > 2 * own(after, IMAGE).values()[middle], "the correction changed the map");
	}

	@Test
	void theMetadataSaysHowAnImageBecomesAVerdict() throws Exception {
		AnomalyModel model = Models.memory(Mode.WHOLE, 96);
		Map<String, String> metadata = assertSame(model, Models.teacher());
		assertEquals(model.calibration().threshold(), Float.parseFloat(metadata.get("stfpm.threshold")));
		Map<String, String> expected = Map.of("stfpm.format", "1", "stfpm.mode", "WHOLE", "stfpm.inputs", "image", "stfpm.sizes", "96", "stfpm.resampling",
			"ANTIALIASED", "stfpm.channels", "auto", "stfpm.pixel_type", "UINT8", "stfpm.range", "0.0,255.0", "stfpm.mean", "0.485,0.456,0.406",
			"stfpm.to_own_size", "coarse");
		expected.forEach((key, value) -> assertEquals(value, metadata.get(key), key));
		assertEquals(model.teacher().sha256(), metadata.get("stfpm.teacher_sha256"));
		assertEquals("the model", metadata.get("stfpm.model"));
	}

	@Test
	void separateChannels() throws Exception {
		Map<String, String> metadata = assertSame(trained(TrainingOptions.preset(Preset.MEMORY).sizes(List.of(64, 80)).channels("1+2"), OnnxExportTest::channels), embedded(), ImagePlane.of(channels(20)), ImagePlane.of(channels(21)));
		assertEquals("image_c1_64,image_c1_80,image_c2_64,image_c2_80", metadata.get("stfpm.inputs"));
		assertEquals("coarse_c1_64,coarse_c1_80;coarse_c2_64,coarse_c2_80", metadata.get("stfpm.to_own_size"));
		assertEquals("1;1;2;2", metadata.get("stfpm.channels"));
		assertEquals(2, metadata.get("stfpm.gains").split(";").length);
	}

	@Test
	void separateChannelsInTiles() throws Exception {
		assertSame(trained(TrainingOptions.preset(Preset.MEMORY).mode(Mode.TILES).channels("1+2"), OnnxExportTest::channels), embedded(), ImagePlane.of(channels(20)),
			ImagePlane.of(channels(21)));
	}

	/** Two channels, of which the second varies less. */
	private static RandomAccessibleInterval<UnsignedByteType> channels(int seed) {
		RandomAccessibleInterval<UnsignedByteType> first = Models.texture(100, 90, seed), second = Models.texture(100, 90, seed + 100);
		second.forEach(pixel -> pixel.set(pixel.get() / 3));
		return Views.stack(first, second);
	}

	/** By what an image is like as a whole: noise is like no texture. */
	@Test
	void anImageThatIsNotComparableIsToldByItsUnlikeness() throws Exception {
		AnomalyModel model = trained(TrainingOptions.preset(Preset.MEMORY).size(80));
		Random random = new Random(1);
		byte[] noise = new byte[110 * 83];
		random.nextBytes(noise);
		ImagePlane strange = ImagePlane.of(ArrayImgs.unsignedBytes(noise, 110, 83));
		assertSame(model, embedded(), IMAGE, strange);
		try (ExportedModel exported = new ExportedModel(folder.resolve("model.onnx"), model.preprocessing())) {
			float[] unlikeness = exported.judge(IMAGE, strange).get("unlikeness").values();
			assertTrue(unlikeness[0] <= 1 && unlikeness[1] > 1, Arrays.toString(unlikeness));
		}
	}

	/** Where nothing is known of whole images, nothing is said of them. */
	@Test
	void aModelWithoutDescriptorsHasNoUnlikeness() throws Exception {
		AnomalyModel model = Models.memory(Mode.WHOLE, 64);
		Map<String, String> metadata = assertSame(model, Models.teacher());
		assertEquals("not comparable", metadata.get("stfpm.blank"));
		try (ExportedModel exported = new ExportedModel(folder.resolve("model.onnx"), model.preprocessing())) {
			assertEquals(Set.of("map", "score", "coarse"), exported.judge(IMAGE).keySet());
		}
	}

	@Test
	void aModelOfTilesThatKnowsPositionsIsRefused() {
		AnomalyModel whole = Models.memory(Mode.WHOLE, 64);
		AnomalyModel tiled = whole.withPreprocessing(Models.memory(Mode.TILES, 64).preprocessing());
		Exception e = assertThrows(IllegalArgumentException.class, () -> OnnxExport.check(tiled));
		assertTrue(e.getMessage().contains("cannot be exported") && e.getMessage().contains("positions"), e.getMessage());
	}

	@Test
	void anotherTeacherIsRefused() {
		Path file = folder.resolve("a.onnx");
		assertThrows(IllegalArgumentException.class, () -> OnnxExport.write(file, Models.memory(Mode.WHOLE, 64), embedded(), "x"));
		assertFalse(Files.exists(file));
	}

	@Test
	void whatIsInTheWayIsNamed() throws IOException {
		Path file = Files.writeString(folder.resolve("a.onnx"), "there");
		Exception there = assertThrows(IOException.class, () -> OnnxExport.checkWritable(file, false, "--force replaces it"));
		assertEquals(file + " exists already; --force replaces it", there.getMessage());
		OnnxExport.checkWritable(file, true, "");
		Exception isFolder = assertThrows(IOException.class, () -> OnnxExport.checkWritable(folder, true, ""));
		assertTrue(isFolder.getMessage().endsWith("model.onnx"), isFolder.getMessage());
	}

	@Test
	void whatNoProgramCouldReadIsNotWritten() throws IOException {
		Path file = folder.resolve("a.onnx");
		OnnxExport.checkSize(file, Integer.MAX_VALUE);
		Exception e = assertThrows(IOException.class, () -> OnnxExport.checkSize(file, 1L << 31));
		assertTrue(e.getMessage().startsWith(file + " would have 2147483648 bytes"), e.getMessage());
	}

	private static Teacher embedded() throws IOException {
		return Teacher.open(Teacher.EMBEDDED);
	}

	private static AnomalyModel trained(TrainingOptions.Builder options) throws IOException {
		return trained(options, i -> Models.texture(100, 90, i));
	}

	private static AnomalyModel trained(TrainingOptions.Builder options, IntFunction<RandomAccessibleInterval<?>> normal) throws IOException {
		List<ImageSource> images = IntStream.range(0, 4).mapToObj(i -> ImageSource.of("normal " + i, normal.apply(i))).toList();
		return new Trainer(embedded(), options.device("cpu").build(), TrainingProgress.NONE).train(images).model();
	}

	private static DetectionResult own(AnomalyModel model, ImagePlane image) throws IOException {
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), CPU)) {
			return detector.detect(image, Progress.NONE);
		}
	}

	private Map<String, String> assertSame(AnomalyModel model, Teacher teacher) throws IOException, OrtException {
		return assertSame(model, teacher, IMAGE, OTHER);
	}

	/** Compares maps and scores of two images, judged at once, and returns the metadata. */
	private Map<String, String> assertSame(AnomalyModel model, Teacher teacher, ImagePlane... images) throws IOException, OrtException {
		Path file = folder.resolve("model.onnx");
		Map<String, String> written = OnnxExport.write(file, model, teacher, "the model");
		try (ExportedModel exported = new ExportedModel(file, model.preprocessing()); AnomalyDetector detector = new AnomalyDetector(model, teacher,
			CPU); DistanceNetwork network = model.scoring().network(teacher.weights(), CPU))
		{
			assertEquals(written, exported.metadata());
			Map<String, Array> outputs = exported.judge(images);
			for (int i = 0; i < images.length; i++) {
				DetectionResult expected = detector.detect(images[i], Progress.NONE);
				float[] map = exported.map(outputs, i, images[i].width(), images[i].height());
				assertClose("map", expected.values(), map, TOLERANCE);
				assertClose("score", expected.score(), max(map), TOLERANCE);
				assertMap(exported, model, images[i], outputs, i);
				AnomalyMapper.Look look = new AnomalyMapper(network, model.preprocessing(), model.scoring()).look(images[i], Progress.NONE);
				if (outputs.containsKey("unlikeness")) assertClose("unlikeness", model.descriptors().orElseThrow().unlikeness(look.means()), outputs.get(
					"unlikeness").values()[i], TOLERANCE);
			}
		}
		return written;
	}

	/** The map in the input's size, and its maximum. */
	private static void assertMap(ExportedModel exported, AnomalyModel model, ImagePlane image, Map<String, Array> outputs, int i) {
		boolean tiled = model.preprocessing().mode() == Mode.TILES;
		int height = tiled ? image.height() : model.preprocessing().size(), width = tiled ? image.width() : model.preprocessing().size();
		assertArrayEquals(new long[] { 2, 1, height, width }, outputs.get("map").shape());
		float[] map = ExportedModel.one(outputs.get("map"), i);
		assertClose("map in the input's size", exported.map(outputs, i, width, height), map, TOLERANCE);
		assertArrayEquals(new long[] { 2 }, outputs.get("score").shape());
		assertEquals(max(map), outputs.get("score").values()[i]);
	}

	private static float max(float[] values) {
		float max = 0;
		for (float value : values)
			max = Math.max(max, value);
		return max;
	}
}
