package sc.fiji.stfpm.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import sc.fiji.stfpm.files.CsvText;
import sc.fiji.stfpm.report.SetEvaluation.Judged;
import sc.fiji.stfpm.score.Calibration;

/** A row for every image of a set as CSV, in the order of the set; then those that were skipped, with the reason. */
final class ScoresFile {
	private ScoresFile() {}

	static void write(Path file, SetEvaluation evaluation, Calibration calibration) throws IOException {
		CsvText table = new CsvText(List.of("image", "kind", "label", "score", "normalised_score", "p_value", "decision", "error"));
		for (Judged image : evaluation.images())
			table.add(image.sample().name(), image.sample().kind(), word(image.sample().anomalous()), image.score(), calibration
				.normalised(image.score()), pValue(calibration, image), word(calibration.isAnomalous(image.score())), "");
		for (Map.Entry<String, String> skipped : evaluation.skipped().entrySet())
			table.add(skipped.getKey(), "", "", "", "", "", "failed", skipped.getValue());
		table.write(file);
	}

	/** Empty where the model cannot tell. */
	private static Object pValue(Calibration calibration, Judged image) {
		return calibration.pValue(image.score()).isPresent() ? calibration.pValue(image.score()).getAsDouble() : "";
	}

	/** A label or a decision. */
	static String word(boolean anomalous) {
		return anomalous ? "anomalous" : "normal";
	}
}
