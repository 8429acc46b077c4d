package sc.fiji.stfpm.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.StudentModel;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.weights.Tensor;

/** Small models of all kinds as files, and all that they say as text. */
final class MutatedModels {
	private MutatedModels() {}

	static List<MutatedKind> all(Path folder) throws IOException {
		return List.of(kind(folder, "memory model", Models.memory(Mode.WHOLE, 64)), kind(folder, "student model", Models.model(
			Mode.TILES, 64)), kind(folder, "memory model, self-contained", Models.memory(Mode.WHOLE, 64).selfContained(Models
				.teacher().weights())), kind(folder, "student model, self-contained", Models.model(Mode.TILES, 64).selfContained(Models
					.teacher().weights())));
	}

	private static MutatedKind kind(Path folder, String name, AnomalyModel model) throws IOException {
		Path file = folder.resolve(name.replaceAll("\\W+", "-") + ModelFile.EXTENSION);
		ModelFile.write(file, model);
		return new MutatedKind(name, file, path -> text(ModelFile.read(path)));
	}

	/** Made of the parts themselves and not of the checksums that are to be tested. */
	private static String text(AnomalyModel model) {
		List<String> parts = new ArrayList<>(List.of(Json.text(model.teacher()), Json.text(model.preprocessing()), Json.text(model
			.calibration()), Json.text(model.record())));
		model.ownTeacher().ifPresent(weights -> parts.add(weights.backbone() + tensors(weights.tensors())));
		if (model.scoring() instanceof StudentModel student) parts.add(Json.text(student.formula()) + Json.text(student.course())
			+ student.backbone() + tensors(student.weights().tensors()));
		if (model.scoring() instanceof MemoryModel memory) for (MemoryModel.Scale scale : memory.scales())
			for (MemoryBank bank : scale.banks())
				parts.add(memory.backbone() + " " + scale.size() + " " + bank.layer() + " " + bank.positionWeight() + " " + bank.scale()
					+ tensors(Map.of("mean", Tensor.of(bank.whitening().mean(), bank.whitening().channels()))) + tensors(Map.of("matrix",
						Tensor.of(bank.whitening().matrix(), bank.whitening().matrix().length))) + tensors(Map.of("vectors", bank
							.vectors())));
		return String.join("\n", parts);
	}

	private static String tensors(Map<String, Tensor> tensors) {
		StringBuilder text = new StringBuilder();
		tensors.forEach((name, tensor) -> text.append(' ').append(name).append(' ').append(tensor).append(' ').append(crc(
			tensor)));
		return text.toString();
	}

	private static long crc(Tensor tensor) {
		CRC32 crc = new CRC32();
		crc.update(tensor.bytes());
		return crc.getValue();
	}
}
