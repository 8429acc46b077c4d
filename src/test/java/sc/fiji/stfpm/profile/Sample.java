package sc.fiji.stfpm.profile;

import java.time.Instant;
import java.util.List;

/**
 * What a thread did at a moment.
 *
 * @param inNative whether it was in code that is not Java's, such as the engine's
 * @param frames the innermost first
 */
record Sample(Instant time, String thread, boolean inNative, List<Frame> frames) {
	/** A method, by the full name of its class. */
	record Frame(String type, String method) {
		boolean is(String name) {
			return type.equals(name) || type.startsWith(name + "$");
		}

		String text() {
			return type.substring(type.lastIndexOf('.') + 1) + "." + method;
		}
	}

	/** Whether this project had called the engine. */
	boolean isEngine() {
		for (Frame frame : frames) {
			if (frame.type().startsWith("ai.djl.")) return true;
			if (frame.type().startsWith("sc.fiji.stfpm")) return false;
		}
		return false;
	}

	/** The innermost method of this project; the innermost of all where there is none. */
	String own() {
		return frames.stream().filter(frame -> frame.type().startsWith("sc.fiji.stfpm")).findFirst().or(() -> frames.stream().findFirst())
			.map(Frame::text).orElse("nothing");
	}
}
