package sc.fiji.stfpm.train;

import java.io.Serializable;
import java.util.List;

import sc.fiji.stfpm.memory.LayerSamples;

/**
 * What was seen at a look at normal images.
 *
 * @param samples of every scale and layer
 * @param distanceBytes of each unit, what its distances to a memory will take
 */
record Gathered(List<List<LayerSamples>> samples, long[] distanceBytes) implements Serializable {}
