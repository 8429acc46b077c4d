package sc.fiji.stfpm.ui;

import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;

/**
 * With what planes were judged, for tables.
 *
 * @param model with the threshold that was used
 * @param sha256 see {@link ModelFile#digest}
 * @param file the name of the model's file
 * @param device that was really used
 * @param minimumArea pixels of the smallest region that counts
 * @param ignored see {@link IgnoreRule#text}; empty where every pixel counts
 */
public record JudgedWith(AnomalyModel model, String sha256, String file, String device, int minimumArea, String ignored) {
	/** Where every pixel counts. */
	public JudgedWith(AnomalyModel model, String sha256, String file, String device, int minimumArea) {
		this(model, sha256, file, device, minimumArea, "");
	}

	public static JudgedWith of(AnomalyDetector detector, String file) {
		return new JudgedWith(detector.model(), ModelFile.digest(detector.model()), file, detector.devices().id(), detector
			.minimumArea());
	}

	/** The same where some pixels do not count. */
	public JudgedWith ignoring(IgnoreRule rule) {
		return new JudgedWith(model, sha256, file, device, minimumArea, rule.text());
	}
}
