package sc.fiji.stfpm.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** An array of Zarr version 2 or 3 in a folder, of which chunks are read one at a time. Thread-safe; nothing stays open. */
public final class ZarrArray {
	private static final String VERSION_2 = ".zarray", VERSION_3 = "zarr.json";

	private final Path folder;
	private final ZarrMetadata metadata;

	private ZarrArray(Path folder, ZarrMetadata metadata) {
		this.folder = folder;
		this.metadata = metadata;
	}

	/** @throws IOException naming the folder and what is wrong */
	public static ZarrArray open(Path folder) throws IOException {
		boolean third = Files.exists(folder.resolve(VERSION_3));
		Path file = folder.resolve(third ? VERSION_3 : VERSION_2);
		try {
			JsonObject text = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
			return new ZarrArray(folder, third ? ZarrMetadata.version3(text) : ZarrMetadata.version2(text));
		}
		catch (NoSuchFileException e) {
			throw new IOException(folder + ": no Zarr array is there (" + VERSION_2 + " and " + VERSION_3 + " are missing)", e);
		}
		catch (JsonParseException | IllegalStateException | NullPointerException | ArithmeticException | ClassCastException
			| UnsupportedOperationException | NumberFormatException e)
		{
			throw new IOException(file + ": the file is damaged (" + e.getMessage() + ")", e);
		}
		catch (IOException e) {
			throw new IOException(folder + ": " + e.getMessage(), e);
		}
	}

	/** Along each axis, the last one's values next to each other. */
	public long[] shape() {
		return metadata.shape().clone();
	}

	/** How many values a chunk has along each axis; the last ones stand out over the array's ends. */
	public int[] chunks() {
		return metadata.chunks().clone();
	}

	/** u, i or f: unsigned, signed or floating point; b for truth values. */
	public char kind() {
		return metadata.type().kind();
	}

	/** Bits of a value. */
	public int bits() {
		return metadata.type().bytes() * 8;
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
		Path file = folder.resolve(metadata.prefix() + Arrays.stream(index).mapToObj(Long::toString).collect(Collectors.joining(metadata
			.separator())));
		byte[] packed;
		try {
			packed = Files.readAllBytes(file);
		}
		catch (NoSuchFileException e) {
			// As Zarr means it; whoever copies a folder in part is not found out.
			return place -> metadata.fill();
		}
		DataType type = metadata.type();
		int count = Arrays.stream(metadata.chunks()).reduce(1, (a, b) -> a * b);
		try {
			ByteBuffer bytes = ByteBuffer.wrap(Codec.decompress(metadata.compressor(), packed, count * type.bytes())).order(type.order());
			return metadata.columnMajor() ? place -> type.value(bytes, columnMajor(place)) : place -> type.value(bytes, place);
		}
		catch (IOException e) {
			throw new IOException(file + ": " + (e.getMessage() == null ? "the chunk is cut short" : e.getMessage()), e);
		}
	}

	private int columnMajor(int place) {
		int[] chunks = metadata.chunks();
		int left = place, result = 0, stride = Arrays.stream(chunks).reduce(1, (a, b) -> a * b);
		for (int d = chunks.length - 1; d >= 0; d--) {
			stride /= chunks[d];
			result += left % chunks[d] * stride;
			left /= chunks[d];
		}
		return result;
	}
}
