package sc.fiji.stfpm.network;

import java.util.HashMap;
import java.util.Map;

import ai.djl.ndarray.NDManager;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * A frozen network with folded batch norms, which is on a device once for all who use it, and freed when the last of them closes it.
 * Thread-safe, and what it makes of images is, too: nothing in it changes.
 */
final class SharedPyramid implements AutoCloseable {
	private record Key(String sha256, String device) {}

	private static final class Held {
		final NDManager manager;
		final ResNetPyramid pyramid;
		int users;

		Held(BackboneWeights weights, ComputeDevice device) {
			manager = device.newManager();
			pyramid = ResNetPyramid.folded(manager, weights);
		}
	}

	private static final Map<Key, Held> HELD = new HashMap<>();

	private final Key key;
	private final Held held;
	private boolean closed;

	private SharedPyramid(Key key, Held held) {
		this.key = key;
		this.held = held;
	}

	/** The network of these weights on a device; the caller's to close. */
	static SharedPyramid of(BackboneWeights weights, ComputeDevice device) {
		Key key = new Key(weights.sha256(), device.id());
		synchronized (HELD) {
			Held held = HELD.computeIfAbsent(key, first -> new Held(weights, device));
			held.users++;
			return new SharedPyramid(key, held);
		}
	}

	/** The same for another who uses it; the caller's to close. */
	SharedPyramid again() {
		synchronized (HELD) {
			if (closed) throw new IllegalStateException("closed");
			held.users++;
			return new SharedPyramid(key, held);
		}
	}

	/** What it makes of images. */
	ResNetPyramid pyramid() {
		return held.pyramid;
	}

	/** Ends this use; again without effect. */
	@Override
	public void close() {
		synchronized (HELD) {
			if (closed) return;
			closed = true;
			if (--held.users > 0) return;
			HELD.remove(key);
			held.manager.close();
		}
	}
}
