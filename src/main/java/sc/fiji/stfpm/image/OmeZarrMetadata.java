package sc.fiji.stfpm.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * What OME-Zarr (NGFF up to 0.5) says of an image, in {@code .zattrs} or {@code zarr.json}.
 *
 * @param finest the folder of the array of the finest level
 * @param axes a letter each, of t, c, z, y, x
 * @param channelNames empty where not told
 * @param pixelSize null where not told
 */
record OmeZarrMetadata(Path finest, String axes, List<String> channelNames, PixelSize pixelSize) {
	private static final String ATTRIBUTES = ".zattrs", VERSION_3 = "zarr.json", IMAGES = "multiscales", ALL_AXES = "tczyx";
	/** A folder of several images, as bioformats2raw writes it. */
	private static final String SERIES = "bioformats2raw.layout";

	/** Whether a folder says that it is an image. */
	static boolean isIn(Path folder) {
		return says(folder.resolve(ATTRIBUTES)) || says(folder.resolve(VERSION_3));
	}

	private static boolean says(Path file) {
		try {
			return Files.isRegularFile(file) && Files.readString(file).contains('"' + IMAGES + '"');
		}
		catch (IOException e) {
			return false;
		}
	}

	/** @throws IOException saying what is wrong */
	static OmeZarrMetadata read(Path folder) throws IOException {
		boolean third = Files.exists(folder.resolve(VERSION_3));
		Path attributes = folder.resolve(third ? VERSION_3 : ATTRIBUTES);
		if (!Files.exists(attributes)) throw new IOException("the folder is no OME-Zarr image: it has no " + ATTRIBUTES
			+ " that tells of axes and levels");
		try {
			JsonObject all = JsonParser.parseString(Files.readString(attributes)).getAsJsonObject();
			if (third) all = all.has("attributes") && all.getAsJsonObject("attributes").has("ome") ? all.getAsJsonObject("attributes")
				.getAsJsonObject("ome") : new JsonObject();
			if (all.has("plate") || all.has("well")) throw new IOException("the folder is a plate of many images: name one of them, such as "
				+ folder.resolve("A/1/0"));
			if (all.has(SERIES) && !all.has(IMAGES)) {
				if (Files.exists(folder.resolve("1"))) throw new IOException("the folder has several images: name one of them, such as " + folder
					.resolve("0"));
				return read(folder.resolve("0"));
			}
			if (!all.has(IMAGES)) throw new IOException("the folder is no OME-Zarr image: " + attributes.getFileName() + " says nothing of " + IMAGES);
			return of(folder, all);
		}
		catch (JsonParseException | IllegalStateException | NullPointerException | IndexOutOfBoundsException | ClassCastException
			| UnsupportedOperationException | NumberFormatException e)
		{
			throw new IOException(attributes.getFileName() + " is damaged (" + e.getMessage() + ")", e);
		}
	}

	private static OmeZarrMetadata of(Path folder, JsonObject all) throws IOException {
		JsonObject image = all.getAsJsonArray(IMAGES).get(0).getAsJsonObject();
		StringBuilder axes = new StringBuilder();
		String unit = "";
		if (!image.has("axes")) axes.append(ALL_AXES);
		else for (JsonElement axis : image.getAsJsonArray("axes")) {
			String name = axis.isJsonPrimitive() ? axis.getAsString() : axis.getAsJsonObject().get("name").getAsString();
			if (name.length() != 1 || !ALL_AXES.contains(name) || axes.indexOf(name) >= 0) throw new IOException("the image has an axis \"" + name
				+ "\", expected t, c, z, y and x, each once");
			axes.append(name);
			if (name.equals("x") && axis.isJsonObject() && axis.getAsJsonObject().has("unit")) unit = axis.getAsJsonObject().get("unit")
				.getAsString();
		}
		if (axes.indexOf("x") < 0 || axes.indexOf("y") < 0) throw new IOException("the image has the axes " + axes + ", expected x and y");
		JsonObject finest = image.getAsJsonArray("datasets").get(0).getAsJsonObject();
		double[] scale = { 1, 1 };
		multiply(scale, finest, axes);
		multiply(scale, image, axes);
		return new OmeZarrMetadata(below(folder, finest.get("path").getAsString()), axes.toString(), names(all), size(scale, unit));
	}

	/** A level is in the image's folder, whatever the file says. */
	private static Path below(Path folder, String path) throws IOException {
		Path level = folder.resolve(path).normalize();
		if (!level.startsWith(folder.normalize())) throw new IOException("its finest level is said to be elsewhere: " + path);
		return level;
	}

	private static void multiply(double[] scale, JsonObject described, StringBuilder axes) {
		JsonArray all = described.has("coordinateTransformations") ? described.getAsJsonArray("coordinateTransformations") : new JsonArray();
		for (JsonElement each : all) {
			JsonObject transformation = each.getAsJsonObject();
			if (!transformation.get("type").getAsString().equals("scale") || !transformation.has("scale")) continue;
			scale[0] *= transformation.getAsJsonArray("scale").get(axes.indexOf("x")).getAsDouble();
			scale[1] *= transformation.getAsJsonArray("scale").get(axes.indexOf("y")).getAsDouble();
		}
	}

	private static PixelSize size(double[] scale, String unit) {
		if (!(scale[0] > 0 && scale[1] > 0) || unit.isEmpty() && scale[0] == 1 && scale[1] == 1) return null;
		return new PixelSize(scale[0], scale[1], LengthUnit.of(unit).map(LengthUnit::symbol).orElse(unit));
	}

	private static List<String> names(JsonObject all) {
		JsonElement omero = all.get("omero");
		if (omero == null || !omero.isJsonObject() || !omero.getAsJsonObject().has("channels")) return List.of();
		List<String> names = new ArrayList<>();
		for (JsonElement channel : omero.getAsJsonObject().getAsJsonArray("channels"))
			names.add(channel.getAsJsonObject().has("label") ? channel.getAsJsonObject().get("label").getAsString() : "");
		return names.stream().allMatch(String::isEmpty) ? List.of() : List.copyOf(names);
	}
}
