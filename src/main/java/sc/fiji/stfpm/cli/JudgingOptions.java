package sc.fiji.stfpm.cli;

import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.score.Calibration;

/** The options of every verb that judges images, wherever: what counts as anomalous in this run. */
public final class JudgingOptions {
	@Option(names = "--threshold", paramLabel = "SCORE", description = "Instead of the model's, for this run alone; on raw scores.")
	private Double threshold;

	@Option(names = "--min-area", paramLabel = "PIXELS", defaultValue = "1",
		description = "Regions of fewer pixels do not count, neither for scores nor in tables. Default: ${DEFAULT-VALUE}.")
	private int minArea;

	@Option(names = "--pixel-size", paramLabel = "rescale|refuse|ignore",
		description = "What happens to images of another pixel size than the model's. Default: as was chosen at training.")
	private String pixelSize;

	/**
	 * To be called before anything else is done.
	 *
	 * @param verb whose options these are
	 * @throws ParameterException if a value is out of its range
	 */
	public void check(CommandLine verb) {
		if (threshold != null && !(threshold > 0 && threshold < Float.MAX_VALUE)) throw new ParameterException(verb,
			"--threshold must be a positive number, found " + threshold);
		if (minArea < 1) throw new ParameterException(verb, "--min-area must be at least 1 pixel, found " + minArea);
		try {
			pixelRule();
		}
		catch (IllegalArgumentException e) {
			throw new ParameterException(verb, "--pixel-size: " + e.getMessage(), e);
		}
	}

	/** The model's calibration, with the threshold that was given, if one was. */
	public Calibration calibration(Calibration model) {
		return threshold == null ? model : model.byHand(threshold);
	}

	/** Pixels of the smallest region that counts, from 1. */
	public int minimumArea() {
		return minArea;
	}

	/** For images of another pixel size; empty for the model's. */
	public Optional<PixelScale.Rule> pixelRule() {
		return Optional.ofNullable(pixelSize).map(PixelScale::rule);
	}
}
