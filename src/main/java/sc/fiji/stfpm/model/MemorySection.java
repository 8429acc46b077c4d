package sc.fiji.stfpm.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.memory.Whitening;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorSource;

/**
 * A memory in a model file: mean, whitening and vectors of every scale and layer as tensors, {@code memory.0.layer1.mean} and so
 * on, and what was accepted since, {@code memory.accepted.0.0.layer1}; all else in the description.
 *
 * @param sha256 of the tensors
 * @param scales in the order of the tensors' numbers
 * @param accepted in the order of the tensors' numbers; null where nothing was
 * @param gains of separate channels; null where the model sees the channels together
 */
record MemorySection(String sha256, List<Scale> scales, List<Example> accepted, List<Float> gains) {
	private static final String PREFIX = "memory.";
	private static final String ACCEPTED = "accepted.";

	/** @param part which of the separate channels, from 0; null where the model sees the channels together */
	record Scale(int size, List<Layer> layers, Integer part) {}

	record Layer(String layer, float positionWeight, float scale) {}

	static MemorySection of(MemoryModel model) {
		List<Scale> scales = new ArrayList<>();
		for (MemoryModel.Scale scale : model.scales())
			scales.add(new Scale(scale.size(), scale.banks().stream().map(bank -> new Layer(layer(model, bank), bank
				.positionWeight(), bank.scale())).toList(), model.gains().isEmpty() ? null : scale.part()));
		return new MemorySection(model.sha256(), scales, model.accepted().isEmpty() ? null : model.accepted().stream().map(
			Accepted::example).toList(), model.gains().isEmpty() ? null : model.gains());
	}

	static Map<String, Tensor> tensors(MemoryModel model) {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		for (int s = 0; s < model.scales().size(); s++)
			for (MemoryBank bank : model.scales().get(s).banks()) {
				String name = name(s, layer(model, bank));
				int channels = bank.whitening().channels();
				tensors.put(name + "mean", Tensor.of(bank.whitening().mean(), channels));
				tensors.put(name + "whitening", Tensor.of(bank.whitening().matrix(), channels, channels));
				tensors.put(name + "vectors", bank.vectors());
			}
		for (int a = 0; a < model.accepted().size(); a++)
			for (int s = 0; s < model.scales().size(); s++)
				for (int b = 0; b < model.scales().get(s).banks().size(); b++)
					tensors.put(acceptedName(a, s, layer(model, model.scales().get(s).banks().get(b))), model.accepted().get(a).vectors()
						.get(s).get(b));
		return tensors;
	}

	/**
	 * @throws IOException naming the file and the part that is missing or damaged
	 */
	MemoryModel read(TensorSource source, Backbone backbone) throws IOException {
		List<MemoryModel.Scale> read = new ArrayList<>();
		try {
			for (int s = 0; s < scales.size(); s++) {
				List<MemoryBank> banks = new ArrayList<>();
				for (Layer layer : scales.get(s).layers)
					banks.add(bank(source, s, layer, backbone));
				read.add(new MemoryModel.Scale(scales.get(s).part == null ? 0 : scales.get(s).part, scales.get(s).size, banks));
			}
			MemoryModel model = new MemoryModel(backbone, read, readAccepted(source), gains == null ? List.of() : gains);
			if (!model.sha256().equals(sha256)) throw new IOException(source.path()
				+ " is damaged: the memory's vectors do not match their checksum");
			return model;
		}
		catch (IllegalArgumentException | IllegalStateException e) {
			throw new IOException(source.path() + " has a damaged memory: " + e.getMessage(), e);
		}
	}

	private static MemoryBank bank(TensorSource source, int scale, Layer layer, Backbone backbone) throws IOException {
		List<String> layers = backbone.stages().stream().map(Backbone.Stage::name).toList();
		int index = layers.indexOf(layer.layer);
		if (index < 0) throw new IOException(source.path() + " has a memory of " + layer.layer + ", which a " + backbone.id()
			+ " does not have; expected one of " + layers);
		String name = name(scale, layer.layer);
		for (String part : List.of("mean", "whitening", "vectors"))
			if (!source.names().contains(name + part)) throw new IOException(source.path() + " is not complete: the memory of "
				+ layer.layer + " at scale " + (scale + 1) + " lacks its " + part + " (" + name + part + ")");
		Whitening whitening = new Whitening(source.tensor(name + "mean").floats(), source.tensor(name + "whitening").floats());
		return new MemoryBank(index, whitening, source.tensor(name + "vectors"), layer.positionWeight, layer.scale);
	}

	private List<Accepted> readAccepted(TensorSource source) throws IOException {
		List<Accepted> read = new ArrayList<>();
		for (int a = 0; accepted != null && a < accepted.size(); a++) {
			List<List<Tensor>> vectors = new ArrayList<>();
			for (int s = 0; s < scales.size(); s++) {
				List<Tensor> ofScale = new ArrayList<>();
				for (Layer layer : scales.get(s).layers)
					ofScale.add(source.tensor(acceptedName(a, s, layer.layer)));
				vectors.add(ofScale);
			}
			read.add(new Accepted(accepted.get(a), vectors));
		}
		return read;
	}

	private static String acceptedName(int number, int scale, String layer) {
		return PREFIX + ACCEPTED + number + "." + scale + "." + layer;
	}

	private static String name(int scale, String layer) {
		return PREFIX + scale + "." + layer + ".";
	}

	private static String layer(MemoryModel model, MemoryBank bank) {
		return model.backbone().stages().get(bank.layer()).name();
	}
}
