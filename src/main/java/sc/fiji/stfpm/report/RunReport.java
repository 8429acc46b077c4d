package sc.fiji.stfpm.report;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.DoubleStream;

import sc.fiji.stfpm.dataset.NaturalOrder;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.report.Chart.Ink;
import sc.fiji.stfpm.ui.FolderDetection;
import sc.fiji.stfpm.ui.JudgedPlane;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.ScoreCourse;
import sc.fiji.stfpm.ui.ScoreCourses;

/**
 * What a model said of many images, which need no labels, as one HTML file for whoever decides: first which images fail and why,
 * then how the scores lie, then what judged them. Images are added one by one, see {@link ReportRows} for what that takes:
 *
 * <pre>
 * try (RunReport report = new RunReport("Monday", made)) {
 * 	report.add("a.png", plane, detector.detect(plane, progress), Optional.empty());
 * 	report.write(Path.of("monday.html"));
 * }
 * </pre>
 */
public final class RunReport implements FolderDetection.Listener, Closeable {
	/** Courses beyond would make pages that browsers do not show. */
	private static final int MOST_COURSES = 40;

	private final String title;
	private final JudgedWith made;
	private final ReportRows rows;
	private int before;
	private boolean stopped;
	/** Of images of several planes, those with the highest scores. */
	private final PriorityQueue<ScoreCourse> courses = new PriorityQueue<>(Comparator.comparingDouble(course -> course.highest().score()));
	private final ScoreCourses gathered = new ScoreCourses(this::add);

	/**
	 * @param title of the page
	 * @param made with what the images are judged
	 */
	public RunReport(String title, JudgedWith made) {
		this.title = title;
		this.made = made;
		rows = new ReportRows(made.model(), true);
	}

	/**
	 * Makes the folder of a page before the long work starts.
	 *
	 * @throws IOException where it cannot be made, or a folder stands where the page is to be
	 */
	public static void prepare(Path file) throws IOException {
		if (Files.isDirectory(file)) throw new IOException(file + " is a folder; expected a file for the report, such as " + file.resolve(
			"report.html"));
		Files.createDirectories(file.toAbsolutePath().getParent());
	}

	/**
	 * Adds a plane with its picture.
	 *
	 * @param name of the image, for people
	 * @param pixel size of a pixel, in whose unit positions are then said; in pixels where empty
	 */
	public void add(String name, ImagePlane plane, Judgement result, Optional<PixelSize> pixel) {
		rows.add(name, plane, result, pixel);
	}

	/** Adds a row that was made elsewhere. */
	public void add(ReportRow row) {
		rows.add(row);
	}

	@Override
	public void judged(JudgedPlane plane) {
		add(plane.name().toString(), plane.image(), plane.result(), plane.pixelSize());
		gathered.add(plane);
	}

	private void add(ScoreCourse course) {
		if (CoursePlot.is(course)) courses.add(course);
		if (courses.size() > MOST_COURSES) courses.remove();
	}

	@Override
	public void failed(String name, String reason) {
		addFailure(name, reason);
	}

	/** Adds an image that could not be judged. */
	public void addFailure(String name, String reason) {
		rows.addFailure(name, reason);
	}

	/** Says that so many images were judged by an earlier run and are not in the list. */
	public void notListed(int images) {
		before = images;
	}

	/** Says that the run was stopped before all images were judged. */
	public void stopped() {
		stopped = true;
	}

	/**
	 * Writes the page of what was added so far; its folder is made.
	 *
	 * @throws IOException if it cannot be written, or another run is writing it
	 */
	public void write(Path file) throws IOException {
		prepare(file);
		try (WriteLock lock = WriteLock.ofFile(file)) {
			AtomicWrite.soon(file, channel -> {
				Writer out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
				page(out);
				out.flush();
			});
		}
	}

	private void page(Writer out) throws IOException {
		Provenance provenance = Provenance.of(made);
		HtmlText html = new HtmlText();
		gathered.end();
		List<String> sections = new ArrayList<>(List.of("images Images", "scores Scores", "provenance What judged them"));
		if (!courses.isEmpty()) sections.add(2, "courses Frames and slices");
		HtmlPage.begin(html, title, "Judged by " + made.file() + ", " + provenance.date().replace('T', ' ').replace("Z", " UTC"), sections);
		List<String> warnings = new ArrayList<>(provenance.warnings());
		if (stopped) warnings.add("The run was stopped: these are the images that were judged until then.");
		if (before > 0) warnings.add((before == 1 ? "One image was" : before + " images were") + " judged by an earlier run of the same"
			+ " output and not in this list; scores.csv has what it said.");
		HtmlPage.warnings(html, warnings);
		new RowList(rows, Map.of(), true).write(html, out);
		scores(html);
		courses(html);
		html.markup("<section id=\"provenance\">\n<h2>What judged them</h2>\n");
		HtmlPage.facts(html, provenance.facts());
		html.markup("</section>\n");
		HtmlPage.end(html);
		html.flushTo(out);
	}

	private void courses(HtmlText html) {
		if (courses.isEmpty()) return;
		html.markup("<section id=\"courses\">\n<h2>Scores over frames and slices</h2>\n");
		if (courses.size() == MOST_COURSES) html.markup("<p>Of the " + MOST_COURSES + " images with the highest scores.</p>\n");
		courses.stream().sorted(Comparator.comparing(ScoreCourse::image, new NaturalOrder())).forEach(each -> HtmlPage.chart(html, CoursePlot.picture(
			each)));
		html.markup("</section>\n");
	}

	private void scores(HtmlText html) {
		double[] judged = rows.order().stream().map(rows::row).filter(row -> !Float.isNaN(row.score())).mapToDouble(row -> made.model()
			.calibration().ratio(row.score())).toArray();
		List<Float> normals = made.model().calibration().scores();
		double[] learned = normals.stream().mapToDouble(made.model().calibration()::ratio).toArray();
		html.markup("<section id=\"scores\">\n<h2>Scores</h2>\n");
		if (judged.length == 0) html.markup("<p>No image was judged.</p>\n");
		else {
			List<Histogram.Group> groups = new ArrayList<>();
			if (learned.length > 0) groups.add(new Histogram.Group("Normal images that set the threshold", Ink.NORMAL, learned, true));
			groups.add(new Histogram.Group("Judged images", Ink.ANOMALOUS, judged, false));
			String title = "How the scores lie to the threshold";
			double[] all = DoubleStream.concat(DoubleStream.of(judged), DoubleStream.of(learned)).toArray();
			HtmlPage.chart(html, new PlotPicture("scores", title + ": histogram of the judged images" + (learned.length == 0 ? ""
				: " and of the normal images that set the threshold") + "; the threshold is at 1", Histogram.of(title, ScoreAxis.of(all), groups,
					true)));
		}
		html.markup("</section>\n");
	}

	/** Deletes the temporary file of the pictures. */
	@Override
	public void close() throws IOException {
		rows.close();
	}
}
