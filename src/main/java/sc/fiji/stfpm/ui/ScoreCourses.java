package sc.fiji.stfpm.ui;

import java.util.function.Consumer;

/** Gathers the courses of files from their planes, which come file by file. Not thread-safe. */
public final class ScoreCourses {
	private final Consumer<ScoreCourse> taker;
	/** Of the file that came last; null where it has been taken. */
	private ScoreCourse open;

	/** @param taker receives each course once all planes of its file are there */
	public ScoreCourses(Consumer<ScoreCourse> taker) {
		this.taker = taker;
	}

	/** Adds a plane; one that is the only one of its file has no course. */
	public void add(JudgedPlane plane) {
		if (plane.name().only()) return;
		if (open == null || !open.image().equals(plane.name().image())) {
			end();
			open = new ScoreCourse(plane.name().image(), plane.result().calibration().threshold());
		}
		open.add(plane.name().slice(), plane.name().frame(), plane.result());
	}

	/** Hands on the course of the file that came last, of which no more planes come. */
	public void end() {
		if (open != null) taker.accept(open);
		open = null;
	}
}
