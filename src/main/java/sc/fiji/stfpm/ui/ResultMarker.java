package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.nio.file.Path;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.model.Json;

/**
 * What stands in every folder of results: for people, and by what the results were made, so that a later run that goes on with them makes
 * more of the same.
 *
 * @param model see {@link JudgedWith#sha256}
 * @param minimumArea null in folders of versions without it: every region counts
 * @param ignored null where every pixel counts
 */
public record ResultMarker(String about, String model, String software, Integer minimumArea, String ignored) {
	/** The file's name. */
	public static final String NAME = ResultNames.MARKER;

	/** Of results that are being made. */
	public static ResultMarker of(JudgedWith made) {
		return new ResultMarker("Results of anomaly detection. Maps and overlays here are not judged as images.", made.sha256(), SoftwareVersion.get(),
			made.minimumArea(), made.ignored().isEmpty() ? null : made.ignored());
	}

	/**
	 * Reads one.
	 *
	 * @param file for the error
	 * @throws IOException if it is none
	 */
	public static ResultMarker parse(String text, Path file) throws IOException {
		return Json.parse(text, ResultMarker.class, file);
	}

	/** As a line of JSON. */
	public String text() {
		return Json.text(this);
	}

	/**
	 * @param folder where this is, for the error
	 * @throws IOException if other results are to be made than those that are there; says in what they differ
	 */
	public void checkSame(ResultMarker wanted, Path folder) throws IOException {
		if (area() != wanted.area()) throw new IOException(folder + " has results where regions of " + area() + " pixels count, not of " + wanted.area()
			+ "; name another folder, or do not resume");
		if (!rule().equals(wanted.rule())) throw new IOException(folder + " has results where what is ignored is: " + said(rule()) + ", not: " + said(
			wanted.rule()) + "; name another folder, or do not resume");
		if (!wanted.model.equals(model)) throw new IOException(folder
			+ " has results of another model, or of another threshold; name another folder, or do not resume");
	}

	private int area() {
		return minimumArea == null ? 1 : minimumArea;
	}

	private String rule() {
		return ignored == null ? "" : ignored;
	}

	private static String said(String rule) {
		return rule.isEmpty() ? IgnoreRule.NOTHING : rule;
	}
}
