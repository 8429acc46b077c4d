package sc.fiji.stfpm.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** An array of Zarr version 2 in a folder, of which chunks are read one at a time. Thread-safe; nothing stays open. */
public final class ZarrArray {
	private static final String METADATA = ".zarray";

	private final Path folder;
	private final long[] shape;
	private final int[] chunks;
	private final DataType type;
	private final double fill;
	private final boolean columnMajor;
	private final String separator;
	/** Null where chunks are stored as they are. */
	private final String compressor;

	private ZarrArray(Path folder, JsonObject metadata) throws IOException {
		this.folder = folder;
		if (metadata.get("zarr_format").getAsInt() != 2) throw new IOException("it is of Zarr version " + metadata.get("zarr_format")
			+ ", only version 2 is read");
		shape = longs(metadata.getAsJsonArray("shape"));
		chunks = Arrays.stream(longs(metadata.getAsJsonArray("chunks"))).mapToInt(Math::toIntExact).toArray();
		if (!metadata.get("dtype").isJsonPrimitive()) throw new IOException("records of several values are not read here");
		type = DataType.of(metadata.get("dtype").getAsString());
		fill = fill(metadata.get("fill_value"));
		columnMajor = metadata.get("order").getAsString().equals("F");
		separator = metadata.has("dimension_separator") ? metadata.get("dimension_separator").getAsString() : ".";
		JsonElement codec = metadata.get("compressor");
		compressor = codec == null || codec.isJsonNull() ? null : codec.getAsJsonObject().get("id").getAsString();
		JsonElement filters = metadata.get("filters");
		if (filters != null && !filters.isJsonNull() && !filters.getAsJsonArray().isEmpty()) throw new IOException("filters (" + filters
			.getAsJsonArray().get(0).getAsJsonObject().get("id").getAsString() + ") are not read here");
		Codec.check(compressor);
		if (shape.length == 0 || shape.length != chunks.length || Arrays.stream(shape).anyMatch(n -> n < 1) || Arrays.stream(chunks).anyMatch(
			n -> n < 1) || Arrays.stream(chunks).mapToDouble(n -> n).reduce(type.bytes(), (a, b) -> a * b) > Integer.MAX_VALUE - 8)
			throw new IOException("an array of " + Arrays.toString(shape) + " in chunks of " + Arrays.toString(chunks) + " is not read here");
	}

	/** @throws IOException naming the folder and what is wrong */
	public static ZarrArray open(Path folder) throws IOException {
		try {
			return new ZarrArray(folder, JsonParser.parseString(Files.readString(folder.resolve(METADATA))).getAsJsonObject());
		}
		catch (NoSuchFileException e) {
			throw new IOException(folder + ": no Zarr array is there (" + METADATA + " is missing)", e);
		}
		catch (JsonParseException | IllegalStateException | NullPointerException | ArithmeticException | ClassCastException
			| UnsupportedOperationException e)
		{
			throw new IOException(folder.resolve(METADATA) + ": the file is damaged (" + e.getMessage() + ")", e);
		}
		catch (IOException e) {
			throw new IOException(folder + ": " + e.getMessage(), e);
		}
	}

	private static long[] longs(JsonArray array) {
		return IntStream.range(0, array.size()).mapToLong(i -> array.get(i).getAsLong()).toArray();
	}

	private static double fill(JsonElement value) {
		if (value == null || value.isJsonNull()) return 0;
		if (value.getAsJsonPrimitive().isBoolean()) return value.getAsBoolean() ? 1 : 0;
		return switch (value.getAsString()) {
			case "Infinity" -> Double.POSITIVE_INFINITY;
			case "-Infinity" -> Double.NEGATIVE_INFINITY;
			default -> value.getAsDouble();
		};
	}

	/** Along each axis, the last one's values next to each other. */
	public long[] shape() {
		return shape.clone();
	}

	/** How many values a chunk has along each axis; the last ones stand out over the array's ends. */
	public int[] chunks() {
		return chunks.clone();
	}

	/** u, i or f: unsigned, signed or floating point; b for truth values. */
	public char kind() {
		return type.kind();
	}

	/** Bits of a value. */
	public int bits() {
		return type.bytes() * 8;
	}

	/** A chunk's values. */
	@FunctionalInterface
	public interface Values {
		/** @param place from 0, the last axis next to each other */
		double get(int place);
	}

	/**
	 * Reads a chunk; one that is not there has the fill value everywhere.
	 *
	 * @param index of the chunk along each axis, from 0
	 * @throws IOException naming the file and what is wrong
	 */
	public Values chunk(long... index) throws IOException {
		Path file = folder.resolve(Arrays.stream(index).mapToObj(Long::toString).collect(Collectors.joining(separator)));
		byte[] packed;
		try {
			packed = Files.readAllBytes(file);
		}
		catch (NoSuchFileException e) {
			// As Zarr means it; whoever copies a folder in part is not found out.
			return place -> fill;
		}
		int count = Arrays.stream(chunks).reduce(1, (a, b) -> a * b);
		try {
			ByteBuffer bytes = ByteBuffer.wrap(Codec.decompress(compressor, packed, count * type.bytes())).order(type.order());
			return columnMajor ? place -> type.value(bytes, columnMajor(place)) : place -> type.value(bytes, place);
		}
		catch (IOException e) {
			throw new IOException(file + ": " + (e.getMessage() == null ? "the chunk is cut short" : e.getMessage()), e);
		}
	}

	private int columnMajor(int place) {
		int left = place, result = 0, stride = Arrays.stream(chunks).reduce(1, (a, b) -> a * b);
		for (int d = chunks.length - 1; d >= 0; d--) {
			stride /= chunks[d];
			result += left % chunks[d] * stride;
			left /= chunks[d];
		}
		return result;
	}
}
