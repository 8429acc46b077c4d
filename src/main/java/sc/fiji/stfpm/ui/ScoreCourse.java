package sc.fiji.stfpm.ui;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.score.Verdict;

/**
 * What was said of the planes of one image, and of the image as a whole: its score is the highest of its planes, and it is anomalous where one
 * of them is. Not thread-safe.
 */
public final class ScoreCourse {
	/**
	 * A plane that was judged.
	 *
	 * @param slice from 1
	 * @param frame from 1
	 */
	public record Point(int slice, int frame, float score, Verdict verdict) {}

	private final String image;
	private final float threshold;
	private final List<Point> points = new ArrayList<>();
	private int failed;

	/** @param threshold on raw scores */
	public ScoreCourse(String image, float threshold) {
		this.image = image;
		this.threshold = threshold;
	}

	/** Of the planes of an open image. */
	public static ScoreCourse of(String image, List<PlaneResult> planes) {
		ScoreCourse course = new ScoreCourse(image, planes.get(0).result().calibration().threshold());
		planes.forEach(plane -> course.add(plane.slice(), plane.frame(), plane.result()));
		return course;
	}

	/** Adds a plane. */
	public void add(int slice, int frame, Judgement result) {
		add(new Point(slice, frame, result.score(), result.verdict()));
	}

	void add(Point point) {
		points.add(point);
	}

	/** Counts a plane, or the whole image, that could not be judged. */
	void addFailure() {
		failed++;
	}

	/** Its name. */
	public String image() {
		return image;
	}

	/** On raw scores. */
	public float threshold() {
		return threshold;
	}

	/** In the order in which they were added. */
	public List<Point> points() {
		return List.copyOf(points);
	}

	/** Planes that could not be judged. */
	public int failed() {
		return failed;
	}

	/** The plane with the highest score, the first where several have it; null where none was judged. */
	public Point highest() {
		Point highest = null;
		for (Point point : points)
			if (highest == null || point.score > highest.score) highest = point;
		return highest;
	}

	/** How many planes have a verdict. */
	public int count(Verdict verdict) {
		return (int) points.stream().filter(point -> point.verdict == verdict).count();
	}

	/** Anomalous where a plane is, else not comparable where one is. */
	public Verdict verdict() {
		return count(Verdict.ANOMALOUS) > 0 ? Verdict.ANOMALOUS : count(Verdict.NOT_COMPARABLE) > 0 ? Verdict.NOT_COMPARABLE : Verdict.NORMAL;
	}

	/** Whether it goes over frames; else over slices. */
	public boolean isOverFrames() {
		return points.stream().mapToInt(Point::frame).distinct().count() > 1;
	}

	/** Slices, where it goes over frames. */
	public int slices() {
		return (int) points.stream().mapToInt(Point::slice).distinct().count();
	}
}
