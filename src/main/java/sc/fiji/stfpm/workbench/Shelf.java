package sc.fiji.stfpm.workbench;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

import sc.fiji.stfpm.image.ImagePlane;

/** Images with their pictures. The list is for the event thread, pictures for any. */
final class Shelf implements Closeable {
	/** Some screens full of them. */
	private static final int IN_MEMORY = 400;

	final Gallery gallery = new Gallery();
	private final PictureStore pictures;

	Shelf() {
		try {
			pictures = new PictureStore(IN_MEMORY);
		}
		catch (IOException e) {
			throw new UncheckedIOException("No temporary file can be made for pictures of the images: " + e.getMessage(), e);
		}
	}

	/** The picture of an image; empty as long as there is none. */
	Optional<Picture> picture(Entry entry) {
		return pictures.get(entry.number());
	}

	void keep(Entry entry, Picture picture) throws IOException {
		pictures.put(entry.number(), picture);
	}

	/** Makes the picture of an image that has none. */
	void draw(Entry entry, ImagePlane plane) throws IOException {
		if (pictures.get(entry.number()).isEmpty()) keep(entry, Picture.of(plane, PictureStore.SIDE));
	}

	List<Entry> stale() {
		return gallery.all().stream().filter(Entry::isStale).toList();
	}

	@Override
	public void close() throws IOException {
		pictures.close();
	}
}
