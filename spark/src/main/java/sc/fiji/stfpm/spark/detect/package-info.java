/** Judges many images on a cluster: from names to tables of what was found, with nothing lost and nothing twice. */
package sc.fiji.stfpm.spark.detect;
