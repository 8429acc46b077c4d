package sc.fiji.stfpm;

/** Which version of this software runs. */
public final class SoftwareVersion {
	private SoftwareVersion() {}

	/** The version in the jar's manifest, or {@code development} where it runs from classes. */
	public static String get() {
		String version = SoftwareVersion.class.getPackage().getImplementationVersion();
		return "STFPM " + (version == null ? "development" : version);
	}
}
