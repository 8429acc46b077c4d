package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;

/** An image that can be read when it is needed: a file, or one that is in memory already. */
public interface ImageSource {
	/** What to call it in messages. */
	String name();

	/** Reads it; may be called more than once. */
	ImagePlane read() throws IOException;

	/** The same image, of which pixels of a rule do not count. */
	default ImageSource ignoring(IgnoreRule rule) {
		if (rule == IgnoreRule.NONE) return this;
		ImageSource all = this;
		return new ImageSource() {
			@Override
			public String name() {
				return all.name();
			}

			@Override
			public ImagePlane read() throws IOException {
				return rule.apply(IgnoreRule.Place.only(name()), all.read());
			}
		};
	}

	/** The image of a file. */
	static ImageSource of(String name, Path file) {
		return new ImageSource() {
			@Override
			public String name() {
				return name;
			}

			@Override
			public ImagePlane read() throws IOException {
				return ImageReader.readPlane(file);
			}
		};
	}

	/** An image in memory, see {@link ImagePlane#of} for what it may be. */
	static ImageSource of(String name, RandomAccessibleInterval<?> image) {
		ImagePlane plane = ImagePlane.of(image);
		return new ImageSource() {
			@Override
			public String name() {
				return name;
			}

			@Override
			public ImagePlane read() {
				return plane;
			}
		};
	}

	/** The images of samples. */
	static List<ImageSource> of(List<Sample> samples) {
		return samples.stream().map(s -> of(s.name(), s.image())).toList();
	}
}
