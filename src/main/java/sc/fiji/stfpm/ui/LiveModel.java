package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.Detectors;

/** The detector of a model file, which is opened again when the file has changed. One thread at a time may use it. */
public final class LiveModel implements AutoCloseable {
	private final Path file;
	private final Optional<String> teacher;
	private final String device;
	private Detectors.Lease lease;

	private LiveModel(Path file, Optional<String> teacher, String device) {
		this.file = file;
		this.teacher = teacher;
		this.device = device;
	}

	/**
	 * Opens a model.
	 *
	 * @param teacher see {@link AnomalyDetector#open(Path, Optional, String)}
	 * @throws IOException if the model or its teacher cannot be read or found
	 */
	public static LiveModel open(Path file, Optional<String> teacher, String device) throws IOException {
		LiveModel model = new LiveModel(file, teacher, device);
		model.detector();
		return model;
	}

	/** The file's name. */
	String name() {
		return file.getFileName().toString();
	}

	/** Whether the file is the one that was opened last. */
	boolean isCurrent() {
		return lease != null && lease.isCurrent();
	}

	/**
	 * The detector of the file as it is now.
	 *
	 * @throws IOException if it cannot be read any more
	 */
	AnomalyDetector detector() throws IOException {
		if (!isCurrent()) {
			// First, so that never two are held.
			close();
			lease = Detectors.shared().borrow(file, teacher, device);
		}
		return lease.detector();
	}

	@Override
	public void close() {
		if (lease != null) lease.close();
		lease = null;
	}
}
