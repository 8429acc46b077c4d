package sc.fiji.stfpm.teacher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.TensorSource;

/**
 * A pretrained network that students imitate.
 *
 * @param name for people: the embedded one's name, or the file's
 * @param origin the file's absolute path, or what made it
 * @param weights of conv1 to layer3
 */
public record Teacher(String name, String origin, BackboneWeights weights) {
	/** What selects the first of the {@link EmbeddedTeacher teachers that the software carries}. */
	public static final String EMBEDDED = "embedded";
	/** Key of a file's metadata under which a teacher that this software made says how. */
	public static final String RECIPE = "recipe";
	/** What selects {@link DefaultTeacher the default}; {@link TeacherStore#open(String)} takes it. */
	public static final String DEFAULT = "default";

	/**
	 * @param choice {@value #EMBEDDED} or another {@link EmbeddedTeacher}'s name, or the path of a safetensors file or PyTorch state dict with torchvision's names
	 * @throws IOException naming the file and what is wrong with it
	 */
	public static Teacher open(String choice) throws IOException {
		Optional<EmbeddedTeacher> embedded = EmbeddedTeacher.named(choice);
		return embedded.isPresent() ? embedded.get().get() : open(Path.of(choice));
	}

	/** Opens a teacher's file; its backbone is recognised by the tensors. */
	public static Teacher open(Path file) throws IOException {
		try (TensorSource source = WeightFile.open(file)) {
			BackboneWeights weights = BackboneWeights.read(source, BackboneWeights.detect(source, ""), "");
			String fileName = file.getFileName().toString();
			String name = source.metadata().getOrDefault("name", fileName.replaceFirst("\\.[^.]*$", ""));
			return new Teacher(name, file.toAbsolutePath().normalize().toString(), weights);
		}
	}

	/** Name, backbone and the first eight digits of the hash. */
	public String label() {
		return name + " (" + weights.backbone().id() + ", " + weights.sha256().substring(0, 8) + ")";
	}
}
