package sc.fiji.stfpm.network;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Switches the recording of gradients off until closed. The engine keeps that switch for every thread, and turns it off
 * only on the one that started it: on any other, updating weights in place fails and statistics drag graphs along.
 */
final class NoGradient implements AutoCloseable {
	private final boolean before = JniUtils.isGradMode();

	NoGradient() {
		JniUtils.setGradMode(false);
	}

	@Override
	public void close() {
		JniUtils.setGradMode(before);
	}
}
