package sc.fiji.stfpm.model;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import sc.fiji.stfpm.model.Preprocessing.Resampling;
import sc.fiji.stfpm.weights.TensorSource;

/**
 * How anomalib prepared images, as far as a checkpoint says so.
 *
 * @param size side of the square that images were resized to
 * @param resampling how
 * @param engine the version of Lightning that wrote the checkpoint
 * @param options all of this for people, and what was assumed
 */
record AnomalibSettings(int size, Resampling resampling, String engine, String options) {
	private static final int DEFAULT_SIZE = 256;
	/** Anomalib before 1.0 rests on Lightning 1 and resizes with OpenCV; later ones rest on Lightning 2 and antialias. */
	private static final String LIGHTNING = "pytorch-lightning_version";
	private static final String CLASS = ":class";
	/** Before 1.0 the whole configuration is in the checkpoint. */
	private static final String CONFIGURATION = "hyper_parameters(\\.hparams)?";
	private static final Pattern SIZE = Pattern.compile(CONFIGURATION + "\\.dataset\\.image_size(\\.[01])?");
	private static final Pattern CROP = Pattern.compile(CONFIGURATION + "\\.dataset\\.center_crop(\\.[01])?");
	private static final Pattern LAYER = Pattern.compile(CONFIGURATION + "(\\.model)?(\\.feature_extractor)?\\.layers\\.\\d+");
	private static final TreeSet<String> LAYERS = new TreeSet<>(List.of("layer1", "layer2", "layer3"));

	/** @throws IOException where the checkpoint asks for something that this software does not do */
	static AnomalibSettings of(TensorSource source) throws IOException {
		Map<String, String> values = new HashMap<>();
		source.metadata().forEach((key, value) -> values.put(withoutNodes(key), value));
		checkLayers(source, values);
		if (values.values().stream().anyMatch(v -> v.endsWith(".CenterCrop")) || values.keySet().stream().anyMatch(
			CROP.asMatchPredicate())) throw new IOException(source.path()
				+ " was trained on the centres of images, which this software does not cut out");
		Optional<Integer> size = size(source, values);
		String version = values.getOrDefault(LIGHTNING, "");
		boolean old = version.startsWith("1.");
		String options = "image size " + size.orElse(DEFAULT_SIZE) + (size.isEmpty() ? " (assumed: the checkpoint names none)"
			: "") + "; resized as anomalib " + (old ? "before 1.0 does, linear" : "since 1.0 does, antialiased") + (version.isEmpty()
				? " (assumed: the checkpoint names no version)" : "");
		return new AnomalibSettings(size.orElse(DEFAULT_SIZE), old ? Resampling.LINEAR : Resampling.ANTIALIASED, version
			.isEmpty() ? "an unknown version of Lightning" : "Lightning " + version, options);
	}

	/** Names as in the configuration, without those of the objects that omegaconf wraps its entries in. */
	private static String withoutNodes(String key) {
		return key.replace("._content", "").replaceFirst("\\._val$", "");
	}

	private static void checkLayers(TensorSource source, Map<String, String> values) throws IOException {
		TreeSet<String> layers = new TreeSet<>();
		values.forEach((key, value) -> {
			if (LAYER.matcher(key).matches()) layers.add(value);
		});
		if (!layers.isEmpty() && !LAYERS.equals(layers)) throw new IOException(source.path()
			+ " was trained on the layers " + layers + "; only " + LAYERS + " together are supported");
	}

	private static Optional<Integer> size(TensorSource source, Map<String, String> values) throws IOException {
		TreeSet<Integer> sides = new TreeSet<>();
		for (Map.Entry<String, String> entry : values.entrySet()) {
			if (entry.getKey().endsWith(CLASS) && entry.getValue().endsWith(".Resize")) {
				String resize = entry.getKey().substring(0, entry.getKey().length() - CLASS.length());
				addSides(sides, values, key -> key.equals(resize + ".size") || key.equals(resize + ".size.0") || key.equals(resize
					+ ".size.1"));
			}
		}
		addSides(sides, values, SIZE.asMatchPredicate());
		if (sides.size() > 1) throw new IOException(source.path() + " was trained on images resized to " + sides
			+ " pixels; only squares are supported");
		return sides.stream().findFirst();
	}

	private static void addSides(TreeSet<Integer> sides, Map<String, String> values, Predicate<String> isSide) {
		values.forEach((key, value) -> {
			if (isSide.test(key) && value.matches("\\d{1,6}")) sides.add(Integer.parseInt(value));
		});
	}
}
