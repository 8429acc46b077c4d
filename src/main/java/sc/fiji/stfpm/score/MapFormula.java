package sc.fiji.stfpm.score;

/** How the layers' distances become one anomaly map. */
public enum MapFormula {
	/**
	 * The authors' code: each {@code d_l} bilinear to a quarter of the input size, the product of them, then bilinear to
	 * the input size.
	 */
	OFFICIAL,
	/** The benchmark's code: each {@code 0.5 d_l} bilinear straight to the input size, and the product of them. */
	ANOMALIB
}
