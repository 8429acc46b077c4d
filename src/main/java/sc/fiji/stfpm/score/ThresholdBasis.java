package sc.fiji.stfpm.score;

/** What a threshold was chosen on. */
public enum ThresholdBasis {
	/** The scores of held-out normal images, by a rule. */
	HELD_OUT,
	/** The scores of labelled images. */
	LABELLED,
	/** Somebody gave it. */
	GIVEN
}
