package sc.fiji.stfpm.report;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.memory.ImageDescriptors.Nearest;
import sc.fiji.stfpm.model.AnomalyModel;

/**
 * What a report says of each image, collected as they are judged. Memory holds some words an image; pictures of the worst
 * {@value #MOST_PICTURES} are in a temporary file until this is closed. May be used by several threads.
 */
public final class ReportRows implements Closeable {
	/** Images beyond have a row of text, so that a browser can show the page. */
	public static final int MOST_PICTURES = 2000;

	private final AnomalyModel model;
	private final boolean withPictures;
	private final WorstPictures pictures;
	private final List<ReportRow> rows = new ArrayList<>();
	private String pictureProblem = "";

	/**
	 * @param model that judges
	 * @param withPictures whether pictures of the images may be in the report
	 */
	public ReportRows(AnomalyModel model, boolean withPictures) {
		this(model, withPictures, MOST_PICTURES);
	}

	ReportRows(AnomalyModel model, boolean withPictures, int mostPictures) {
		this.model = model;
		this.withPictures = withPictures;
		pictures = new WorstPictures(mostPictures, RowPicture.MOST_BYTES);
	}

	/**
	 * Adds a plane with its picture.
	 *
	 * @param pixel size of a pixel, for positions; pixels where empty
	 */
	public synchronized void add(String name, ImagePlane plane, Judgement result, Optional<PixelSize> pixel) {
		List<String> said = new ArrayList<>(result.comparison().differences());
		said.add(0, result.reason().isEmpty() ? Whereabouts.of(result, pixel) : result.reason());
		String reason = String.join("; ", said);
		ReportRow row = new ReportRow(name, Outcome.of(result.verdict()), result.score(), reason, result.mostSimilar().map(Nearest::image),
			Optional.empty());
		add(row, () -> RowPicture.of(plane, model.preprocessing(), result));
	}

	/** Adds a row; its picture is only kept where it is among the worst. */
	public synchronized void add(ReportRow row) {
		add(row.withoutPicture(), () -> row.picture().orElse(new byte[0]));
	}

	/** Adds what could not be judged. */
	public void addFailure(String name, String reason) {
		add(new ReportRow(name, Outcome.NOT_JUDGED, Float.NaN, reason, Optional.empty(), Optional.empty()));
	}

	private interface Picture {
		byte[] make() throws IOException;
	}

	private void add(ReportRow row, Picture picture) {
		try {
			if (withPictures && row.outcome() != Outcome.NOT_JUDGED && pictures.wants(badness(row))) {
				byte[] jpeg = picture.make();
				if (jpeg.length > 0) pictures.add(rows.size(), badness(row), jpeg);
			}
		}
		catch (IOException e) {
			// The row says all; a full disk must not end the run.
			pictureProblem = Reasons.of(e);
		}
		rows.add(row);
	}

	/** Higher for those that come first. */
	private static double badness(ReportRow row) {
		return row.outcome() == Outcome.PASS ? -1 / (double) row.score() : row.outcome() == Outcome.FAIL ? row.score() : Double.MAX_VALUE;
	}

	AnomalyModel model() {
		return model;
	}

	/** The numbers of all rows in the order of a report: by outcome, then the highest score first. */
	synchronized List<Integer> order() {
		return IntStream.range(0, rows.size()).boxed().sorted(Comparator.comparing((Integer i) -> rows.get(i).outcome()).thenComparing(i -> -rows
			.get(i).score()).thenComparing(i -> rows.get(i).name())).toList();
	}

	/** A row, by its number, without its picture. */
	synchronized ReportRow row(int number) {
		return rows.get(number);
	}

	/** Whether pictures of the images may be in the report. */
	boolean withPictures() {
		return withPictures;
	}

	/** The picture of a row, where it has one. */
	synchronized Optional<byte[]> picture(int number) throws IOException {
		return pictures.of(number);
	}

	synchronized long count(Outcome outcome) {
		return rows.stream().filter(row -> row.outcome() == outcome).count();
	}

	synchronized int size() {
		return rows.size();
	}

	/** Why pictures are missing; empty where none are but for their number. */
	synchronized String pictureProblem() {
		return pictureProblem;
	}

	/** Deletes the temporary file. */
	@Override
	public synchronized void close() throws IOException {
		pictures.close();
	}
}
