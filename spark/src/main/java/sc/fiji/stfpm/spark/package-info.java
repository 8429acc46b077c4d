/** The command line for Spark: from {@code spark-submit} to the verbs. */
package sc.fiji.stfpm.spark;
