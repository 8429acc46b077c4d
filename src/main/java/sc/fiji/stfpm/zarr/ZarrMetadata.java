package sc.fiji.stfpm.zarr;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * What Zarr says of an array.
 *
 * @param prefix of the chunks' names
 * @param compressor null where chunks are stored as they are
 */
record ZarrMetadata(long[] shape, int[] chunks, DataType type, double fill, boolean columnMajor, String prefix, String separator,
	String compressor)
{
	ZarrMetadata {
		if (shape.length == 0 || shape.length != chunks.length || Arrays.stream(shape).anyMatch(n -> n < 1) || Arrays.stream(chunks).anyMatch(
			n -> n < 1) || Arrays.stream(chunks).mapToDouble(n -> n).reduce(type.bytes(), (a, b) -> a * b) > Integer.MAX_VALUE - 8)
			throw new IllegalStateException("an array of " + Arrays.toString(shape) + " in chunks of " + Arrays.toString(chunks));
	}

	/** Of {@code .zarray}. */
	static ZarrMetadata version2(JsonObject metadata) throws IOException {
		if (metadata.get("zarr_format").getAsInt() != 2) throw new IOException("it is of Zarr version " + metadata.get("zarr_format")
			+ ", expected 2");
		if (!metadata.get("dtype").isJsonPrimitive()) throw new IOException("records of several values are not read here");
		JsonElement codec = metadata.get("compressor"), filters = metadata.get("filters");
		String compressor = isNone(codec) ? null : codec.getAsJsonObject().get("id").getAsString();
		if (!isNone(filters) && !filters.getAsJsonArray().isEmpty()) throw new IOException("filters (" + filters.getAsJsonArray().get(0)
			.getAsJsonObject().get("id").getAsString() + ") are not read here");
		Codec.check(compressor);
		String separator = metadata.has("dimension_separator") ? metadata.get("dimension_separator").getAsString() : ".";
		return new ZarrMetadata(longs(metadata.getAsJsonArray("shape")), ints(metadata.getAsJsonArray("chunks")), DataType.of(metadata.get(
			"dtype").getAsString()), fill(metadata.get("fill_value")), metadata.get("order").getAsString().equals("F"), "", separator,
			compressor);
	}

	/** Of {@code zarr.json}. */
	static ZarrMetadata version3(JsonObject metadata) throws IOException {
		if (!metadata.get("node_type").getAsString().equals("array")) throw new IOException("it is a group, not an array");
		JsonObject grid = metadata.getAsJsonObject("chunk_grid"), keys = metadata.getAsJsonObject("chunk_key_encoding");
		if (!grid.get("name").getAsString().equals("regular")) throw new IOException("chunks of the kind " + grid.get("name")
			+ " are not read here");
		ByteOrder order = ByteOrder.LITTLE_ENDIAN;
		String compressor = null;
		for (JsonElement each : metadata.getAsJsonArray("codecs")) {
			JsonObject codec = each.getAsJsonObject();
			String name = codec.get("name").getAsString();
			if (name.equals("bytes")) {
				if (codec.has("configuration") && codec.getAsJsonObject("configuration").has("endian") && codec.getAsJsonObject(
					"configuration").get("endian").getAsString().equals("big")) order = ByteOrder.BIG_ENDIAN;
			}
			else if (name.startsWith("sharding")) throw new IOException("chunks within shards are not read here: write them without");
			else if (compressor == null) Codec.check(compressor = name);
			else throw new IOException("chunks that are coded by " + compressor + " and " + name + " are not read here");
		}
		boolean ofVersion2 = keys.get("name").getAsString().equals("v2");
		String separator = keys.has("configuration") && keys.getAsJsonObject("configuration").has("separator") ? keys.getAsJsonObject(
			"configuration").get("separator").getAsString() : ofVersion2 ? "." : "/";
		return new ZarrMetadata(longs(metadata.getAsJsonArray("shape")), ints(grid.getAsJsonObject("configuration").getAsJsonArray(
			"chunk_shape")), DataType.named(metadata.get("data_type").isJsonPrimitive() ? metadata.get("data_type").getAsString()
				: "of " + metadata.get("data_type"), order), fill(metadata.get("fill_value")), false, ofVersion2 ? "" : "c" + separator,
			separator, compressor);
	}

	private static boolean isNone(JsonElement element) {
		return element == null || element.isJsonNull();
	}

	private static long[] longs(JsonArray array) {
		return IntStream.range(0, array.size()).mapToLong(i -> array.get(i).getAsLong()).toArray();
	}

	private static int[] ints(JsonArray array) {
		return Arrays.stream(longs(array)).mapToInt(Math::toIntExact).toArray();
	}

	private static double fill(JsonElement value) {
		if (isNone(value)) return 0;
		if (value.getAsJsonPrimitive().isBoolean()) return value.getAsBoolean() ? 1 : 0;
		return switch (value.getAsString()) {
			case "Infinity" -> Double.POSITIVE_INFINITY;
			case "-Infinity" -> Double.NEGATIVE_INFINITY;
			default -> value.getAsDouble();
		};
	}
}
