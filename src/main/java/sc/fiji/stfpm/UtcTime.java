package sc.fiji.stfpm;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Dates in files and tables. */
public final class UtcTime {
	private UtcTime() {}

	/** Now, to the second, as ISO 8601 writes it in UTC. */
	public static String now() {
		return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
	}
}
