package sc.fiji.stfpm.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import com.google.gson.Gson;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import sc.fiji.stfpm.files.AtomicWrite;

/**
 * Writes an array of Zarr version 2, a chunk at a time: little-endian, chunks in folders of their own for each axis, compressed by
 * Blosc with LZ4. Chunks may be written by several threads and processes, also one by two; one that is never written reads as 0.
 */
public final class ZarrWriter {
	private static final Gson GSON = new Gson().newBuilder().serializeNulls().create();

	private final Path folder;
	private final long[] shape;
	private final int[] chunks;
	private final char kind;
	private final int bytesEach;

	/**
	 * Nothing is written yet.
	 *
	 * @param kind u or f: unsigned or floating point
	 * @param bits of a value: 8 or 16, or 32 of floating point
	 */
	public ZarrWriter(Path folder, long[] shape, int[] chunks, char kind, int bits) {
		this.folder = folder;
		this.shape = shape.clone();
		this.chunks = chunks.clone();
		this.kind = kind;
		bytesEach = bits / 8;
	}

	/** Makes the folder and writes what the array is, once for all who write chunks. */
	public void begin() throws IOException {
		Files.createDirectories(folder);
		JsonObject blosc = new JsonObject();
		blosc.addProperty("id", "blosc");
		blosc.addProperty("cname", "lz4");
		blosc.addProperty("clevel", 5);
		blosc.addProperty("shuffle", 1);
		blosc.addProperty("blocksize", 0);
		JsonObject metadata = new JsonObject();
		metadata.addProperty("zarr_format", 2);
		metadata.add("shape", GSON.toJsonTree(shape));
		metadata.add("chunks", GSON.toJsonTree(chunks));
		metadata.addProperty("dtype", (bytesEach == 1 ? "|" : "<") + kind + bytesEach);
		metadata.add("compressor", blosc);
		metadata.addProperty("fill_value", 0);
		metadata.addProperty("order", "C");
		metadata.add("filters", JsonNull.INSTANCE);
		metadata.addProperty("dimension_separator", "/");
		Files.writeString(folder.resolve(".zarray"), GSON.toJson(metadata));
	}

	/** Whether a chunk has been written. */
	public boolean has(List<Long> index) {
		return Files.exists(file(index));
	}

	private Path file(List<Long> index) {
		return folder.resolve(index.stream().map(Object::toString).collect(Collectors.joining("/")));
	}

	/**
	 * Writes a chunk.
	 *
	 * @param values of the last two axes of a chunk, of which all others have length 1
	 * @param width how many of each row there are; the rest of the chunk is 0
	 * @param height how many rows
	 * @param index of the chunk along each axis, from 0
	 */
	public void write(float[] values, int width, int height, List<Long> index) throws IOException {
		int rowLength = chunks[chunks.length - 1], rows = chunks[chunks.length - 2];
		ByteBuffer bytes = ByteBuffer.allocate(rowLength * rows * bytesEach).order(ByteOrder.LITTLE_ENDIAN);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				put(bytes, (y * rowLength + x) * bytesEach, values[y * width + x]);
		Path file = file(index);
		Files.createDirectories(file.getParent());
		AtomicWrite.bytes(file, Blosc.compress(bytes.array(), bytesEach));
	}

	private void put(ByteBuffer bytes, int at, float value) {
		if (kind == 'f') bytes.putFloat(at, value);
		else if (bytesEach == 2) bytes.putShort(at, (short) Math.round(value));
		else bytes.put(at, (byte) Math.round(value));
	}
}
