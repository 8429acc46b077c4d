package sc.fiji.stfpm.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import sc.fiji.stfpm.weights.BackboneWeights;

/** Checkpoints as anomalib's versions write them for STFPM, by names, shapes and the classes that their pickles name. */
public final class AnomalibFiles {
	/** A version's layout. */
	public enum Layout {
		/** 0.3 to 0.7: Lightning 1, the configuration by omegaconf. */
		V0("1.6.5", ".feature_extractor.", "image_threshold.value"),
		/** Before 0.3: hooks on torchvision's network. */
		HOOKS("1.5.9", ".backbone.", "image_threshold.value"),
		/** 1.x: the transform at the top level, class names among the tensors. */
		V1("2.1.4", ".feature_extractor.", "image_threshold.value"),
		/** 2.x: the threshold in a buffer of the post-processor. */
		V2("2.5.1", ".feature_extractor.", "post_processor._image_threshold");

		final String lightning, wrapper, threshold;

		Layout(String lightning, String wrapper, String threshold) {
			this.lightning = lightning;
			this.wrapper = wrapper;
			this.threshold = threshold;
		}
	}

	private final Checkpoints pickle = new Checkpoints(false);
	private final Layout layout;
	/** Rows and columns that images were resized to. */
	public int height = 256, width = 256;
	public float threshold = 0.25f;
	public String[] layers = { "layer1", "layer2", "layer3" };
	/** Stands in the state dict besides, as a scalar, if not empty. */
	public String extra = "";
	/** A tensor to leave out. */
	public String missing = "";
	private int storages;

	public AnomalibFiles(Layout layout) {
		this.layout = layout;
	}

	/** Writes the file; either network may be null. */
	public Path write(Path file, BackboneWeights student, BackboneWeights teacher) throws IOException {
		pickle.raw("}(").string("epoch").number(3).string("global_step").number(28).string("pytorch-lightning_version").string(
			layout.lightning).string("state_dict").orderedDict().raw("(");
		scalar(layout.threshold, threshold);
		if (layout == Layout.V1) pickle.string("image_threshold_class").string("anomalib.metrics.F1AdaptiveThreshold");
		if (!extra.isEmpty()) scalar(extra, 0.1f);
		network("model.teacher_model", teacher);
		network("model.student_model", student);
		pickle.raw("u");
		callbacks();
		pickle.string("hyper_parameters");
		if (layout == Layout.V0 || layout == Layout.HOOKS) configuration();
		else parameters();
		if (layout == Layout.V1) transform("transform");
		return pickle.raw("u").writeTo(file);
	}

	private void scalar(String name, float value) {
		tensor(name, "FloatStorage", Checkpoints.floats(value));
	}

	private void tensor(String name, String type, byte[] elements, int... shape) {
		int[] strides = new int[shape.length];
		for (int i = shape.length - 1, step = 1; i >= 0; step *= shape[i--])
			strides[i] = step;
		pickle.string(name).tensor(type, "" + storages++, elements, 0, shape, strides);
	}

	private void network(String prefix, BackboneWeights weights) {
		if (weights == null) return;
		for (Map.Entry<String, long[]> entry : weights.backbone().tensorShapes().entrySet()) {
			int[] shape = new int[entry.getValue().length];
			for (int i = 0; i < shape.length; i++)
				shape[i] = (int) entry.getValue()[i];
			String name = prefix + layout.wrapper + entry.getKey();
			if (name.equals(missing)) continue;
			tensor(name, "FloatStorage", Checkpoints.floats(weights.floats(entry.getKey())), shape);
			if (name.endsWith("running_var")) tensor(name.replace("running_var", "num_batches_tracked"), "LongStorage",
				Checkpoints.longs(28));
		}
	}

	/** What a training leaves behind, and calls that would do harm if they were made. */
	private void callbacks() {
		pickle.string("callbacks").raw("}(").string("ModelCheckpoint").raw("}(").string("best_model_path").raw(
			"cpathlib\nPosixPath\n(").string("/").string("results").raw("tR").string("harm").raw("cos\nsystem\n(").string(
				"echo harm").raw("tR").string("getattr").raw("c__builtin__\ngetattr\n(").string("a").string("b").raw("tR)R")
			.string("mode").raw("canomalib\nTaskType\n(").string("segmentation").raw("tRuu");
	}

	private AnomalibFiles object(String module, String name) {
		pickle.raw("c" + module + "\n" + name + "\n)\u0081}(");
		return this;
	}

	private void node(String key, int value) {
		pickle.string(key);
		object("omegaconf.nodes", "AnyNode").pickle.string("_val").number(value).raw("ub");
	}

	private void configuration() {
		object("omegaconf.dictconfig", "DictConfig").pickle.string("_content").raw("}(").string("dataset");
		object("omegaconf.dictconfig", "DictConfig").pickle.string("_content").raw("}(").string("image_size");
		object("omegaconf.listconfig", "ListConfig").pickle.string("_content").raw("](");
		for (int side : new int[] { height, width })
			object("omegaconf.nodes", "AnyNode").pickle.string("_val").number(side).raw("ub");
		pickle.raw("eub");
		node("train_batch_size", 32);
		pickle.raw("uub").raw("uub");
	}

	private void parameters() {
		pickle.raw("}(").string("backbone").string("resnet18").string("layers").raw("](");
		for (String layer : layers)
			pickle.string(layer);
		pickle.raw("e");
		if (layout == Layout.V2) {
			pickle.string("pre_processor");
			object("anomalib.pre_processing.pre_processor", "PreProcessor").pickle.string("training").raw("\u0088").string("_modules")
				.raw("}(");
			transform("transform");
			pickle.raw("uub");
		}
		pickle.raw("u");
	}

	private void transform(String key) {
		pickle.string(key);
		object("torchvision.transforms.v2._container", "Compose").pickle.string("transforms").raw("](");
		object("torchvision.transforms.v2._geometry", "Resize").pickle.string("size").raw("](").number(height).number(width).raw(
			"e").string("interpolation").raw("ctorchvision.transforms.functional\nInterpolationMode\n(").string("bilinear").raw(
				"tR").string("antialias").raw("\u0088ub");
		pickle.raw("eub");
	}
}
