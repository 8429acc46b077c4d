package sc.fiji.stfpm.train;

import java.util.List;
import java.util.Optional;

import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.model.ScoringModel;
import sc.fiji.stfpm.score.Patches;

/**
 * What came of learning.
 *
 * @param normals that set the threshold, and their scores
 * @param trainingImages images learned from
 * @param heldOutImages images put aside to choose by; 0 for none
 * @param seconds wall time
 * @param descriptors of the normal images; empty where it was cancelled, or where patches do not tell them
 * @param patches what is known of them where the scores are those of patches
 * @param cancelled whether it is the best so far rather than all
 */
record Learned(ScoringModel scoring, List<NormalImage> normals, int trainingImages, int heldOutImages, double seconds,
	TrainingReport report, Optional<ImageDescriptors> descriptors, Optional<Patches> patches, boolean cancelled)
{}
