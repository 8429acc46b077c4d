package sc.fiji.stfpm.ui;

/**
 * A plane of an image file in results.
 *
 * @param image the file's path below where it was found
 * @param slice from 1
 * @param frame from 1
 * @param only whether the file has no other
 */
public record PlaneName(String image, int slice, int frame, boolean only) {
	/** The one plane of a file. */
	public static PlaneName only(String image) {
		return new PlaneName(image, 1, 1, true);
	}

	/** For people. */
	@Override
	public String toString() {
		return only ? image : image + ", slice " + slice + ", frame " + frame;
	}

	/** A reason why the plane could not be judged, to be read beside the file's name. */
	String failure(String reason) {
		return only ? reason : "slice " + slice + ", frame " + frame + ": " + reason;
	}

	/** What the files of its results are called, but for their endings. */
	String fileName() {
		return only ? image : String.format("%s.z%03d.t%03d", image, slice, frame);
	}
}
