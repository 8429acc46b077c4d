package sc.fiji.stfpm.score;

/** How a threshold follows from the scores of held-out normal images; what it comes to depends on how many there are. */
public sealed interface ThresholdChoice permits ThresholdRule, FalseAlarmRate {
	/**
	 * The quantile and margin that this is for so many held-out scores.
	 *
	 * @param patches what is known of them where the scores are those of patches, else null
	 */
	ThresholdRule rule(int count, Patches patches);

	/** Where a threshold chosen so comes from, for people. */
	String provenance(int count, Patches patches);
}
