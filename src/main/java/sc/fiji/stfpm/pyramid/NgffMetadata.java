package sc.fiji.stfpm.pyramid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import sc.fiji.stfpm.image.LengthUnit;
import sc.fiji.stfpm.image.PixelSize;

/** What OME-Zarr (NGFF 0.4) says of an image of one plane: axes, copies with their pixel sizes, name and display range. */
final class NgffMetadata {
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	private NgffMetadata() {}

	/** @param size null where not known */
	static String of(String name, List<Levels.Size> sizes, Reduction reduction, PixelSize size, ValueRange range) {
		PixelSize known = size != null && size.isKnown() ? size : null;
		Optional<LengthUnit> unit = Optional.ofNullable(known).flatMap(s -> LengthUnit.of(s.unit()));
		double width = known == null ? 1 : known.width(), height = known == null ? 1 : known.height();
		List<Object> axes = new ArrayList<>(List.of(ordered("name", "t", "type", "time"), ordered("name", "c", "type", "channel"), ordered("name",
			"z", "type", "space")));
		for (String axis : List.of("y", "x")) {
			Map<String, Object> space = ordered("name", axis, "type", "space");
			if (known != null) space.put("unit", unit.map(LengthUnit::ngff).orElse(known.unit()));
			axes.add(space);
		}
		List<Object> datasets = new ArrayList<>();
		for (int level = 0; level < sizes.size(); level++) {
			double factor = Math.pow(2, level), shift = (factor - 1) / 2;
			// Centres: the first pixel of a copy stands in the middle of those that it is made of.
			datasets.add(ordered("path", Integer.toString(level), "coordinateTransformations", level == 0 ? List.of(scale(width, height)) : List
				.of(scale(width * factor, height * factor), ordered("type", "translation", "translation", List.of(0, 0, 0, height * shift, width
					* shift)))));
		}
		Map<String, Object> image = ordered("version", "0.4", "name", name, "axes", axes, "datasets", datasets);
		image.put("type", reduction == Reduction.MAXIMUM ? "maximum of 2 x 2 pixels" : "mean of 2 x 2 pixels");
		Map<String, Object> channel = ordered("label", name, "color", "FFFFFF", "active", true);
		channel.put("window", ordered("start", range.min(), "end", range.max(), "min", range.min(), "max", range.max()));
		Map<String, Object> omero = ordered("version", "0.4", "name", name, "channels", List.of(channel));
		return ascii(GSON.toJson(ordered("multiscales", List.of(image), "omero", omero)));
	}

	/** Zarr for Python reads no other characters. */
	private static String ascii(String json) {
		StringBuilder text = new StringBuilder();
		for (char c : json.toCharArray())
			text.append(c > '~' ? String.format("\\u%04x", (int) c) : c);
		return text.toString();
	}

	private static Map<String, Object> scale(double width, double height) {
		return ordered("type", "scale", "scale", List.of(1, 1, 1, height, width));
	}

	/** Maps of Java's own have another order in every process, and the file would have other bytes. */
	private static Map<String, Object> ordered(Object... keysAndValues) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2)
			map.put((String) keysAndValues[i], keysAndValues[i + 1]);
		return map;
	}
}
