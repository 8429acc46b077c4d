package sc.fiji.stfpm.model;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.weights.TensorSource;

/** The image threshold in a checkpoint of anomalib, where it is one on raw scores. */
final class AnomalibThreshold {
	/** As version 2, its betas, and all versions before name it; in this order. */
	private static final List<String> NAMES = List.of("post_processor._image_threshold",
		"post_processor._image_threshold.value", "image_threshold.value");
	/** What versions before 2 hold until a validation has run. */
	private static final float UNSET = 0.5f;
	/** Only the normalisation by distributions has it; it moves scores to another scale before the threshold is found. */
	private static final String STANDARDISED = ".image_mean";
	private static final String ADVICE = "; give a threshold on raw scores, such as the highest score that images known to be "
		+ "normal reach when the model is imported with any threshold";

	private AnomalibThreshold() {}

	/** @throws IOException saying why there is none and what to give instead */
	static Calibration of(TensorSource source) throws IOException {
		Optional<String> name = NAMES.stream().filter(source.names()::contains).findFirst();
		if (name.isEmpty()) throw new IOException(source.path() + " holds no image threshold" + ADVICE);
		if (source.names().stream().anyMatch(n -> n.endsWith(STANDARDISED))) throw new IOException(source.path()
			+ " holds a threshold on standardised scores (anomalib's normalisation cdf), not on raw ones" + ADVICE);
		float[] values = source.tensor(name.get()).floats();
		if (values.length != 1) throw new IOException(source.path() + ": expected one number in " + name.get() + ", found "
			+ values.length);
		boolean unset = name.get().endsWith(".value") && values[0] == UNSET;
		if (unset || !(values[0] > 0 && values[0] < Float.POSITIVE_INFINITY)) throw new IOException(source.path()
			+ " holds no usable image threshold: " + name.get() + " is " + values[0] + (unset
				? ", which anomalib writes before it has found one" : "") + ADVICE);
		return Calibration.given(values[0], "image threshold of the anomalib checkpoint " + source.path().getFileName()
			+ ": best F1 on anomalib's validation images, which are its test images unless set otherwise");
	}
}
