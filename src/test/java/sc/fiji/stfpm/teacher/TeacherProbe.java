package sc.fiji.stfpm.teacher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.stfpm.torch.Checkpoints;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorSource;

/** Teachers' files and small PyTorch checkpoints, and all that they say as text. */
public final class TeacherProbe {
	private TeacherProbe() {}

	public static void writeTeacher(Path file) throws IOException {
		Safetensors.write(file, BackboneWeights.random(Backbone.RESNET18, 3).toTensors(""), Map.of("name", "small"));
	}

	public static String readTeacher(Path file) throws IOException {
		Teacher teacher = Teacher.open(file);
		return teacher.weights().backbone() + " " + teacher.weights().sha256();
	}

	/** What reads a file as that of a teacher whose hash was published. */
	public static KnownTeacher known(Path file) throws IOException {
		try {
			byte[] bytes = Files.readAllBytes(file);
			String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
			return new KnownTeacher("small", Backbone.RESNET18, "a test", List.of(new KnownTeacher.Mirror(
				"https://teachers.invalid/" + file.getFileName(), bytes.length, hash)), Set.of());
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	public static String readKnown(KnownTeacher known, Path file) throws IOException {
		known.mirrors().get(0).check(file);
		return readTeacher(file);
	}

	public static void writeCheckpoint(Path file, boolean legacy) throws IOException {
		Checkpoints.small(legacy).writeTo(file);
	}

	/** The tensors of any weight file. */
	public static String readTensors(Path file) throws IOException {
		StringBuilder text = new StringBuilder();
		try (TensorSource source = WeightFile.open(file)) {
			for (String name : source.names()) {
				Tensor tensor = source.tensor(name);
				byte[] bytes = new byte[tensor.byteCount()];
				tensor.bytes().get(bytes);
				text.append(name).append(' ').append(tensor).append(' ').append(HexFormat.of().formatHex(bytes)).append('\n');
			}
		}
		return text.toString();
	}
}
