package sc.fiji.stfpm.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.teacher.Teacher;

/**
 * Writes a model as an ONNX file, of opset {@value OnnxGraph#OPSET}: networks, memory with what was accepted, and map are its graph; the
 * threshold and how images become input are in its metadata. Specified in {@code docs/onnx.md}.
 */
public final class OnnxExport {
	/** The file name's ending. */
	public static final String EXTENSION = ".onnx";
	/** The largest message of Protocol Buffers. */
	private static final long MOST_BYTES = Integer.MAX_VALUE;

	private OnnxExport() {}

	/**
	 * Finds out whether a file could be written here.
	 *
	 * @param replace whether an existing one may be replaced
	 * @param advice what to do where it may not, the end of the error
	 * @throws IOException naming the file and what is in the way
	 */
	public static void checkWritable(Path file, boolean replace, String advice) throws IOException {
		if (Files.isDirectory(file)) throw new IOException(file + " is a folder; name a file, such as " + file.resolve("model" + EXTENSION));
		ModelFile.checkWritable(file, replace, advice);
	}

	/** @throws IllegalArgumentException if a graph cannot do what the model does, saying what */
	public static void check(AnomalyModel model) {
		boolean tiled = model.preprocessing().mode() == Mode.TILES;
		if (tiled && model.scoring() instanceof MemoryModel memory && memory.banks().stream().anyMatch(banks -> banks.stream().map(
			MemoryBank::positionWeight).anyMatch(weight -> weight > 0))) throw new IllegalArgumentException(
				"The model cannot be exported: it sees tiles, and its memory knows positions, which tiles have not");
		if (tiled && model.scoring().sizes(model.preprocessing()).size() > model.scoring().parts()) throw new IllegalArgumentException(
			"The model cannot be exported: it sees tiles, which have one resolution, at several");
	}

	/**
	 * Writes a model's file; an existing one is replaced.
	 *
	 * @param teacher the model's, see {@link AnomalyModel#findTeacher}; empty to find it
	 * @return the file's metadata
	 * @throws IllegalArgumentException if the teacher is another one, or see {@link #check}
	 * @throws IOException if the model or its teacher cannot be read or found, or naming the file that cannot be written
	 */
	public static Map<String, String> write(Path model, Optional<String> teacher, Path file) throws IOException {
		checkWritable(file, true, "");
		AnomalyModel read = ModelFile.read(model);
		check(read);
		return write(file, read, read.findTeacher(teacher), model.getFileName().toString());
	}

	/**
	 * Writes a model; an existing file is replaced only when the new one is complete.
	 *
	 * @param teacher the model's, see {@link AnomalyModel#findTeacher}
	 * @param name of the model, for the file's metadata
	 * @return the file's metadata
	 * @throws IllegalArgumentException if the teacher is another one, or see {@link #check}
	 * @throws IOException naming the file if it cannot be written, or would be larger than such files can be
	 */
	public static Map<String, String> write(Path file, AnomalyModel model, Teacher teacher, String name) throws IOException {
		check(model);
		model.checkTeacher(teacher);
		Map<String, String> metadata = OnnxMetadata.of(model, name);
		ProtoMessage message = ModelGraph.of(model, teacher.weights()).model("anomaly_map", SoftwareVersion.get(), metadata);
		checkSize(file, message.size());
		AtomicWrite.to(file, message::writeTo);
		return metadata;
	}

	/** @throws IOException naming the file, if no program could read it */
	static void checkSize(Path file, long bytes) throws IOException {
		if (bytes > MOST_BYTES) throw new IOException(file + " would have " + bytes + " bytes; an ONNX file has " + MOST_BYTES
			+ " at most. Train with a smaller teacher or a smaller memory");
	}
}
