package sc.fiji.stfpm.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.report.SetEvaluation.Judged;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.LabelledRule;
import sc.fiji.stfpm.score.LabelledScores;
import sc.fiji.stfpm.score.OperatingPoint;

/**
 * A threshold chosen on the labelled images of a folder.
 *
 * @param calibration the model's, with that threshold
 * @param skipped files that could not be judged, with the reason
 */
public record LabelledThreshold(Calibration calibration, Map<String, String> skipped) {
	/**
	 * Judges every labelled image and chooses.
	 *
	 * @throws IOException if the folder has no labelled images
	 * @throws IllegalArgumentException naming the folder where its images do not suffice for the rule
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	public static LabelledThreshold choose(AnomalyDetector detector, Path folder, LabelledRule rule, Progress progress)
		throws IOException
	{
		SetEvaluation evaluation = SetEvaluation.of(detector, folder, progress);
		LabelledScores scores = new LabelledScores(scores(evaluation.images(), false), scores(evaluation.images(), true));
		OperatingPoint point;
		try {
			point = rule.choose(scores);
		}
		catch (IllegalArgumentException e) {
			throw new IllegalArgumentException(folder + ": " + e.getMessage() + "; skipped were " + evaluation.skipped().size(),
				e);
		}
		Set<String> fingerprints = new TreeSet<>();
		for (Judged judged : evaluation.images())
			fingerprints.add(Fingerprint.of(judged.sample().image()));
		String provenance = rule.text() + " on the labelled images of '" + folder.toAbsolutePath().normalize().getFileName()
			+ "': " + scores.normal() + " normal, " + scores.anomalous() + " anomalous, " + evaluation.skipped().size()
			+ " skipped; on them " + point.text();
		return new LabelledThreshold(detector.model().calibration().withThreshold(point.threshold(), provenance, fingerprints),
			evaluation.skipped());
	}

	private static float[] scores(List<Judged> images, boolean anomalous) {
		List<Judged> wanted = images.stream().filter(i -> i.sample().anomalous() == anomalous).toList();
		float[] scores = new float[wanted.size()];
		for (int i = 0; i < scores.length; i++)
			scores[i] = wanted.get(i).score();
		return scores;
	}
}
