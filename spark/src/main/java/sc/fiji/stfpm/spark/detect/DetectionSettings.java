package sc.fiji.stfpm.spark.detect;

import java.io.Serializable;
import java.util.Set;

import sc.fiji.stfpm.ui.ResultFolder;

/**
 * What executors are to do with each image.
 *
 * @param output folder of results, as Hadoop writes it
 * @param pictures of each plane
 * @param ignored see {@link sc.fiji.stfpm.dataset.IgnoreRule#of}
 * @param isolated whether every image is judged in a process of its own kind from the start, see {@link IsolatedDetection}
 */
record DetectionSettings(String output, Set<ResultFolder.Picture> pictures, String ignored, boolean isolated) implements Serializable {}
