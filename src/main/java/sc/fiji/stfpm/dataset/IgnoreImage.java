package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Path;

import sc.fiji.stfpm.image.ImageFile;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Mask;
import sc.fiji.stfpm.image.PixelMask;

/** A mask image for all images: of one plane for all planes, or of as many as each image has. Keeps the plane that was used last. */
final class IgnoreImage implements IgnoreRule {
	private record Plane(int slice, int frame, Mask mask) {}

	private final Path file;
	private final int slices;
	private final int frames;
	private Plane last;

	/** @throws IOException where it is no image */
	IgnoreImage(Path file) throws IOException {
		this.file = file;
		try (ImageFile image = ImageFile.open(file)) {
			slices = image.slices();
			frames = image.frames();
		}
		if (slices * frames == 1) last = new Plane(1, 1, Mask.read(file));
	}

	@Override
	public PixelMask mask(Place place, ImagePlane plane) throws IOException {
		boolean one = slices * frames == 1;
		if (!one && (slices != place.slices() || frames != place.frames())) throw new IOException("The mask " + file + " has " + slices
			+ " slices and " + frames + " frames, the image " + place.slices() + " and " + place.frames());
		Mask mask = mask(one ? 1 : place.slice(), one ? 1 : place.frame());
		if (mask.width() != plane.width() || mask.height() != plane.height()) throw new IOException("The mask " + file + " is " + mask.width()
			+ " x " + mask.height() + ", the image " + plane.width() + " x " + plane.height());
		return PixelMask.of(mask);
	}

	private synchronized Mask mask(int slice, int frame) throws IOException {
		if (last == null || last.slice != slice || last.frame != frame) try (ImageFile image = ImageFile.open(file)) {
			last = new Plane(slice, frame, Mask.of(ImagePlane.of(image.plane(slice, frame))));
		}
		return last.mask;
	}

	@Override
	public String text() {
		return file.toAbsolutePath().normalize().toString();
	}
}
