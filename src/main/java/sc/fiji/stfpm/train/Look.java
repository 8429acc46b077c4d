package sc.fiji.stfpm.train;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * A look at normal images: what is done with some of them, wherever they are, and how what several parts of them gave is put together. It carries
 * all that it needs but images, teacher and device. A look at all images in one part is the same as looks at several parts, one after
 * the other, but for what {@link #merged} says.
 *
 * @param <R> what becomes of it
 */
public interface Look<R extends Serializable> extends Serializable {
	/**
	 * Looks at a part of the images.
	 *
	 * @param images at least one, in their order
	 * @param looker has the images, and the teacher
	 * @throws IOException if an image cannot be read
	 * @throws IllegalArgumentException naming an image that does not fit
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	R at(List<Shown> images, Looker looker) throws IOException;

	/**
	 * What two parts give together; either of them may be changed and given back.
	 *
	 * @param before of images that come before those of {@code after}
	 */
	R merged(R before, R after);
}
