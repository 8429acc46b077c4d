/** What all work on a cluster needs: files wherever Hadoop finds them, a model and its detectors on executors, progress, one run at a time. */
package sc.fiji.stfpm.spark.cluster;
