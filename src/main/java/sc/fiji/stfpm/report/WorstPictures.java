package sc.fiji.stfpm.report;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** The pictures of the worst of many images, in a temporary file of bounded size that goes with it. Not thread-safe. */
final class WorstPictures implements Closeable {
	/** A picture in the file. */
	private record Kept(int image, double badness, int slot, int length) {}

	private final int most;
	private final int slotBytes;
	private final PriorityQueue<Kept> mildestFirst = new PriorityQueue<>(Comparator.comparingDouble(Kept::badness));
	private final Map<Integer, Kept> kept = new HashMap<>();
	private FileChannel file;

	/**
	 * @param most pictures
	 * @param slotBytes the largest picture that is kept, in bytes
	 */
	WorstPictures(int most, int slotBytes) {
		this.most = most;
		this.slotBytes = slotBytes;
	}

	/** Whether a picture would be kept, so that it is worth making. */
	boolean wants(double badness) {
		return kept.size() < most || badness > mildestFirst.element().badness();
	}

	/**
	 * Keeps a picture, instead of the mildest one where there is no room for more; one that is too large is left out.
	 *
	 * @param image its number, each once
	 */
	void add(int image, double badness, byte[] picture) throws IOException {
		if (picture.length > slotBytes || !wants(badness)) return;
		if (file == null) file = FileChannel.open(Files.createTempFile("stfpm-report", ".tmp"), StandardOpenOption.READ,
			StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
		int slot = kept.size() < most ? kept.size() : mildestFirst.element().slot();
		ByteBuffer bytes = ByteBuffer.wrap(picture);
		for (long position = (long) slot * slotBytes; bytes.hasRemaining();)
			position += file.write(bytes, position);
		if (kept.size() == most) kept.remove(mildestFirst.remove().image());
		Kept one = new Kept(image, badness, slot, picture.length);
		mildestFirst.add(one);
		kept.put(image, one);
	}

	/** The picture of an image, where it was kept. */
	Optional<byte[]> of(int image) throws IOException {
		Kept one = kept.get(image);
		if (one == null) return Optional.empty();
		ByteBuffer bytes = ByteBuffer.allocate(one.length());
		for (long start = (long) one.slot() * slotBytes; bytes.hasRemaining();)
			if (file.read(bytes, start + bytes.position()) < 0) throw new EOFException("The temporary file of the report's pictures has been cut");
		return Optional.of(bytes.array());
	}

	@Override
	public void close() throws IOException {
		if (file != null) file.close();
	}
}
