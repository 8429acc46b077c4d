package sc.fiji.stfpm.model;

import java.io.IOException;
import java.nio.file.Path;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;

import sc.fiji.stfpm.image.ChannelMapping;

/** Records to and from the JSON text in a file's metadata. */
public final class Json {
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeSpecialFloatingPointValues()
		.registerTypeAdapter(ChannelMapping.class, new TypeAdapter<ChannelMapping>() {
			@Override
			public void write(JsonWriter out, ChannelMapping value) throws IOException {
				out.value(value.toString());
			}

			@Override
			public ChannelMapping read(JsonReader in) throws IOException {
				return ChannelMapping.parse(in.nextString());
			}
		}).create();

	private Json() {}

	/** The record as one line of JSON. */
	public static String text(Object record) {
		return GSON.toJson(record);
	}

	/**
	 * @param file for the error
	 * @throws IOException naming the file if the text is missing or does not hold such a record
	 */
	public static <T> T parse(String text, Class<T> type, Path file) throws IOException {
		try {
			T value = text == null ? null : GSON.fromJson(text, type);
			if (value == null) throw new IOException(file + " is not such a file: it has no " + type.getSimpleName()
				.toLowerCase(java.util.Locale.ROOT));
			return value;
		}
		catch (RuntimeException e) {
			Throwable root = e;
			while (root.getCause() != null)
				root = root.getCause();
			throw new IOException(file + " has a damaged " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT) + ": "
				+ root.getMessage(), e);
		}
	}
}
