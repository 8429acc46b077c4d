package sc.fiji.stfpm.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;

/**
 * The portable model file, {@code *.stfpm}: a safetensors file with the student's tensors under {@code student.}, those
 * of a self-contained model's teacher under {@code teacher.}, and one JSON text in its metadata. Specified in
 * {@code docs/model-file.md}.
 */
public final class ModelFile {
	/** The file name's ending. */
	public static final String EXTENSION = ".stfpm";
	/** The version of the format that is written; older ones can be read. */
	public static final int VERSION = 1;
	static final String KEY = "stfpm.model";
	private static final String STUDENT = "student.";
	private static final String TEACHER = "teacher.";

	/** What the metadata holds; the components' names are the JSON's keys. */
	private record Header(int version, String backbone, String studentSha256, TeacherReference teacher,
		boolean selfContained, Preprocessing preprocessing, MapFormula formula, Calibration calibration,
		TrainingRecord training)
	{}

	private ModelFile() {}

	/**
	 * Finds out before a long training whether a model could be written here.
	 *
	 * @throws IOException naming the file and what is in the way
	 */
	public static void checkWritable(Path file) throws IOException {
		Path target = file.toAbsolutePath();
		if (Files.isDirectory(target)) throw new IOException(file + " is a folder; name a file, such as " + file.resolve(
			"model" + EXTENSION));
		if (!Files.isDirectory(target.getParent())) Files.createDirectories(target.getParent());
		if (!Files.isWritable(target.getParent())) throw new IOException("The folder " + target.getParent()
			+ " cannot be written to");
	}

	/**
	 * The same, where an existing file may be in the way, too.
	 *
	 * @param replace whether it may be replaced
	 * @param advice what to do where it may not, the end of the error
	 * @throws IOException naming the file and what is in the way
	 */
	public static void checkWritable(Path file, boolean replace, String advice) throws IOException {
		if (Files.exists(file) && !replace) throw new IOException(file + " exists already; " + advice);
		checkWritable(file);
	}

	/** Writes a model; an existing file is replaced only when the new one is complete. */
	public static void write(Path file, AnomalyModel model) throws IOException {
		Map<String, Tensor> tensors = new LinkedHashMap<>(model.student().toTensors(STUDENT));
		model.ownTeacher().ifPresent(weights -> tensors.putAll(weights.toTensors(TEACHER)));
		Header header = new Header(VERSION, model.student().backbone().id(), model.student().sha256(), model.teacher(), model
			.ownTeacher().isPresent(), model.preprocessing(), model.formula(), model.calibration(), model.record());
		Safetensors.write(file, tensors, Map.of(KEY, Json.text(header)));
	}

	/**
	 * Writes a model file anew with another calibration, in one step; all else in it stays as it is.
	 *
	 * @param model the file to read
	 * @param target the file to write, which may be the same one; through a link, what it names is replaced
	 * @throws IOException naming the file that cannot be read or written
	 */
	public static void recalibrate(Path model, Calibration calibration, Path target) throws IOException {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		Map<String, String> metadata;
		try (Safetensors source = Safetensors.open(model)) {
			Header header = header(source, model);
			metadata = new LinkedHashMap<>(source.metadata());
			metadata.put(KEY, Json.text(new Header(header.version, header.backbone, header.studentSha256, header.teacher,
				header.selfContained, header.preprocessing, header.formula, calibration, header.training)));
			for (String name : source.names())
				tensors.put(name, source.tensor(name));
		}
		Safetensors.write(Files.exists(target) ? target.toRealPath() : target, tensors, metadata);
	}

	/**
	 * Reads a model and checks all of it.
	 *
	 * @throws IOException naming the file and what is wrong: not a model, a newer version, missing or damaged tensors
	 */
	public static AnomalyModel read(Path file) throws IOException {
		try (Safetensors source = Safetensors.open(file)) {
			Header header = header(source, file);
			Backbone backbone = backbone(header, file);
			BackboneWeights student = BackboneWeights.read(source, backbone, STUDENT);
			check(file, "student", header.studentSha256, student);
			Optional<BackboneWeights> teacher = Optional.empty();
			if (header.selfContained) {
				teacher = Optional.of(BackboneWeights.read(source, backbone, TEACHER));
				if (header.teacher != null) check(file, "teacher", header.teacher.sha256(), teacher.get());
			}
			return new AnomalyModel(student, header.teacher, teacher, header.preprocessing, header.formula, header.calibration,
				header.training);
		}
		catch (NullPointerException e) {
			throw new IOException(file + " is not a complete anomaly model: its description lacks a part", e);
		}
	}

	private static Header header(Safetensors source, Path file) throws IOException {
		if (!source.metadata().containsKey(KEY)) throw new IOException(file
			+ " is not an anomaly model: it is a safetensors file without '" + KEY + "' in its metadata");
		Header header = Json.parse(source.metadata().get(KEY), Header.class, file);
		if (header.version < 1 || header.version > VERSION) throw new IOException(file + " is of model version "
			+ header.version + ", this software reads up to " + VERSION + "; update it");
		return header;
	}

	private static Backbone backbone(Header header, Path file) throws IOException {
		try {
			return Backbone.of(header.backbone);
		}
		catch (RuntimeException e) {
			throw new IOException(file + ": " + e.getMessage(), e);
		}
	}

	private static void check(Path file, String what, String expected, BackboneWeights found) throws IOException {
		if (!found.sha256().equals(expected)) throw new IOException(file + " is damaged: the " + what
			+ "'s weights do not match their checksum");
	}
}
