package sc.fiji.stfpm;

/**
 * From where everything random starts where nobody says otherwise: training, making a teacher, and the resampling behind confidence
 * intervals, in menus, macros, scripts and on the command line alike.
 */
public final class Seed {
	/** The default. */
	public static final int DEFAULT = 0;
	/** The defaults where things are repeated: three seeds, separated by commas. */
	public static final String DEFAULT_LIST = DEFAULT + "," + (DEFAULT + 1) + "," + (DEFAULT + 2);

	private Seed() {}
}
