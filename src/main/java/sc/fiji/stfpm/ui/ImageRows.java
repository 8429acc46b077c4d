package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.csv.CSVRecord;

import sc.fiji.stfpm.files.CsvCell;
import sc.fiji.stfpm.files.CsvText;
import sc.fiji.stfpm.score.Verdict;

/**
 * {@code images.csv} in a folder of results: a row for each image, made of all rows of {@code scores.csv}, those of an earlier run that was
 * gone on with, too.
 */
public final class ImageRows {
	private static final List<String> COLUMNS = List.of("image", "decision", "score", "threshold", "slice", "frame", "planes",
		"anomalous_planes", "not_comparable_planes", "failed_planes");

	private ImageRows() {}

	/**
	 * What the table of a folder of results says of each image, in the order of their first rows.
	 *
	 * @throws IOException if there is no table, or it cannot be read
	 */
	public static List<ScoreCourse> read(Path results) throws IOException {
		Map<String, ScoreCourse> courses = new LinkedHashMap<>();
		for (CSVRecord row : CsvRows.read(results.resolve(ResultNames.SCORES))) {
			ScoreCourse course = courses.computeIfAbsent(CsvCell.text(row.get("image")), image -> new ScoreCourse(image, Float.parseFloat(row.get(
				"threshold"))));
			if (row.get("score").isEmpty()) course.addFailure();
			else course.add(new ScoreCourse.Point(Integer.parseInt(row.get("slice")), Integer.parseInt(row.get("frame")), Float.parseFloat(row.get(
				"score")), verdict(row.get("decision"))));
		}
		return List.copyOf(courses.values());
	}

	private static Verdict verdict(String decision) throws IOException {
		for (Verdict verdict : Verdict.values())
			if (verdict.toString().equals(decision)) return verdict;
		throw new IOException(ResultNames.SCORES + " has the unknown decision " + decision);
	}

	/** Writes the table anew; nothing where there are no scores. */
	static void write(Path results) throws IOException {
		if (!Files.exists(results.resolve(ResultNames.SCORES))) return;
		CsvText table = new CsvText(COLUMNS);
		for (ScoreCourse course : read(results)) {
			ScoreCourse.Point highest = course.highest();
			boolean judged = highest != null;
			table.add(course.image(), judged ? course.verdict().toString() : "failed", judged ? highest.score() : "", course.threshold(),
				judged ? highest.slice() : "", judged ? highest.frame() : "", course.points().size(), course.count(Verdict.ANOMALOUS), course.count(
					Verdict.NOT_COMPARABLE), course.failed());
		}
		table.write(results.resolve(ResultNames.IMAGES));
	}
}
