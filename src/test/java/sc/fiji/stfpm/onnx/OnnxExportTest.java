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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import ai.onnxruntime.OrtException;

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
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.image.Resize;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Area;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.StudentModel;
import sc.fiji.stfpm.network.ComputeDevice;
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
	private static final double TOLERANCE = 1e-5;
	private static final ImagePlane IMAGE = ImagePlane.of(Models.texture(110, 83, 77)), OTHER = ImagePlane.of(Models.texture(110, 83, 78));

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
	void aModelOfSeparateChannelsIsRefused() {
		AnomalyModel seen = Models.memory(Mode.WHOLE, 64);
		Exception e = assertThrows(IllegalArgumentException.class, () -> OnnxExport.check(separate(seen)));
		assertTrue(e.getMessage().contains("cannot be exported") && e.getMessage().contains("1+2"), e.getMessage());
	}

	private static AnomalyModel separate(AnomalyModel seen) {
		MemoryModel memory = (MemoryModel) seen.scoring();
		MemoryModel.Scale one = memory.scales().get(0), two = new MemoryModel.Scale(1, one.size(), one.banks());
		MemoryModel both = new MemoryModel(memory.backbone(), List.of(one, two), List.of(), List.of(1f, 1f));
		Preprocessing preprocessing = Preprocessing.imageNet(Mode.WHOLE, 64, Preprocessing.Resampling.ANTIALIASED, ChannelMapping.parse("1+2"),
			PixelType.UINT8, 0, 255);
		return new AnomalyModel(both, seen.teacher(), seen.ownTeacher(), preprocessing, seen.calibration(), seen.record());
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
		List<ImageSource> images = IntStream.range(0, 4).mapToObj(i -> ImageSource.of("texture" + i, Models.texture(100, 90, i))).toList();
		return new Trainer(embedded(), options.device("cpu").build(), TrainingProgress.NONE).train(images).model();
	}

	private DetectionResult own(AnomalyModel model, ImagePlane image) throws IOException {
		try (AnomalyDetector detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"))) {
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
		try (OnnxRun exported = new OnnxRun(file); AnomalyDetector detector = new AnomalyDetector(model, teacher, ComputeDevice.of("cpu"))) {
			assertEquals(written, exported.metadata());
			Map<String, Array> outputs = exported.run(inputs(model, images));
			for (int i = 0; i < images.length; i++) {
				DetectionResult expected = detector.detect(images[i], Progress.NONE);
				float[] map = inOwnSize(written.get("stfpm.to_own_size").split(","), outputs, i, images[i]);
				assertClose("map", expected.values(), map, TOLERANCE);
				assertClose("score", expected.score(), max(map), TOLERANCE);
				assertMap(model, images[i], detector, outputs, i);
			}
		}
		return written;
	}

	/** The map in the input's size, and its maximum. */
	private static void assertMap(AnomalyModel model, ImagePlane image, AnomalyDetector detector, Map<String, Array> outputs, int i) {
		Array map = outputs.get("map");
		int height = (int) map.shape()[2], width = (int) map.shape()[3];
		boolean tiled = model.preprocessing().mode() == Mode.TILES;
		assertArrayEquals(new long[] { 2, 1, tiled ? image.height() : model.preprocessing().size(), tiled ? image.width() : model.preprocessing()
			.size() }, map.shape());
		float[] own = one(map, i);
		if (tiled) assertClose("map of tiles", detector.detect(image, Progress.NONE).values(), own, TOLERANCE);
		else if (!(model.scoring() instanceof StudentModel)) {
			float[] expected = new float[height * width];
			outputs.forEach((name, coarse) -> {
				if (name.startsWith("coarse")) add(expected, resized(coarse, i, width, height));
			});
			assertClose("map in the input's size", expected, own, TOLERANCE);
		}
		assertArrayEquals(new long[] { 2 }, outputs.get("score").shape());
		assertEquals(max(own), outputs.get("score").values()[i]);
	}

	private static float[] inOwnSize(String[] names, Map<String, Array> outputs, int i, ImagePlane image) {
		float[] map = new float[image.width() * image.height()];
		for (String name : names)
			add(map, resized(outputs.get(name), i, image.width(), image.height()));
		return map;
	}

	private static float[] resized(Array map, int i, int width, int height) {
		return Resize.bilinear(one(map, i), (int) map.shape()[3], (int) map.shape()[2], width, height);
	}

	private static void add(float[] sum, float[] map) {
		for (int i = 0; i < sum.length; i++)
			sum[i] += map[i];
	}

	private static float[] one(Array batch, int i) {
		int length = batch.values().length / (int) batch.shape()[0];
		return java.util.Arrays.copyOfRange(batch.values(), i * length, (i + 1) * length);
	}

	private static float max(float[] values) {
		float max = 0;
		for (float value : values)
			max = Math.max(max, value);
		return max;
	}

	/** What the graph takes: all but mean and deviation. */
	private static Map<String, Array> inputs(AnomalyModel model, ImagePlane... images) {
		Preprocessing p = model.preprocessing();
		Preprocessing plain = new Preprocessing(p.mode(), p.size(), p.resampling(), p.channels(), p.pixelType(), p.black(), p.white(), new double[3],
			new double[] { 1, 1, 1 }, p.intensity(), p.lightRadius(), p.scale());
		Map<String, Array> inputs = new LinkedHashMap<>();
		List<Integer> sizes = model.scoring().sizes(p);
		for (int size : sizes) {
			List<float[]> all = new ArrayList<>();
			for (ImagePlane image : images)
				all.add(p.mode() == Mode.TILES ? plain.region(image, 0, 0, image.width(), image.height()) : plain.withSize(size).whole(image));
			int height = p.mode() == Mode.TILES ? images[0].height() : size, width = p.mode() == Mode.TILES ? images[0].width() : size;
			float[] batch = new float[images.length * 3 * height * width];
			for (int i = 0; i < images.length; i++)
				System.arraycopy(all.get(i), 0, batch, i * 3 * height * width, 3 * height * width);
			inputs.put(sizes.size() > 1 ? "image_" + size : "image", new Array(batch, images.length, 3, height, width));
		}
		return inputs;
	}
}
