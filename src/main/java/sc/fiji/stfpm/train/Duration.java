package sc.fiji.stfpm.train;

/** Durations for people. */
final class Duration {
	private Duration() {}

	/** {@code 45 s}, {@code 3 min 20 s} or {@code 2 h 5 min}. */
	static String text(double seconds) {
		long s = Math.round(seconds);
		if (s < 60) return s + " s";
		if (s < 3600) return s / 60 + " min " + s % 60 + " s";
		return s / 3600 + " h " + s % 3600 / 60 + " min";
	}
}
