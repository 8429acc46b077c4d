package sc.fiji.stfpm.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorDigest;

/**
 * The portable model file, {@code *.stfpm}: a safetensors file with the tensors of what was learned under
 * {@code student.} or {@code memory.}, those of a self-contained model's teacher under {@code teacher.}, and in its metadata one
 * JSON text, the description, and its checksum. The description holds the checksums of the tensors. Specified in
 * {@code docs/model-file.md}.
 */
public final class ModelFile {
	/** The file name's ending. */
	public static final String EXTENSION = ".stfpm";
	/** The newest version of the format; older ones can be read. */
	public static final int VERSION = 3;
	/** What is written where nothing needs a newer one, so that earlier software can read it. */
	private static final int WIDELY_READ = 2;
	static final String KEY = "stfpm.model";
	private static final String TEACHER = "teacher.";

	/** What every version says of itself. */
	private record Version(int version) {}

	/**
	 * The description; the components' names are the JSON's keys.
	 *
	 * @param student null for a memory
	 * @param memory null for a student
	 * @param marked as anomalous; null where nothing was
	 * @param changes after the training; null where there are none
	 * @param descriptors of the normal images; null where there are none
	 */
	record Header(int version, String backbone, TeacherReference teacher, boolean selfContained,
		Preprocessing preprocessing, StudentSection student, MemorySection memory, Calibration calibration,
		TrainingRecord training, List<Example> marked, List<Change> changes, DescriptorsSection descriptors)
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
		if (Files.exists(target) && isReadOnly(target)) throw new IOException(file + " is read-only; it was not replaced. Allow"
			+ " writing to it, or name another file");
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

	/** A new file is moved over the old one, which the system allows whatever the old one's permissions. */
	private static boolean isReadOnly(Path file) throws IOException {
		if (!Files.isWritable(file)) return true;
		PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
		return posix != null && !posix.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE);
	}

	/** Writes a model; an existing file is replaced only when the new one is complete. */
	public static void write(Path file, AnomalyModel model) throws IOException {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		if (model.scoring() instanceof StudentModel student) tensors.putAll(StudentSection.tensors(student));
		if (model.scoring() instanceof MemoryModel memory) tensors.putAll(MemorySection.tensors(memory));
		model.descriptors().ifPresent(descriptors -> tensors.putAll(DescriptorsSection.tensors(descriptors)));
		model.ownTeacher().ifPresent(weights -> tensors.putAll(weights.toTensors(TEACHER)));
		Safetensors.write(file, tensors, Description.metadata(KEY, header(model)));
	}

	/** What tells one model from another: the SHA-256 of the description that its file has, threshold and all. */
	public static String digest(AnomalyModel model) {
		return Description.metadata(KEY, header(model)).get(Description.CHECKSUM);
	}

	private static Header header(AnomalyModel model) {
		StudentSection student = model.scoring() instanceof StudentModel s ? StudentSection.of(s) : null;
		MemorySection memory = model.scoring() instanceof MemoryModel m ? MemorySection.of(m) : null;
		return new Header(version(model.preprocessing(), model.calibration()), model.scoring().backbone().id(), model.teacher(), model.ownTeacher().isPresent(), model
			.preprocessing(), student, memory, model.calibration(), model.record(), orNull(model.marked()), orNull(model.changes()), model.descriptors()
				.map(DescriptorsSection::of).orElse(null));
	}

	private static int version(Preprocessing preprocessing, Calibration calibration) {
		boolean newer = preprocessing.channels().isSeparate() || preprocessing.isNewer() || calibration.patches() != null;
		return newer ? VERSION : WIDELY_READ;
	}

	private static <T> List<T> orNull(List<T> list) {
		return list.isEmpty() ? null : list;
	}

	private static <T> List<T> orEmpty(List<T> list) {
		return list == null ? List.of() : list;
	}

	/** Makes another model of one. */
	@FunctionalInterface
	public interface Edit {
		AnomalyModel of(AnomalyModel model) throws IOException;
	}

	/**
	 * Changes a model file in one step, and notes the {@link Change}. A file of version 1 becomes one of a newer version; a link
	 * stays one.
	 *
	 * @param what was changed, for people
	 * @return the changed model
	 * @throws IOException naming the file that cannot be read or written, or that somebody else is writing
	 */
	public static AnomalyModel change(Path file, String what, Edit edit) throws IOException {
		checkWritable(file);
		try (WriteLock lock = WriteLock.ofFile(file)) {
			String before;
			try (Safetensors source = Safetensors.open(file)) {
				header(source, file);
				before = TensorDigest.of(source.metadata().get(KEY));
			}
			AnomalyModel changed = edit.of(read(file)).withChange(Change.now(what, before));
			write(file.toRealPath(), changed);
			return changed;
		}
	}

	/**
	 * Writes a model file anew with another calibration, in one step, and notes the {@link Change}; its tensors stay as they are. A
	 * file of version 1 becomes one of a newer version.
	 *
	 * @param model the file to read
	 * @param target the file to write, which may be the same one; through a link, what it names is replaced
	 * @throws IOException naming the file that cannot be read or written, or that somebody else is writing
	 */
	public static void recalibrate(Path model, Calibration calibration, Path target) throws IOException {
		checkWritable(target);
		try (WriteLock lock = WriteLock.ofFile(target)) {
			writeRecalibrated(model, calibration, target);
		}
	}

	private static void writeRecalibrated(Path model, Calibration calibration, Path target) throws IOException {
		Map<String, Tensor> tensors;
		Map<String, String> metadata;
		try (Safetensors source = Safetensors.open(model)) {
			Header header = header(source, model);
			metadata = new LinkedHashMap<>(source.metadata());
			List<Change> changes = new ArrayList<>(orEmpty(header.changes));
			changes.add(Change.now(String.format(Locale.ROOT, "threshold %.6g to %.6g (%s)", header.calibration.threshold(),
				calibration.threshold(), calibration.provenance()), TensorDigest.of(metadata.get(KEY))));
			metadata.putAll(Description.metadata(KEY, new Header(version(header.preprocessing, calibration), header.backbone, header.teacher, header.selfContained,
				header.preprocessing, header.student, header.memory, calibration, header.training, header.marked, changes, header.descriptors)));
			tensors = source.tensors();
		}
		Safetensors.write(Files.exists(target) ? target.toRealPath() : target, tensors, metadata);
	}

	/**
	 * Reads a model and checks all of it.
	 *
	 * @throws IOException naming the file and what is wrong: not a model, a newer version, missing or damaged parts
	 */
	public static AnomalyModel read(Path file) throws IOException {
		try (Safetensors source = Safetensors.open(file)) {
			Header header = header(source, file);
			Backbone backbone = backbone(header, file);
			ScoringModel scoring = header.memory != null ? header.memory.read(source, backbone) : header.student.read(source,
				backbone);
			Optional<BackboneWeights> teacher = Optional.empty();
			if (header.selfContained) {
				teacher = Optional.of(BackboneWeights.read(source, backbone, TEACHER));
				if (header.teacher != null) check(file, "teacher", header.teacher.sha256(), teacher.get());
			}
			Optional<ImageDescriptors> descriptors = header.descriptors == null ? Optional.empty() : Optional.of(header.descriptors.read(source));
			return new AnomalyModel(scoring, header.teacher, teacher, header.preprocessing, header.calibration, header.training,
				orEmpty(header.marked), orEmpty(header.changes), descriptors);
		}
		catch (NullPointerException e) {
			throw new IOException(file + " is not a complete anomaly model: its description lacks a part", e);
		}
	}

	private static Header header(Safetensors source, Path file) throws IOException {
		String text = source.metadata().get(KEY);
		if (text == null) throw new IOException(file + " is not an anomaly model: it is a safetensors file without '" + KEY
			+ "' in its metadata");
		int version = Json.parse(text, Version.class, file).version;
		if (version < 1 || version > VERSION) throw new IOException(file + " is of model version " + version
			+ ", this software reads up to " + VERSION + "; update it");
		if (version == 1) return Version1.header(text, file);
		return Json.parse(Description.checked(source, KEY), Header.class, file);
	}

	private static Backbone backbone(Header header, Path file) throws IOException {
		try {
			return Backbone.of(header.backbone);
		}
		catch (RuntimeException e) {
			throw new IOException(file + ": " + e.getMessage(), e);
		}
	}

	static void check(Path file, String what, String expected, BackboneWeights found) throws IOException {
		if (!found.sha256().equals(expected)) throw new IOException(file + " is damaged: the " + what
			+ "'s weights do not match their checksum");
	}
}
