/** Measurements of single planes on clusters. */
package sc.fiji.stfpm.spark.plane;
