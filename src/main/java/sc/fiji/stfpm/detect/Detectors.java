package sc.fiji.stfpm.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detectors that stay open between uses, so that judging a hundred images loads the model once. The ones used last are
 * kept; a model file that changed is loaded again, one that is gone is an error. Thread-safe.
 *
 * <pre>
 * try (Detectors.Lease lease = Detectors.shared().borrow(model, Optional.empty(), "auto")) {
 * 	lease.detector().detect(image);
 * }
 * </pre>
 */
public final class Detectors {
	private static final int KEPT = 2;
	private static final Detectors SHARED = new Detectors(KEPT, AnomalyDetector::open);

	/** Opens a detector, as {@link AnomalyDetector#open(Path, Optional, String)} does. */
	interface Opener {
		AnomalyDetector open(Path model, Optional<String> teacher, String device) throws IOException;
	}

	private record Key(Path model, Optional<String> teacher, String device) {}

	/** By what a replaced file is noticed. */
	private record Stamp(long size, FileTime modified, Object fileKey) {
		static Stamp of(Path file) throws IOException {
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
			return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
		}
	}

	private static final class Entry {
		final AnomalyDetector detector;
		final Stamp stamp;
		int users;
		boolean dropped;

		Entry(AnomalyDetector detector, Stamp stamp) {
			this.detector = detector;
			this.stamp = stamp;
		}
	}

	private final int kept;
	private final Opener opener;
	private final Map<Key, Entry> entries = new LinkedHashMap<>(4, 0.75f, true);

	/** @param kept how many detectors stay open while nobody uses them */
	Detectors(int kept, Opener opener) {
		this.kept = kept;
		this.opener = opener;
	}

	/** The ones of this virtual machine. */
	public static Detectors shared() {
		return SHARED;
	}

	/** The use of a detector until closed; the detector itself must not be closed. */
	public final class Lease implements AutoCloseable {
		private final Path model;
		private final Entry entry;
		private boolean closed;

		private Lease(Path model, Entry entry) {
			this.model = model;
			this.entry = entry;
		}

		public AnomalyDetector detector() {
			return entry.detector;
		}

		/** Whether the model file is still the one that was opened: neither changed nor gone. */
		public boolean isCurrent() {
			try {
				return Stamp.of(model).equals(entry.stamp);
			}
			catch (IOException e) {
				return false;
			}
		}

		/** Ends the use; the detector may stay open for the next one. */
		@Override
		public void close() {
			synchronized (Detectors.this) {
				if (closed) return;
				closed = true;
				entry.users--;
				closeIfUnused(entry);
			}
		}
	}

	/**
	 * A detector for a model, opened if it is not open already.
	 *
	 * @param teacher see {@link AnomalyDetector#open(Path, Optional, String)}
	 * @throws IOException if the model is gone, or it or its teacher cannot be read or found
	 */
	public synchronized Lease borrow(Path model, Optional<String> teacher, String device) throws IOException {
		Key key = new Key(model.toAbsolutePath().normalize(), teacher, device);
		Stamp stamp = stamp(key);
		Entry entry = entries.get(key);
		if (entry != null && !entry.stamp.equals(stamp)) {
			drop(key);
			entry = null;
		}
		if (entry == null) {
			entry = new Entry(opener.open(key.model, teacher, device), stamp);
			entries.put(key, entry);
			evict();
		}
		entry.users++;
		return new Lease(key.model, entry);
	}

	private Stamp stamp(Key key) throws IOException {
		try {
			return Stamp.of(key.model);
		}
		catch (NoSuchFileException e) {
			drop(key);
			throw new IOException(key.model + ": no such model file", e);
		}
	}

	/** Frees the memory of all detectors; those in use are freed when their use ends. */
	public synchronized void closeAll() {
		List.copyOf(entries.keySet()).forEach(this::drop);
	}

	/** How many detectors are open for the next use. */
	synchronized int open() {
		return entries.size();
	}

	private void evict() {
		Iterator<Key> eldest = new ArrayList<>(entries.keySet()).iterator();
		while (entries.size() > kept)
			drop(eldest.next());
	}

	private void drop(Key key) {
		Entry entry = entries.remove(key);
		if (entry == null) return;
		entry.dropped = true;
		closeIfUnused(entry);
	}

	private static void closeIfUnused(Entry entry) {
		if (entry.dropped && entry.users == 0) entry.detector.close();
	}
}
