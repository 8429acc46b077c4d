package sc.fiji.stfpm.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import ij.process.ByteProcessor;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.memory.Whitening;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.MemoryModel.Scale;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.StudentModel;
import sc.fiji.stfpm.model.TeacherReference;
import sc.fiji.stfpm.model.TrainingCourse;
import sc.fiji.stfpm.model.TrainingRecord;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.score.ThresholdRule;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/** Small models and images made from seeds; they detect nothing. */
public final class Models {
	private Models() {}

	/** A teacher of random weights. */
	public static Teacher teacher() {
		return new Teacher("random", "made by a test", BackboneWeights.random(Backbone.RESNET18, 1));
	}

	/** An untrained model of that teacher for 8-bit images. */
	public static AnomalyModel model(Preprocessing.Mode mode, int size) {
		return model(mode, size, ChannelMapping.AUTO, PixelType.UINT8);
	}

	/** An untrained model of that teacher. */
	public static AnomalyModel model(Preprocessing.Mode mode, int size, ChannelMapping channels, PixelType type) {
		Preprocessing preprocessing = Preprocessing.imageNet(mode, size, Preprocessing.Resampling.ANTIALIASED, channels, type,
			0, type.nominalMax());
		TrainingRecord record = new TrainingRecord("fast", "none", 3, 10, 2, 0, "cpu", "none", "test",
			"2026-01-01T00:00:00Z");
		StudentModel student = new StudentModel(BackboneWeights.random(Backbone.RESNET18, 2), MapFormula.OFFICIAL,
			new TrainingCourse(0, 0, Double.NaN, Double.POSITIVE_INFINITY));
		return new AnomalyModel(student, TeacherReference.to(teacher()), Optional.empty(), preprocessing, Calibration.of(new float[] { 0.1f, 0.2f }, ThresholdRule.DEFAULT), record);
	}

	/** A memory of random vectors, for 8-bit images. */
	public static AnomalyModel memory(Preprocessing.Mode mode, int... sizes) {
		float positionWeight = mode == Preprocessing.Mode.TILES ? 0 : 1;
		List<MemoryModel.Scale> scales = Arrays.stream(sizes).mapToObj(size -> new MemoryModel.Scale(size, IntStream.range(0, 3)
			.mapToObj(layer -> bank(layer, positionWeight)).toList())).toList();
		AnomalyModel model = model(mode, sizes[sizes.length - 1]);
		return new AnomalyModel(new MemoryModel(Backbone.RESNET18, scales), model.teacher(), Optional.empty(), model
			.preprocessing(), model.calibration(), model.record());
	}

	private static MemoryBank bank(int layer, float positionWeight) {
		int channels = Backbone.RESNET18.stages().get(layer).channels(), width = channels + (positionWeight > 0 ? 2 : 0);
		Random random = new Random(layer);
		float[] matrix = new float[channels * channels], vectors = new float[40 * width];
		for (int i = 0; i < channels; i++)
			matrix[i * channels + i] = 3;
		for (int i = 0; i < vectors.length; i++)
			vectors[i] = random.nextFloat() * 0.05f;
		return new MemoryBank(layer, new Whitening(new float[channels], matrix), Tensor.of(vectors, 40, width).as(DType.F16),
			positionWeight, 0.1f + layer);
	}

	/** What a model that trained a student learned. */
	public static StudentModel student(AnomalyModel model) {
		return (StudentModel) model.scoring();
	}

	/** An 8-bit grey image of smooth texture with some noise. */
	public static RandomAccessibleInterval<UnsignedByteType> texture(int width, int height, long seed) {
		Random random = new Random(seed);
		double phase = random.nextDouble() * 6;
		byte[] pixels = new byte[width * height];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) (128 + 50 * Math.sin(i % width * 0.4 + phase) * Math.cos(i / width * 0.3) + 10 * random
				.nextGaussian());
		return ArrayImgs.unsignedBytes(pixels, width, height);
	}

	/** An 8-bit picture of waves, another one for every seed. */
	public static ByteProcessor waves(int width, int height, int seed) {
		ByteProcessor pixels = new ByteProcessor(width, height);
		for (int i = 0; i < width * height; i++)
			pixels.set(i, (int) (128 + 60 * Math.sin(i % width * 0.3 + seed) * Math.cos(i / width * 0.2 * seed)));
		return pixels;
	}

	/** A memory for an image of two channels, each looked at by itself. */
	public static AnomalyModel separate(AnomalyModel model) {
		List<Scale> scales = ((MemoryModel) model.scoring()).scales();
		List<Scale> both = List.of(scales.get(0), new Scale(1, scales.get(0).size(), scales.get(0).banks()));
		MemoryModel scoring = new MemoryModel(model.scoring().backbone(), both, List.of(), List.of(4f, 3.9f));
		Preprocessing preprocessing = Preprocessing.imageNet(Preprocessing.Mode.TILES, 64, Preprocessing.Resampling.ANTIALIASED, ChannelMapping.parse("1+2"),
			PixelType.UINT8, 0, 255);
		return new AnomalyModel(scoring, model.teacher(), model.ownTeacher(), preprocessing, model.calibration(), model.record());
	}
}
