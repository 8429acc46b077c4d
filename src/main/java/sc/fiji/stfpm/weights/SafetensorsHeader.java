package sc.fiji.stfpm.weights;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;

/**
 * The JSON header of a safetensors file: what lies where in the data section.
 *
 * @param entries by tensor name, in the order of the file
 * @param metadata the free strings under {@code __metadata__}
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
	static final String METADATA = "__metadata__";
	/** Far more than any network has. */
	private static final int MAX_TENSORS = 100_000;

	/** One tensor's bytes, {@code begin} inclusive to {@code end} exclusive, counted from the start of the data section. */
	record Entry(DType dtype, long[] shape, long begin, long end) {}

	/**
	 * Reads and checks a header.
	 *
	 * @param dataSize bytes after the header; the tensors must cover them exactly
	 */
	static SafetensorsHeader parse(Path file, byte[] json, long dataSize) throws IOException {
		try (JsonReader in = new JsonReader(new StringReader(text(json)))) {
			SafetensorsHeader header = new SafetensorsHeader(new LinkedHashMap<>(), new LinkedHashMap<>());
			header.readRoot(in);
			header.checkCoverage(dataSize);
			return header;
		}
		// Gson reports a value of the wrong kind as an IllegalStateException.
		catch (IOException | IllegalArgumentException | IllegalStateException e) {
			throw new WeightFileException(file, "not a valid safetensors header: " + e.getMessage(), e);
		}
	}

	private static String text(byte[] json) throws CharacterCodingException {
		for (byte b : json)
			// Gson lets control characters pass that JSON forbids.
			if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t')
				throw new IllegalArgumentException("found the control character " + b);
		if (json.length == 0 || json[0] != '{')
			throw new IllegalArgumentException("expected {");
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
	}

	private void readRoot(JsonReader in) throws IOException {
		boolean metadataSeen = false;
		in.beginObject();
		while (in.hasNext()) {
			String name = in.nextName();
			if (!name.equals(METADATA)) {
				if (entries.put(name, readEntry(in, name)) != null)
					throw new IllegalArgumentException("tensor " + name + " appears twice");
				if (entries.size() > MAX_TENSORS)
					throw new IllegalArgumentException("it has more than " + MAX_TENSORS + " tensors");
			}
			else if (metadataSeen)
				throw new IllegalArgumentException(METADATA + " appears twice");
			else {
				readMetadata(in);
				metadataSeen = true;
			}
		}
		in.endObject();
		if (in.peek() != JsonToken.END_DOCUMENT)
			throw new IllegalArgumentException("found more after the closing }");
	}

	private void readMetadata(JsonReader in) throws IOException {
		in.beginObject();
		while (in.hasNext()) {
			String key = in.nextName();
			if (metadata.put(key, string(in, METADATA + "." + key)) != null)
				throw new IllegalArgumentException(METADATA + "." + key + " appears twice");
		}
		in.endObject();
	}

	private static Entry readEntry(JsonReader in, String name) throws IOException {
		DType dtype = null;
		long[] shape = null;
		long[] offsets = null;
		in.beginObject();
		while (in.hasNext()) {
			String field = in.nextName();
			if (field.equals("dtype") && dtype == null) {
				String found = string(in, name + ".dtype");
				dtype = DType.named(found).orElseThrow(() -> new IllegalArgumentException("tensor " + name
					+ ": expected a dtype out of " + Arrays.toString(DType.values()) + ", found " + found));
			}
			else if (field.equals("shape") && shape == null)
				shape = longs(in, name + ".shape");
			else if (field.equals("data_offsets") && offsets == null)
				offsets = longs(in, name + ".data_offsets");
			else
				throw new IllegalArgumentException("tensor " + name + ": unknown or repeated field " + field);
		}
		in.endObject();
		if (dtype == null || shape == null || offsets == null || offsets.length != 2)
			throw new IllegalArgumentException("tensor " + name + ": expected dtype, shape and two data_offsets");
		long expected = Tensor.byteCount(dtype, shape);
		if (offsets[1] - offsets[0] != expected)
			throw new IllegalArgumentException("tensor " + name + ": " + dtype + Arrays.toString(shape) + " needs " + expected
				+ " bytes, its data_offsets are " + Arrays.toString(offsets));
		return new Entry(dtype, shape, offsets[0], offsets[1]);
	}

	private void checkCoverage(long dataSize) {
		List<String> names = new ArrayList<>(entries.keySet());
		names.sort(Comparator.comparingLong((String name) -> entries.get(name).begin)
			.thenComparingLong(name -> entries.get(name).end));
		long covered = 0;
		for (String name : names) {
			if (entries.get(name).begin != covered)
				throw new IllegalArgumentException("tensor " + name + ": expected its data at " + covered + ", found it at "
					+ entries.get(name).begin);
			covered = entries.get(name).end;
		}
		if (covered != dataSize)
			throw new IllegalArgumentException("its tensors take " + covered + " bytes, the file has " + dataSize
				+ " bytes of data: it was truncated or altered");
	}

	private static String string(JsonReader in, String what) throws IOException {
		if (in.peek() != JsonToken.STRING)
			throw new IllegalArgumentException(what + ": expected a string, found " + in.peek());
		return in.nextString();
	}

	private static long[] longs(JsonReader in, String what) throws IOException {
		List<Long> values = new ArrayList<>();
		in.beginArray();
		while (in.hasNext()) {
			String value = in.peek() == JsonToken.NUMBER ? in.nextString() : in.peek().toString();
			// Gson would also take "12" in quotes, 12.0 and 1e3.
			if (!value.matches("[0-9]{1,18}"))
				throw new IllegalArgumentException(what + ": expected a whole number from 0 on, found " + value);
			values.add(Long.parseLong(value));
		}
		in.endArray();
		return values.stream().mapToLong(Long::longValue).toArray();
	}

	/** The header's UTF-8 bytes, filled up with spaces so that the data after it start at a multiple of 8. */
	byte[] toBytes() throws IOException {
		StringWriter text = new StringWriter();
		try (JsonWriter out = new JsonWriter(text)) {
			out.beginObject();
			if (!metadata.isEmpty()) {
				out.name(METADATA).beginObject();
				for (Map.Entry<String, String> entry : metadata.entrySet())
					out.name(entry.getKey()).value(entry.getValue());
				out.endObject();
			}
			for (Map.Entry<String, Entry> entry : entries.entrySet())
				writeEntry(out.name(entry.getKey()), entry.getValue());
			out.endObject();
		}
		byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
		byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
		Arrays.fill(padded, json.length, padded.length, (byte) ' ');
		return padded;
	}

	private static void writeEntry(JsonWriter out, Entry entry) throws IOException {
		out.beginObject().name("dtype").value(entry.dtype.name()).name("shape").beginArray();
		for (long extent : entry.shape)
			out.value(extent);
		out.endArray().name("data_offsets").beginArray().value(entry.begin).value(entry.end).endArray().endObject();
	}
}
