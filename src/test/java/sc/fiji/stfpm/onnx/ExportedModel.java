package sc.fiji.stfpm.onnx;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.onnxruntime.OrtException;

import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Resize;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.onnx.OnnxRun.Array;

/** What a user of an exported model does, by what its metadata says. */
final class ExportedModel implements AutoCloseable {
	private final OnnxRun run;
	private final Map<String, String> metadata;
	private final Preprocessing preprocessing;

	/** @param learned how the model's images become network input, of which the graph does the last step */
	ExportedModel(Path file, Preprocessing learned) throws OrtException {
		run = new OnnxRun(file);
		metadata = run.metadata();
		preprocessing = new Preprocessing(learned.mode(), learned.size(), learned.resampling(), learned.channels(), learned.pixelType(), learned
			.black(), learned.white(), new double[3], new double[] { 1, 1, 1 }, learned.intensity(), learned.lightRadius(), learned.scale());
	}

	Map<String, String> metadata() {
		return metadata;
	}

	/** All outputs for images of one size. */
	Map<String, Array> judge(ImagePlane... images) throws OrtException {
		String[] names = metadata.get("stfpm.inputs").split(","), sizes = metadata.get("stfpm.sizes").split(","), channels = metadata.get(
			"stfpm.channels").split(";");
		Map<String, Array> inputs = new LinkedHashMap<>();
		for (int i = 0; i < names.length; i++)
			inputs.put(names[i], input(Integer.parseInt(sizes[i]), ChannelMapping.parse(channels[i]), images));
		return run.run(inputs);
	}

	private Array input(int size, ChannelMapping channels, ImagePlane... images) {
		boolean whole = metadata.get("stfpm.mode").equals("WHOLE");
		int height = whole ? size : images[0].height(), width = whole ? size : images[0].width(), length = 3 * height * width;
		Preprocessing part = preprocessing.withSize(size);
		for (int p = 0; p < preprocessing.channels().parts().size(); p++)
			if (preprocessing.channels().parts().get(p).equals(channels)) part = preprocessing.forPart(p).withSize(size);
		float[] batch = new float[images.length * length];
		for (int i = 0; i < images.length; i++)
			System.arraycopy(whole ? part.whole(images[i]) : part.region(images[i], 0, 0, width, height), 0, batch, i * length, length);
		return new Array(batch, images.length, 3, height, width);
	}

	/** The map of one of the images that outputs are of, in a size. */
	float[] map(Map<String, Array> outputs, int image, int width, int height) {
		String[] parts = metadata.get("stfpm.to_own_size").split(";"), gains = metadata.getOrDefault("stfpm.gains", "1").split(";");
		float level = Float.parseFloat(metadata.get("stfpm.level"));
		float[] highest = new float[width * height];
		for (int p = 0; p < parts.length; p++) {
			float[] sum = new float[width * height];
			for (String name : parts[p].split(",")) {
				Array output = outputs.get(name);
				float[] resized = Resize.bilinear(one(output, image), (int) output.shape()[3], (int) output.shape()[2], width, height);
				for (int i = 0; i < sum.length; i++)
					sum[i] += resized[i];
			}
			for (int i = 0; i < sum.length; i++)
				highest[i] = Math.max(highest[i], sum[i] + Math.max(0, sum[i] - level) * (Float.parseFloat(gains[p]) - 1));
		}
		return highest;
	}

	/** An output's values for one of the images. */
	static float[] one(Array batch, int image) {
		int length = batch.values().length / (int) batch.shape()[0];
		return Arrays.copyOfRange(batch.values(), image * length, (image + 1) * length);
	}

	@Override
	public void close() throws OrtException {
		run.close();
	}
}
