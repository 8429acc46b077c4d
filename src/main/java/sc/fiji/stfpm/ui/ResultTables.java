package sc.fiji.stfpm.ui;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVRecord;

import ij.measure.Calibration;
import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.files.CsvCell;
import sc.fiji.stfpm.model.Channel;
import sc.fiji.stfpm.score.Region;

/**
 * The tables of a results folder, {@code scores.csv} and {@code regions.csv}, and its marker. A row of scores is written when all
 * else of its plane is, so that a run that was stopped can be gone on with.
 */
final class ResultTables implements Closeable {
	private static final List<String> SCORES = List.of("image", "score", "normalised_score", "p_value", "threshold", "decision",
		"anomalous_area_px", "regions", "width", "height", "teacher", "device", "error", "slice", "frame", "anomalous_area", "area_unit",
		"minimum_area_px", "note", "most_similar", "model", "model_sha256", "software", "judged_at");
	private static final List<String> REGIONS = List.of("image", "region", "area_px", "centroid_x", "centroid_y", "x", "y",
		"width", "height", "mean", "max", "slice", "frame", "area", "area_unit", "model", "model_sha256", "software", "judged_at");

	private final JudgedWith made;
	private final List<Channel> channels;
	private final Set<String> done = new HashSet<>();
	private final CsvRows scores;
	private final CsvRows regions;

	/**
	 * Makes the tables, or goes on with those of an earlier run.
	 *
	 * @param resume whether planes that an earlier run judged wholly count as done; else its tables are replaced
	 * @throws IOException if they cannot be written, or were made with another model
	 */
	ResultTables(Path folder, JudgedWith made, boolean resume) throws IOException {
		this.made = made;
		channels = made.model().separateChannels();
		List<String> scoreColumns = scoreColumns(), regionColumns = channels.isEmpty() ? REGIONS : with(REGIONS, List.of("channel"));
		Path marker = folder.resolve(ResultNames.MARKER), scoresFile = folder.resolve(ResultNames.SCORES);
		Path regionsFile = folder.resolve(ResultNames.REGIONS);
		if (resume && Files.exists(marker) && Files.exists(scoresFile)) {
			ResultMarker.parse(Files.readString(marker), marker).checkSame(ResultMarker.of(made), marker.getParent());
			CsvRows.read(scoresFile, scoreColumns).stream().filter(ResultTables::isWhole).forEach(row -> done.add(key(row)));
			scores = CsvRows.resume(scoresFile, scoreColumns, ResultTables::isWhole);
			regions = Files.exists(regionsFile) ? CsvRows.resume(regionsFile, regionColumns, row -> done.contains(key(row)))
				: CsvRows.create(regionsFile, regionColumns);
		}
		else {
			scores = CsvRows.create(scoresFile, scoreColumns);
			regions = CsvRows.create(regionsFile, regionColumns);
		}
		AtomicWrite.text(marker, ResultMarker.of(made).text());
	}

	/** Those that only some runs have come last: how much was ignored; where something is anomalous, and what each of separate channels says. */
	private List<String> scoreColumns() {
		List<String> columns = new ArrayList<>();
		if (ignores()) columns.add("ignored_px");
		if (!channels.isEmpty()) columns.add("anomalous_channels");
		channels.forEach(channel -> columns.add("score_c" + channel.number()));
		return with(SCORES, columns);
	}

	private boolean ignores() {
		return !made.ignored().isEmpty();
	}

	private static <T> List<T> with(List<T> some, List<? extends T> more) {
		return Stream.concat(some.stream(), more.stream()).toList();
	}

	private static boolean isWhole(CSVRecord row) {
		return !row.get("decision").equals(PlaneFindings.FAILED) && row.get("error").isEmpty();
	}

	private static String key(CSVRecord row) {
		return key(CsvCell.text(row.get("image")), row.get("slice"), row.get("frame"));
	}

	private static String key(String image, Object slice, Object frame) {
		return image + "\n" + slice + "\n" + frame;
	}

	boolean isDone(PlaneName plane) {
		return done.contains(key(plane.image(), plane.slice(), plane.frame()));
	}

	void add(PlaneFindings found) throws IOException {
		if (!found.isJudged()) {
			addFailure(found);
			return;
		}
		Calibration calibration = found.calibration();
		String unit = ScoreTable.areaUnit(calibration);
		for (Region r : found.regions())
			addRow(regions, channels.isEmpty() ? List.of() : List.of(Channel.label(channels, r.channel())), found.image(), r.label(), r.area(), r.centroidX(), r
				.centroidY(), r.x(), r.y(), r.width(), r.height(), r.mean(), r.max(), found.slice(), found.frame(), ScoreTable.area(r.area(),
					calibration), unit, made.file(), made.sha256(), SoftwareVersion.get(), found.judgedAt());
		// Last, as it says that all is done.
		addRow(scores, said(found), found.image(), found.score(), found.normalised(), number(found.pValue()), found.threshold(), found.decision(),
			found.anomalousArea(), found.regions().size(), found.width(), found.height(), made.model().teacher().label(), made.device(), found
				.error(), found.slice(), found.frame(), ScoreTable.area(found.anomalousArea(), calibration), unit, made.minimumArea(), found.note(),
			found.mostSimilar(), made.file(), made.sha256(), SoftwareVersion.get(), found.judgedAt());
	}

	private void addFailure(PlaneFindings failed) throws IOException {
		addRow(scores, Collections.nCopies(scoreColumns().size() - SCORES.size(), ""), failed.image(), "", "", "", failed.threshold(), failed
			.decision(), "", "", "", "", made.model().teacher().label(), made.device(), failed.error(), "", "", "", "", made.minimumArea(), "", "",
			made.file(), made.sha256(), SoftwareVersion.get(), failed.judgedAt());
	}

	/** What only some runs have. */
	private List<Object> said(PlaneFindings found) {
		List<Object> said = new ArrayList<>();
		if (ignores()) said.add(found.ignoredArea());
		if (!channels.isEmpty()) said.add(String.join(", ", found.anomalousChannels()));
		said.addAll(found.channelScores());
		return said;
	}

	private static void addRow(CsvRows table, List<?> more, Object... values) throws IOException {
		table.add(with(Arrays.asList(values), more).toArray());
	}

	private static Object number(double value) {
		return Double.isNaN(value) ? "" : value;
	}

	@Override
	public void close() throws IOException {
		try (scores; regions) {
			// Both are closed whatever happens to one.
		}
	}
}
