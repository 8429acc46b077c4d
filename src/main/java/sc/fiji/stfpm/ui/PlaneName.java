package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

	/**
	 * By what it is known that something was found in this plane of a file, and that the file has not changed since.
	 *
	 * @throws IOException if the file cannot be asked
	 */
	public String source(Path file) throws IOException {
		return String.join("\n", file.toAbsolutePath().normalize().toString(), Long.toString(Files.size(file)), Files.getLastModifiedTime(file)
			.toString(), toString());
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
