package sc.fiji.stfpm.workbench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import ij.ImagePlus;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ImagePlane;

/**
 * One plane that is learned from or judged, and where it is.
 *
 * @param name for people
 * @param source of its pixels
 * @param file that it lies in, empty for an open image that was never saved
 * @param slice from 1
 * @param frame from 1
 * @param open the image that it is a plane of, where that was open; else null
 */
record GalleryImage(String name, ImageSource source, Optional<Path> file, int slice, int frame, ImagePlus open) {
	/** The source under the image's name, by which a model knows it. */
	ImageSource named() {
		return new ImageSource() {
			@Override
			public String name() {
				return name;
			}

			@Override
			public ImagePlane read() throws IOException {
				return source.read();
			}
		};
	}

	/** Two are the same plane of the same file or image. */
	boolean isSame(GalleryImage other) {
		boolean samePlace = open != null || other.open != null ? open == other.open : file.equals(other.file);
		return samePlace && slice == other.slice && frame == other.frame && name.equals(other.name);
	}
}
