package sc.fiji.stfpm.model;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.UtcTime;

/**
 * A change of a model after its training.
 *
 * @param what was changed to what, and why
 * @param date ISO 8601, UTC
 * @param user who did it: the name of the account
 * @param software version of this software
 * @param before the checksum of the description before it, which results of that time name as their model
 */
public record Change(String what, String date, String user, String software, String before) {
	static Change now(String what, String before) {
		return new Change(what, UtcTime.now(), System.getProperty("user.name"),
			SoftwareVersion.get(), before);
	}
}
