package sc.fiji.stfpm.testing;

import java.io.IOException;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;

/** Weights and tensors of the reference files. */
public final class Weights {
	private Weights() {}

	/** The ResNet-18 of a file in {@code ../shared/conformance}. */
	public static BackboneWeights resnet18(String file) throws IOException {
		try (Safetensors source = Safetensors.open(Shared.path("conformance/" + file))) {
			return BackboneWeights.read(source, Backbone.RESNET18, "");
		}
	}

	/** A tensor of a file in {@code ../shared/conformance}. */
	public static float[] tensor(String file, String name) throws IOException {
		try (Safetensors source = Safetensors.open(Shared.path("conformance/" + file))) {
			return source.tensor(name).floats();
		}
	}
}
