package sc.fiji.stfpm.onnx;

import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.model.AnomalyModel;

/**
 * An image as one of a model's scales sees it, which is an input of its graph.
 *
 * @param scale which one, from 0
 * @param part which of the channels that are looked at one by one, from 0
 * @param size side in pixels of the square that whole images are resized to
 * @param channels that feed red, green and blue
 * @param name of the input: {@code image}, with channel and size behind where there are several, such as {@code image_c2_128}
 * @param coarse name of the output that the map in an image's own size is made of, alike; a student has none
 */
record GraphInput(int scale, int part, int size, ChannelMapping channels, String name, String coarse) {
	/** All of a model's, in the order of its scales. */
	static List<GraphInput> of(AnomalyModel model) {
		List<Integer> sizes = model.scoring().sizes(model.preprocessing());
		int parts = model.scoring().parts();
		return IntStream.range(0, sizes.size()).mapToObj(scale -> {
			int part = model.scoring().part(scale);
			ChannelMapping channels = model.preprocessing().channels().parts().get(part);
			String suffix = (parts > 1 ? "_c" + channels : "") + (sizes.size() > parts ? "_" + sizes.get(scale) : "");
			return new GraphInput(scale, part, sizes.get(scale), channels, "image" + suffix, "coarse" + suffix);
		}).toList();
	}
}
